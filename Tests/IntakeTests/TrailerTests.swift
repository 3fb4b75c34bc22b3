import Intake
import Testing

/// What stands in place of a trailer, or in it, that nobody would expect.
@Suite struct TrailerTests {
  private struct Outcome {
    var rows: [[String]] = []
    var broken = 0
    var refusal: UnreadableFile?
  }

  private func read(
    _ text: String, column: Int = 1, rows: Int? = 2, sum: Int? = 3, of: Int? = 3
  ) -> Outcome {
    let dialect = Dialect.csv {
      ($0.delimiter, $0.decimalMark, $0.thousandsMark) = (";", ",", ".")
    }
    var trailer = Trailer(column: column, equals: "END")
    (trailer.rows, trailer.sum, trailer.sumOf) = (rows, sum, of)
    var outcome = Outcome()
    do throws(UnreadableFile) {
      let plain = try rowReader(
        for: dialect, mappedColumns: [], source: ByteSource(bytes: Array(text.utf8)))
      let reader = TrailerReader(plain, trailer, dialect: dialect)
      var row = RawRow()
      reading: while true {
        switch try reader.next(&row) {
        case .end: break reading
        case .broken: outcome.broken += 1
        case .row, .known: outcome.rows.append((0..<row.cellCount).compactMap { row.cell($0) })
        }
      }
    } catch {
      outcome.refusal = error
    }
    return outcome
  }

  @Test func `a row too short to be the trailer is a row`() {
    let outcome = read("sku;name;qty;mark\nA1\n;;;END;1\n", column: 4, rows: 5, sum: nil, of: nil)
    #expect(outcome.rows == [["A1"]])
    #expect(outcome.refusal == nil)
  }

  @Test func `a row that cannot be taken apart counts as one of those announced`() {
    let outcome = read("sku;name;qty\nA1;\"Axe\"x;1\nB2;Bow;2\nEND;2;2\n")
    #expect(outcome.rows == [["B2", "Bow", "2"]])
    #expect(outcome.broken == 1)
    #expect(outcome.refusal == nil)
    #expect(read("sku;name;qty\nA1;\"Axe\"x;1\nEND;2;0\n").refusal?.shortfall?.found == "1")
  }

  @Test func `cells that are no number or not there add nothing to the sum`() {
    let outcome = read("sku;name;qty\nA1;Axe;many\nB2\nC3;Cap;2\nEND;3; 2,0\t\n")
    #expect(outcome.rows.count == 3)
    #expect(outcome.refusal == nil)
  }

  static let unread = [
    ("END\n", "\"\" in place of the number of rows"),
    ("END; \t ;1\n", "\"\" in place of the number of rows"),
    ("END;1\n", "\"\" in place of the sum"),
    ("END;1;much\n", "\"much\" in place of the sum"),
  ]

  @Test(arguments: unread)
  func `a trailer whose cells cannot be read is no trailer`(end: String, found: String) {
    let outcome = read("sku;name;qty\nA1;Axe;1\n" + end)
    #expect(outcome.refusal?.reason == "the trailer is missing")
    #expect(outcome.refusal?.shortfall?.found == found)
    #expect(outcome.refusal?.shortfall?.isCounted == false)
  }

  @Test func `a trailer that announces nothing only ends the file`() {
    let outcome = read("sku;name;qty\nA1;Axe;1\nEND\n", rows: nil, sum: nil, of: nil)
    #expect(outcome.rows.count == 1)
    #expect(outcome.refusal == nil)
  }
}
