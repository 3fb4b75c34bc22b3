/// One broken file and what must become of it.
struct BadInput: Sendable {
  enum Format: String, CaseIterable, Sendable {
    case csv
    case json
    case ndjson
  }

  enum Outcome: Sendable {
    /// The file is reported as a whole and none of its rows is taken.
    case refused
    /// So many rows are counted, and so many of them are held, each with its report.
    case rows(Int, held: Int)
    /// Either of both, with at least one report: where a lost quote ends is anybody's guess.
    case reported
  }

  let story: String
  let format: Format
  let bytes: [UInt8]
  let outcome: Outcome

  init(_ format: Format, _ story: String, _ bytes: [UInt8], _ outcome: Outcome) {
    self.format = format
    self.story = story
    self.bytes = bytes
    self.outcome = outcome
  }

  init(_ format: Format, _ story: String, _ text: String, _ outcome: Outcome) {
    self.init(format, story, Array(text.utf8), outcome)
  }
}

extension BadInput {
  static let all = csvFiles + csvRows + csvCells + jsonFiles + jsonRecords + ndjson

  private static let header = "sku;name;weight\n"

  private static func csv(_ story: String, _ rows: String, _ outcome: Outcome) -> BadInput {
    BadInput(.csv, story, header + rows, outcome)
  }

  private static func csv(_ story: String, bytes: [UInt8], _ outcome: Outcome) -> BadInput {
    BadInput(.csv, story, Array(header.utf8) + bytes, outcome)
  }

