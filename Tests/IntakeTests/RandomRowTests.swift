import Intake
import Testing

/// Rows written with quotes where they are needed read back as they were.
struct RandomRowTests {
  private static let pieces = [
    "a", "0", " ", "\"", "\"\"", ",", ";", "|", "|+|", "+", "\n", "\r", "\r\n", "é", "€", "😀", "\t",
    "plain text of some length", "",
  ]

  private func cell(_ numbers: inout RepeatableNumbers) -> String {
    (0..<numbers.next(below: 5))
      .map { _ in Self.pieces[numbers.next(below: Self.pieces.count)] }.joined()
  }

  private func written(
    _ cell: String, _ delimiter: String, _ numbers: inout RepeatableNumbers
  ) -> String {
    let scalars = cell.unicodeScalars
    let isPlain =
      !scalars.contains {
        "\"\r\n".unicodeScalars.contains($0) || delimiter.unicodeScalars.contains($0)
      }
    guard cell.isEmpty || !isPlain || numbers.next(below: 4) == 0 else { return cell }
    let doubled = scalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined()
    return "\"" + doubled + "\""
  }

  @Test(arguments: 0..<40)
  func `what is written is read`(seed: Int) {
    var numbers = RepeatableNumbers(seed: UInt64(seed))
    let delimiter = [",", ";", "|+|", "\t"][seed % 4]
    let end = ["\n", "\r\n", "\r"][seed % 3]
    let rows = (0..<60).map { _ in
      (0...numbers.next(below: 6)).map { _ in cell(&numbers) }
    }
    let text = rows.map { row in
      row.map { written($0, delimiter, &numbers) }.joined(separator: delimiter)
    }.joined(separator: end)
    let dialect = Dialect.csv { ($0.delimiter, $0.header) = (delimiter, .none) }
    let reading = Reading(text, dialect, chunkBytes: 1 + numbers.next(below: 300))
    #expect(reading.cells == rows)
    #expect(reading.broken == [])
    #expect(reading.refusal == nil)
  }

  @Test(arguments: 0..<20)
  func `damaged files never stop the reader`(seed: Int) {
    var numbers = RepeatableNumbers(seed: UInt64(1000 + seed))
    let alphabet: [UInt8] = Array(",,\"\"\n\r|+{}[]:0a\\u-.e# ".utf8) + [0, 0x80, 0xC3, 0xE2, 0xFF]
    for _ in 0..<100 {
      let bytes = (0..<numbers.next(below: 60)).map { _ in
        alphabet[numbers.next(below: alphabet.count)]
      }
      let chunkBytes = 1 + numbers.next(below: 9)
      for format in Dialect.Format.allCases {
        for encoding in Dialect.Encoding.allCases {
          let dialect = Dialect.csv {
            ($0.format, $0.encoding, $0.header, $0.maxRowBytes) = (format, encoding, .none, 20)
            ($0.comment, $0.delimiter) = ("#", seed % 2 == 0 ? "," : "|+|")
          }
          let whole = Reading(bytes, dialect)
          let pieces = Reading(bytes, dialect, chunkBytes: chunkBytes)
          #expect(whole.refusal == pieces.refusal)
          if whole.refusal == nil { #expect(whole == pieces) }
        }
      }
    }
  }
}
