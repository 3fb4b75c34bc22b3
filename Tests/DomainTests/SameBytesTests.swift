import Domain
import Testing
import Workbench

/// Texts are compared byte for byte, whatever Unicode calls the same.
struct SameBytesTests {
  @Test func `texts that only look alike are not the same`() {
    #expect(!"caf\u{E9}".hasSameBytes(as: "cafe\u{301}"))
    // Two marks in the other order: as many bytes, and equal for Unicode.
    let (one, two) = ("a\u{323}\u{307}", "a\u{307}\u{323}")
    #expect(one == two && one.utf8.count == two.utf8.count)
    #expect(!one.hasSameBytes(as: two))
    #expect(one.hasSameBytes(as: one) && "".hasSameBytes(as: ""))
  }

  @Test func `texts are ordered by their bytes, the shorter first where one begins the other`() {
    var numbers = SeededNumbers(seed: 5)
    for _ in 0..<5_000 {
      let start = numbers.text(of: Array("ab\u{E9}".utf8), upTo: 20)
      let texts = (0..<2).map { _ in start + numbers.text(of: Array("ab\u{E9}".utf8), upTo: 12) }
      let expected = texts[0].utf8.lexicographicallyPrecedes(texts[1].utf8)
      #expect(texts[0].precedesByBytes(texts[1]) == expected, "\(texts)")
    }
  }

  @Test func `a difference is seen at every place of every length`() {
    for length in 0...40 {
      let text = String(repeating: "a", count: length)
      #expect(text.hasSameBytes(as: String(Array(text))))
      #expect(!text.hasSameBytes(as: text + "a"))
      for place in 0..<length {
        var bytes = Array(text.utf8)
        bytes[place] = UInt8(ascii: "b")
        #expect(
          !text.hasSameBytes(as: String(decoding: bytes, as: UTF8.self)), "\(place)/\(length)")
      }
    }
  }
}
