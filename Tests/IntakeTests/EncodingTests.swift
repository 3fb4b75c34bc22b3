import Domain
import Intake
import Testing

struct EncodingTests {
  private func read(
    _ bytes: [UInt8], _ encoding: Dialect.Encoding, mark: Dialect.ByteOrderMark = .allow,
    chunkBytes: Int = 1 << 20
  ) -> Reading {
    let dialect = Dialect.csv {
      ($0.encoding, $0.byteOrderMark, $0.header) = (encoding, mark, .none)
    }
    return Reading(bytes, dialect, chunkBytes: chunkBytes)
  }

  private func utf16(_ text: String, bigEndian: Bool = false) -> [UInt8] {
    text.utf16.flatMap { unit in
      let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return bigEndian ? pair.reversed() : pair
    }
  }

  @Test func `windows-1252 letters, quotes and the euro become UTF-8`() {
    let reading = read(
      [0x80, 0x2C, 0x8A, 0x93, 0x94, 0x9F, 0x2C, 0xA0, 0xE4, 0xFF, 0x0A], .windows1252)
    #expect(reading.cells == [["€", "Š“”Ÿ", "\u{A0}äÿ"]])
  }

  @Test(arguments: [0x81, 0x8D, 0x8F, 0x90, 0x9D] as [UInt8])
  func `the five bytes without a meaning make a windows-1252 file unreadable`(byte: UInt8) {
    let name = "0x" + String(byte, radix: 16, uppercase: true)
    #expect(
      read([0x41, 0x0D, 0x0A, 0x0A, 0xE4, byte, 0x0A], .windows1252).refusal
        == UnreadableFile(
          line: 3, byteOffset: 5, reason: "byte \(name) at byte offset 5 is not windows-1252"))
  }

  @Test func `every other byte of a single-byte encoding has a meaning`() {
    let undefined: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    for encoding in [Dialect.Encoding.windows1252, .latin1, .latin9] {
      for byte in UInt8(0x80)...0xFF
      where encoding != .windows1252 || !undefined.contains(byte) {
        let reading = read([0x78, byte], encoding)
        #expect(reading.cells.first?.first?.unicodeScalars.count == 2, "\(encoding) \(byte)")
      }
    }
  }

  @Test func `iso-8859-1 and iso-8859-15 differ in eight places`() {
    let bytes: [UInt8] = [0xA4, 0xA6, 0xA8, 0xB4, 0xB8, 0xBC, 0xBD, 0xBE, 0xE9]
    #expect(read(bytes, .latin1).cells == [["¤¦¨´¸¼½¾é"]])
    #expect(read(bytes, .latin9).cells == [["€ŠšŽžŒœŸé"]])
  }

  @Test(arguments: [1, 2, 3, 5, 1 << 20])
  func `UTF-16 is read in the byte order of its mark, else little-endian`(chunkBytes: Int) {
    let text = "é,😀\r\n\"a\n€\",z\u{FFFD}"
    let expected = [["é", "😀"], ["a\n€", "z\u{FFFD}"]]
    let files = [
      [0xFF, 0xFE] + utf16(text), [0xFE, 0xFF] + utf16(text, bigEndian: true), utf16(text),
    ]
    for file in files {
      #expect(read(file, .utf16, chunkBytes: chunkBytes).cells == expected)
    }
  }

  @Test(arguments: [1, 1 << 20])
  func `UTF-16 that stops within a character is unreadable`(chunkBytes: Int) {
    let odd = read(utf16("a\nb") + [0x41], .utf16, chunkBytes: chunkBytes).refusal
    #expect(odd?.reason == "a UTF-16 file has an even number of bytes, one is left over")
    #expect(odd?.line == 2)
    for bad in [[0x3D, 0xD8], [0x3D, 0xD8, 0x41, 0x00], [0x00, 0xDE]] as [[UInt8]] {
      let refusal = read(utf16("a\n") + bad, .utf16, chunkBytes: chunkBytes).refusal
      #expect(refusal?.reason.contains("without its other half") == true)
      #expect(refusal?.line == 2)
    }
  }

  @Test func `a byte order mark is allowed, required or forbidden`() {
    for (encoding, mark) in [
      (Dialect.Encoding.utf8, [0xEF, 0xBB, 0xBF] as [UInt8]), (.utf16, [0xFF, 0xFE]),
    ] {
      let text = encoding == .utf8 ? Array("a\n".utf8) : utf16("a\n")
      #expect(read(mark + text, encoding).cells == [["a"]])
      #expect(read(text, encoding).cells == [["a"]])
      #expect(read(mark + text, encoding, mark: .require).cells == [["a"]])
      #expect(
        read(text, encoding, mark: .require).refusal?.reason
          == "a byte order mark was expected at the start")
      #expect(
        read(mark + text, encoding, mark: .forbid).refusal?.reason
          == "starts with a byte order mark, none was expected")
      #expect(read(text, encoding, mark: .forbid).cells == [["a"]])
    }
  }

  @Test func `the byte order mark counts in the offsets`() {
    #expect(Reading("\u{FEFF}a\nb\n").rows.map(\.byteOffset) == [5])
  }

  @Test func `a byte order mark of another encoding makes the file unreadable`() {
    let utf16Mark = "starts with a byte order mark of utf-16, utf-8 was expected"
    #expect(read([0xFF, 0xFE, 0x41, 0x00], .utf8).refusal?.reason == utf16Mark)
    #expect(
      read([0xEF, 0xBB, 0xBF, 0x41], .windows1252).refusal?.reason
        == "starts with a byte order mark of utf-8, windows-1252 was expected")
  }

  @Test func `JSON is read in any encoding`() {
    let json = "[{\"ä\":\"€\"}]"
    let expected: [JSONValue?] = [.object([.init("ä", .string("€"))])]
    let latin: [UInt8] = json.unicodeScalars.map {
      $0 == "€" ? 0x80 : UInt8(truncatingIfNeeded: $0.value)
    }
    #expect(Reading(latin, .json { $0.encoding = .windows1252 }).documents == expected)
    #expect(Reading(utf16(json), .json { $0.encoding = .utf16 }).documents == expected)
  }
}
