import Domain
import Testing
import Workbench

/// Texts that no exporter would write: the seed is fixed, so a failure repeats.
@Suite struct HostileTextTests {
  private static let rounds = 20_000
  private static let anyByte = Array(UInt8.min...UInt8.max)

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `an accepted number renders and reads back to itself`(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let alphabet = Array("0123456789990000..,,''--++eE ".utf8)
    var accepted = 0
    for _ in 0..<Self.rounds {
      let text = numbers.text(of: alphabet, upTo: 24)
      let readings = [
        ExactDecimal(text),
        ExactDecimal(text, decimalMark: UInt8(ascii: ","), thousandsMark: UInt8(ascii: ".")),
        ExactDecimal(text, thousandsMark: UInt8(ascii: "'")),
      ]
      for value in readings.compactMap({ $0 }) {
        accepted += 1
        let again = ExactDecimal(value.description)
        #expect(again == value, "\(text)")
        #expect(value.magnitude <= ExactDecimal(1_000_000_000_000), "\(text)")
      }
    }
    #expect(accepted > 100)
  }

  @Test(arguments: [4, 5, 6] as [UInt64])
  func `an accepted day or instant renders and reads back to itself`(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let alphabet = Array("0123456789".utf8)
    let marks = Array("--::TZ.+ 09".utf8)
    var accepted = 0
    for _ in 0..<Self.rounds {
      let text = almostTime(&numbers, digits: alphabet, marks: marks)
      if let date = CalendarDate(text.prefix(10)) {
        accepted += 1
        #expect(date.description == text.prefix(10))
      }
      if let local = LocalTime(text) { #expect((0...86_400).contains(local.secondOfDay)) }
      if let instant = Timestamp(rfc3339: text) {
        accepted += 1
        #expect(Timestamp(rfc3339: instant.description) == instant, "\(text)")
      }
    }
    #expect(accepted > 100)
  }

  @Test func `bytes of any kind trap no reader`() {
    var numbers = SeededNumbers(seed: 8)
    for _ in 0..<Self.rounds {
      let text = numbers.text(of: Self.anyByte, upTo: 40)
      let mark = UInt8.random(in: 0...255, using: &numbers)
      let value = ExactDecimal(text, decimalMark: mark, thousandsMark: mark &+ 1)
      #expect(value.map { ExactDecimal($0.description) == value } ?? true)
      #expect(CalendarDate(text) == nil)
      #expect(Timestamp(rfc3339: text) == nil)
      #expect(!RecordKey(text: text).parts.isEmpty)
      #expect(RecordKey(parts: [text]).parts == [text])
    }
  }

  @Test func `every number of days and microseconds can be written`() {
    for days in [Int32.min, -719_163, 0, 2_932_897, .max] {
      #expect(!CalendarDate(days: days).description.isEmpty)
    }
    for microseconds: Int64 in [-62_135_596_800_000_000, -1, 0, 253_402_300_800_000_000] {
      #expect(Timestamp(microseconds: microseconds).description.hasSuffix("Z"))
    }
  }

  /// A time in the right form with up to three bytes spoilt.
  private func almostTime(
    _ numbers: inout SeededNumbers, digits: [UInt8], marks: [UInt8]
  ) -> String {
    func two(_ range: ClosedRange<Int>) -> String {
      padded(Int.random(in: range, using: &numbers), 2)
    }
    var text = "20" + two(0...99) + "-" + two(0...13) + "-" + two(0...32)
    text += "T" + two(0...24) + ":" + two(0...60) + ":" + two(0...61)
    if Bool.random(using: &numbers) { text += "." + numbers.text(of: digits, upTo: 9) }
    text += Bool.random(using: &numbers) ? "Z" : "+" + two(0...25) + ":" + two(0...60)
    var bytes = Array(text.utf8)
    for _ in 0..<Int.random(in: 0...3, using: &numbers) {
      let place = Int.random(in: 0..<bytes.count, using: &numbers)
      bytes[place] = marks[Int.random(in: 0..<marks.count, using: &numbers)]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `no control that a terminal obeys stands in JSON as it is`() {
    for value in UInt32(0)...0x17f {
      let text = Unicode.Scalar(value).map { String(Character($0)) } ?? ""
      let isControl = value < 0x20 || (0x7f...0x9f).contains(value)
      let written = JSONText.quoted("A" + text)
      #expect(written.unicodeScalars.contains { $0.value == value } != isControl, "\(value)")
    }
    #expect(JSONText.quoted("\u{7f}\u{85}\u{a0}Â") == "\"\\u007f\\u0085\u{a0}Â\"")
  }
}
