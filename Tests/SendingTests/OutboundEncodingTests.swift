import Domain
import Sending
import Testing

@Suite struct OutboundEncodingTests {
  private func bytes(
    _ text: String, _ encoding: OutboundEncoding, mark: Bool = false
  ) -> [UInt8] {
    let chosen = dialect {
      $0.encoding = encoding
      $0.hasByteOrderMark = mark
      $0.hasHeader = false
    }
    return column([.text(text)]).bytes(in: chosen)
  }

  private func obstacle(_ text: String, _ encoding: OutboundEncoding) -> String? {
    OutboundFile.obstacle(
      in: [.text(text)], titles: ["Name"], dialect: dialect { $0.encoding = encoding })
  }

  @Test(
    arguments: [
      (OutboundEncoding.utf8, [0x47, 0xc3, 0xbc, 0xe2, 0x82, 0xac, 0x0a]),
      (.windows1252, [0x47, 0xfc, 0x80, 0x0a]), (.latin9, [0x47, 0xfc, 0xa4, 0x0a]),
      (.utf16, [0x47, 0x00, 0xfc, 0x00, 0xac, 0x20, 0x0a, 0x00]),
    ] as [(OutboundEncoding, [UInt8])])
  func `umlaut and euro have their bytes`(encoding: OutboundEncoding, expected: [UInt8]) {
    #expect(bytes("G\u{FC}\u{20AC}", encoding) == expected)
    #expect(obstacle("G\u{FC}\u{20AC}", encoding) == nil)
  }

  @Test func `Latin-1 has the umlaut and lacks the euro`() {
    #expect(bytes("\u{FC}", .latin1) == [0xfc, 0x0a])
    #expect(obstacle("\u{20AC}", .latin1) != nil)
  }

  @Test func `windows-1252 has its quotes and dashes and all of Latin-1`() {
    #expect(
      bytes("\u{201E}\u{2013}\u{2122}\u{178}", .windows1252) == [0x84, 0x96, 0x99, 0x9f, 0x0a])
    for value in UInt32(0xa0)...0xff {
      guard let scalar = Unicode.Scalar(value) else { continue }
      #expect(bytes("x\(scalar)x", .windows1252) == [0x78, UInt8(value), 0x78, 0x0a])
      #expect(bytes("x\(scalar)x", .latin1) == [0x78, UInt8(value), 0x78, 0x0a])
    }
    #expect(obstacle("\u{81}", .windows1252) != nil)
  }

  @Test func `Latin-9 lacks the signs that its letters replaced`() {
    #expect(
      bytes("\u{160}\u{161}\u{17D}\u{17E}\u{152}\u{153}\u{178}", .latin9)
        == [0xa6, 0xa8, 0xb4, 0xb8, 0xbc, 0xbd, 0xbe, 0x0a])
    for sign in ["\u{A4}", "\u{A6}", "\u{A8}", "\u{B4}", "\u{B8}", "\u{BC}", "\u{BD}", "\u{BE}"] {
      #expect(obstacle(sign, .latin9) != nil)
      #expect(obstacle(sign, .latin1) == nil)
    }
    #expect(bytes("\u{A5}", .latin9) == [0xa5, 0x0a])
  }

  @Test(arguments: [OutboundEncoding.windows1252, .latin1, .latin9])
  func `what a narrow encoding lacks is an obstacle and named`(encoding: OutboundEncoding) {
    #expect(
      obstacle("\u{141}\u{F3}d\u{17A}", encoding)
        == "column \"Name\": \"\u{141}\u{F3}d\u{17A}\" has characters that "
        + "\(encoding.rawValue) lacks")
    #expect(obstacle("\u{1F69A}", encoding) != nil)
    #expect(obstacle("cafe\u{301}", encoding) != nil)
    #expect(obstacle("plain", encoding) == nil)
  }

  @Test(arguments: [OutboundEncoding.utf8, .utf16])
  func `Unicode lacks nothing`(encoding: OutboundEncoding) {
    #expect(obstacle("\u{141}\u{1F69A}\u{301}\0", encoding) == nil)
  }

  @Test func `UTF-16 writes a pair for what lies beyond its first plane`() {
    #expect(bytes("\u{1F69A}", .utf16) == [0x3d, 0xd8, 0x9a, 0xde, 0x0a, 0x00])
  }

  @Test func `a byte order mark goes first where the encoding has one`() {
    #expect(bytes("a", .utf8, mark: true) == [0xef, 0xbb, 0xbf, 0x61, 0x0a])
    #expect(bytes("a", .utf16, mark: true) == [0xff, 0xfe, 0x61, 0x00, 0x0a, 0x00])
    #expect(bytes("a", .windows1252, mark: true) == [0x61, 0x0a])
  }
}
