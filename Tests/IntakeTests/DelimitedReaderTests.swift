import Intake
import Testing

struct DelimitedReaderTests {
  @Test func `cells stand under their header`() {
    let reading = Reading("sku,qty\nA-1,5\nA-2,\n")
    #expect(reading.header == ["sku", "qty"])
    #expect(reading.cells == [["A-1", "5"], ["A-2", ""]])
    #expect(reading.lines == [2, 3])
    #expect(reading.rows.map(\.byteOffset) == [8, 14])
    #expect(reading.refusal == nil)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `every line end ends a row`(end: String) {
    let reading = Reading("a,b\(end)1,2\(end)\(end)3,\"x\(end)y\"\(end)5,6")
    #expect(reading.cells == [["1", "2"], ["3", "x\(end)y"], ["5", "6"]])
    #expect(reading.lines == [2, 4, 6])
  }

  @Test func `line ends may be mixed in one file`() {
    let reading = Reading("a\r1\n2\r\n3\r\r4\n\n5")
    #expect(reading.cells == [["1"], ["2"], ["3"], ["4"], ["5"]])
    #expect(reading.lines == [2, 3, 4, 6, 8])
  }

  @Test(arguments: [",", ";", "\t", "|", "|+|", "::", "¦", "§§"])
  func `any delimiter separates cells, quoted or not`(delimiter: String) {
    let line = ["1", "\"a\(delimiter)b\"", "", "c\"d"].joined(separator: delimiter)
    let reading = Reading(
      line + "\n" + line, .csv { ($0.delimiter, $0.header) = (delimiter, .none) })
    #expect(reading.cells == Array(repeating: ["1", "a\(delimiter)b", "", "c\"d"], count: 2))
    #expect(reading.broken == [])
  }

  @Test func `part of a long delimiter is content`() {
    let dialect = Dialect.csv { ($0.delimiter, $0.header) = ("|+|", .none) }
    let reading = Reading("a|b|+|c|+\n|+||+|+|\nx|+|y|", dialect)
    #expect(reading.cells == [["a|b", "c|+"], ["", "", "+|"], ["x", "y|"]])
  }

  @Test func `without quoting a quote is content`() {
    let dialect = Dialect.csv { ($0.quote, $0.header) = (nil, .none) }
    #expect(Reading("\"a,b\"\n\"", dialect).cells == [["\"a", "b\""], ["\""]])
  }

  @Test func `another quote character is taken as the dialect says`() {
    let dialect = Dialect.csv { ($0.quote, $0.header) = ("'", .none) }
    #expect(Reading("'a,''b',\"c\"\n", dialect).cells == [["a,'b", "\"c\""]])
  }

  @Test func `a quote within an unquoted cell is content`() {
    #expect(Reading("a,b\n6\" pipe,3\"\"x\n").cells == [["6\" pipe", "3\"\"x"]])
  }

  @Test func `an empty cell at the end of the file is a cell`() {
    let dialect = Dialect.csv { $0.header = .none }
    #expect(Reading("1,", dialect).cells == [["1", ""]])
    #expect(Reading("1,\"\"", dialect).cells == [["1", ""]])
    #expect(Reading("\"\"", dialect).cells == [[""]])
  }

  @Test func `blank lines are no rows, not even in a file of one column`() {
    let reading = Reading("\n\nsku\n\nA\n\n\"\"\n \n")
    #expect(reading.header == ["sku"])
    #expect(reading.cells == [["A"], [""], [" "]])
    #expect(reading.lines == [5, 7, 8])
  }

  @Test func `cells keep their outer spaces, header names do not`() {
    let reading = Reading(" sku ,\tqty\n A ,  1\n")
    #expect(reading.header == ["sku", "qty"])
    #expect(reading.cells == [[" A ", "  1"]])
  }

  @Test func `a column that stands twice in the header makes the file unreadable`() {
    let refusal = Reading("\nsku,qty, sku\n1,2,3\n").refusal
    #expect(
      refusal
        == UnreadableFile(
          line: 2, byteOffset: 1, reason: "column \"sku\" stands twice in the header"))
  }

  @Test func `names that differ in case, and columns without a name, may stand together`() {
    #expect(Reading("sku,SKU,,\n").header == ["sku", "SKU", "", ""])
  }

  @Test(arguments: ["", "\n\r\n", "# note\n", "\u{FEFF}"])
  func `an empty file where a header was expected is unreadable`(text: String) {
    let refusal = Reading(text, .csv { $0.comment = "#" }).refusal
    #expect(refusal?.reason == "empty file, a header was expected")
  }

  @Test(arguments: [Dialect.Header.none, .optional])
  func `an empty file without a header has no rows`(header: Dialect.Header) {
    let reading = Reading("", .csv { $0.header = header })
    #expect(reading.refusal == nil)
    #expect(reading.rows.isEmpty)
  }

  @Test func `a broken header makes the file unreadable`() {
    let refusal = Reading("sku,\"q\"ty\n1,2\n").refusal
    #expect(
      refusal?.reason == "the header cannot be read: text after the closing quote of cell 2")
  }

  @Test func `an optional header is one when it names a mapped column`() {
    let dialect = Dialect.csv { $0.header = .optional }
    let named = Reading("item, Quantity \nA,1\n", dialect, mappedColumns: ["Quantity"])
    #expect(named.header == ["item", "Quantity"])
    #expect(named.cells == [["A", "1"]])
    let bare = Reading("A,1\nB,2\n", dialect, mappedColumns: ["Quantity"])
    #expect(bare.header == nil)
    #expect(bare.cells == [["A", "1"], ["B", "2"]])
    #expect(bare.lines == [1, 2])
  }

  @Test func `a broken first row is reported when the header is optional`() {
    let dialect = Dialect.csv { $0.header = .optional }
    let reading = Reading("\"A\"x,1\nB,2\n", dialect, mappedColumns: ["sku"])
    #expect(reading.broken.map(\.line) == [1])
    #expect(reading.cells == [["B", "2"]])
  }

  @Test func `lines to skip are passed whatever stands in them`() {
    let dialect = Dialect.csv { $0.skipLines = 3 }
    let reading = Reading("Export \"of\r\n\n\u{1}x,y\nsku\nA\n", dialect)
    #expect(reading.header == ["sku"])
    #expect(reading.lines == [5])
  }

  @Test func `a file shorter than the lines to skip has no rows`() {
    let dialect = Dialect.csv { ($0.skipLines, $0.header) = (9, .none) }
    #expect(Reading("a\nb\n", dialect).rows.isEmpty)
  }

  @Test func `comment lines are no rows, a comment mark within a row is content`() {
    let dialect = Dialect.csv { $0.comment = "//" }
    let reading = Reading("// head, \"x\nsku\n//\nA//B\n/\n\"//\"\n// end", dialect)
    #expect(reading.header == ["sku"])
    #expect(reading.cells == [["A//B"], ["/"], ["//"]])
    #expect(reading.lines == [4, 5, 6])
  }
}