  private static let csvFiles = [
    BadInput(.csv, "an empty file", "", .refused),
    BadInput(.csv, "one empty line", "\n", .refused),
    BadInput(.csv, "a byte order mark alone", "\u{feff}", .refused),
    BadInput(.csv, "a header without rows", header, .rows(0, held: 0)),
    BadInput(.csv, "no header", "A1;Axe;1\n", .refused),
    BadInput(.csv, "a column missing", "sku;name\nA1;Axe\n", .refused),
    BadInput(.csv, "a column renamed", "sku;name;kilo\nA1;Axe;1\n", .refused),
    BadInput(.csv, "a column twice", "sku;name;weight;sku\nA1;Axe;1;B2\n", .refused),
    BadInput(.csv, "another delimiter", "sku,name,weight\nA1,Axe,1\n", .refused),
    BadInput(.csv, "a page that says not found", "<html><body>404</body></html>\n", .refused),
    BadInput(.csv, "zero bytes alone", [UInt8](repeating: 0, count: 4096), .refused),
    BadInput(.csv, "a compressed file", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 4], .refused),
    BadInput(
      .csv, "UTF-16 where UTF-8 is declared",
      [0xff, 0xfe] + Array((header + "A1;Axe;1\n").utf8).flatMap { [$0, 0] }, .refused),
    BadInput(
      .csv, "a header of one megabyte", String(repeating: "x", count: 1 << 20) + "\n", .refused),
  ]

  private static let csvRows = [
    csv("a quote never closed", "A1;\"Axe;1\nB2;Bow;2\n", .reported),
    csv("text behind a closing quote", "A1;\"Axe\"x;1\nB2;Bow;2\n", .rows(2, held: 1)),
    csv("a cell too many", "A1;Axe;1;surplus\nB2;Bow;2\n", .rows(2, held: 1)),
    csv("a cell missing", "A1;Axe\nB2;Bow;2\n", .rows(2, held: 1)),
    csv(
      "a hundred thousand cells", "A1" + String(repeating: ";", count: 100_000) + "\nB2;Bow;2\n",
      .rows(2, held: 1)),
    csv(
      "a row of two megabytes", "A1;" + String(repeating: "x", count: 2 << 20) + ";1\nB2;Bow;2\n",
      .rows(2, held: 1)),
    csv(
      "a byte that is no UTF-8",
      bytes: Array("A1;Gr".utf8) + [0xfc] + Array("n;1\nB2;Bow;2\n".utf8),
      .rows(2, held: 1)),
    csv(
      "a character cut in half", bytes: Array("A1;Axe;1\nB2;".utf8) + [0xe2, 0x82],
      .rows(2, held: 1)),
    csv(
      "a surrogate in UTF-8", bytes: Array("A1;".utf8) + [0xed, 0xa0, 0x80] + Array(";1\n".utf8),
      .rows(1, held: 1)),
    csv("a zero byte in a key", "A\u{0}1;Axe;1\nB2;Bow;2\n", .rows(2, held: 1)),
    csv("the same key with other content", "A1;Axe;1\nA1;Ax;2\nB2;Bow;2\n", .rows(3, held: 2)),
    csv("a line ended in the middle", "A1;Axe;1\nB2;Bo", .rows(2, held: 1)),
    csv("no line end behind the last row", "A1;Axe;1\nB2;Bow;2", .rows(2, held: 0)),
  ]

  private static let csvCells = [
    csv("no key", ";Axe;1\nB2;Bow;2\n", .rows(2, held: 1)),
    csv("a key of blanks", "   ;Axe;1\nB2;Bow;2\n", .rows(2, held: 1)),
    csv("an escape sequence in a key", "A\u{1b}[31m;Axe;1\n", .rows(1, held: 1)),
    csv("a line break in a key", "\"A\n1\";Axe;1\nB2;Bow;2\n", .rows(2, held: 1)),
    csv(
      "a key of ten thousand characters", String(repeating: "9", count: 10_000) + ";Axe;1\n",
      .reported),
    csv("a formula as a key", "=1+1;Axe;1\n", .rows(1, held: 0)),
    csv("a word for a number", "A1;Axe;heavy\nB2;Bow;2\n", .rows(2, held: 1)),
    csv("no number and infinity", "A1;Axe;NaN\nA2;Axe;Infinity\nA3;Axe;-inf\n", .rows(3, held: 3)),
    csv("numbers of programmers", "A1;Axe;0x10\nA2;Axe;1_000\nA3;Axe;1e999\n", .rows(3, held: 3)),
    csv(
      "numbers of other countries", "A1;Axe;1,5\nA2;Axe;1'000\nA3;Axe;1.000.000\n",
      .rows(3, held: 3)),
    csv("a number below its least", "A1;Axe;-0.000001\n", .rows(1, held: 1)),
    csv(
      "a number of four hundred digits", "A1;Axe;" + String(repeating: "9", count: 400) + "\n",
      .rows(1, held: 1)),
    csv(
      "a number past 64 bits", "A1;Axe;9223372036854775808\nA2;Axe;9223372036855\n",
      .rows(2, held: 2)),
    csv("more places than are kept", "A1;Axe;0.0000001\n", .rows(1, held: 1)),
    csv("signs and dots alone", "A1;Axe;-\nA2;Axe;.\nA3;Axe;+-1\nA4;Axe;1 2\n", .rows(4, held: 4)),
    csv("digits of another script", "A1;Axe;١٢\n", .rows(1, held: 1)),
  ]

  private static func json(_ story: String, _ records: String, _ outcome: Outcome) -> BadInput {
    BadInput(.json, story, "{\"records\":[\(records)]}", outcome)
  }

  private static let jsonFiles = [
    BadInput(.json, "an empty file", "", .refused),
    BadInput(.json, "white space alone", " \n\t", .refused),
    BadInput(.json, "an object without records", "{}", .refused),
    BadInput(.json, "an array where an object is declared", "[]", .refused),
    BadInput(.json, "records that are no array", "{\"records\":{}}", .refused),
    BadInput(.json, "records that are null", "{\"records\":null}", .refused),
    BadInput(
      .json, "a file cut short", "{\"records\":[{\"sku\":\"A1\",\"weight\":1},{\"sku\":", .refused),
    BadInput(.json, "two documents", "{\"records\":[]}{\"records\":[]}", .refused),
    BadInput(.json, "something behind the end", "{\"records\":[]} x", .refused),
    BadInput(
      .json, "the records twice", "{\"records\":[],\"records\":[{\"sku\":\"A1\"}]}", .refused),
    BadInput(.json, "a comma too many", "{\"records\":[{\"sku\":\"A1\"},]}", .refused),
    BadInput(.json, "no records at all", "{\"records\":[]}", .rows(0, held: 0)),
    BadInput(
      .json, "ten thousand open brackets", String(repeating: "[", count: 10_000), .refused),
  ]

  private static let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)

  private static let jsonRecords = [
    json("records that are no objects", "1,\"x\",null,true,[]", .rows(5, held: 5)),
    json("a name twice in a record", "{\"sku\":\"A1\",\"sku\":\"B2\",\"weight\":1}", .reported),
    json("a deeply nested record", "{\"sku\":\"A1\",\"weight\":1,\"x\":\(deep)}", .reported),
    json(
      "a key that is no text", "{\"sku\":{},\"weight\":1},{\"sku\":[],\"weight\":1},{\"sku\":null}",
      .rows(3, held: 3)),
    json("no key", "{\"weight\":1},{\"sku\":\"\",\"weight\":1}", .rows(2, held: 2)),
    json("a truth value for a number", "{\"sku\":\"A1\",\"weight\":true}", .rows(1, held: 1)),
    json("an object for a number", "{\"sku\":\"A1\",\"weight\":{}}", .rows(1, held: 1)),
    json(
      "numbers past all bounds",
      "{\"sku\":\"A1\",\"weight\":1e999},{\"sku\":\"A2\",\"weight\":1e-999}",
      .rows(2, held: 2)),
    json("half a surrogate pair in a key", "{\"sku\":\"A\\ud800\",\"weight\":1}", .reported),
    json("a zero character in a key", "{\"sku\":\"A\\u00001\",\"weight\":1}", .rows(1, held: 1)),
    BadInput(.json, "a raw control character", "{\"records\":[{\"sku\":\"A\u{1}\"}]}", .refused),
    BadInput(
      .json, "a byte that is no UTF-8",
      Array("{\"records\":[{\"sku\":\"A".utf8) + [0xff] + Array("\"}]}".utf8), .reported),
  ]

  private static func lines(_ story: String, _ text: String, _ outcome: Outcome) -> BadInput {
    BadInput(.ndjson, story, text, outcome)
  }

  private static let good = "{\"sku\":\"B2\",\"name\":\"Bow\",\"weight\":2}\n"

  private static let ndjson = [
    lines(
      "a broken line between good ones", good + "{\"sku\":\n{\"sku\":\"C3\",\"weight\":1}\n",
      .rows(3, held: 1)),
    lines("lines that are no objects", "1\n[]\n\"x\"\nnull\n" + good, .rows(5, held: 4)),
    lines(
      "a document over several lines", "{\n\"sku\":\"A1\",\n\"weight\":1}\n", .rows(3, held: 3)),
    lines(
      "two documents in a line", "{\"sku\":\"A1\"}{\"sku\":\"A2\"}\n" + good, .rows(2, held: 1)),
    lines("a last line cut short", good + "{\"sku\":\"A1\",\"wei", .rows(2, held: 1)),
    lines(
      "a line of two megabytes",
      "{\"sku\":\"A1\",\"name\":\""
        + String(repeating: "x", count: 2 << 20) + "\"}\n" + good, .rows(2, held: 1)),
    lines("a zero byte", "{\"sku\":\"A\u{0}\"}\n" + good, .rows(2, held: 1)),
    lines(
      "a deeply nested line", "{\"sku\":\"A1\",\"weight\":1,\"x\":\(deep)}\n" + good,
      .rows(2, held: 1)),
    lines("a name twice in a line", "{\"sku\":\"A1\",\"sku\":\"A2\"}\n" + good, .rows(2, held: 1)),
  ]
}
