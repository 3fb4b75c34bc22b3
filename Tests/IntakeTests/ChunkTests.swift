import Intake
import Testing

/// However the bytes of a file arrive, it reads the same.
struct ChunkTests {
  private static let csv = [
    "skipped \"line\r", "# comment, with \"quote\r\n", "\r", "sku,\"item \"\"name\"\"\",qty\r",
    "A-1,plain,1\r\n", "\r\n", "\"A,2\",\"quoted\r\ncell\rof\nlines\",2\n", "# comment\n",
    "Ä-3,€ 😀,\n", "\"bro\"ken,\"x\ny\",3\n", "4,too,many,cells,in,this,row,here\n", "5,\0,7\n",
    "6,\"\(String(repeating: "long", count: 30))\",7\n", "\"end\",,\"last\"",
  ].joined()

  private static let dialect = Dialect.csv {
    ($0.comment, $0.skipLines, $0.maxFields, $0.maxRowBytes) = ("# c", 1, 6, 100)
  }

  @Test(arguments: 1...64)
  func `delimited rows do not depend on chunks`(chunkBytes: Int) {
    for (from, to) in [("|", "|"), (",", "|+|")] {
      var dialect = Self.dialect
      let text = String(Self.csv.map { String($0) == from ? to : String($0) }.joined())
      if from == "," { dialect.delimiter = to }
      let whole = Reading(text, dialect)
      #expect(whole.rows.count == 4)
      #expect(whole.broken.count == 4)
      #expect(Reading(text, dialect, chunkBytes: chunkBytes) == whole)
    }
  }

  @Test(arguments: 1...64)
  func `JSON records do not depend on chunks`(chunkBytes: Int) {
    let text = [
      #"{"meta":{"pages":[1,-2.5e+3,"a\"]"],"é":null},"data":{"items":["#,
      "\n", #" {"sku":"Ä-1 😀","qty":1.250,"tags":["\u20ac\ud83d\ude00",true,false]},  [] ,"#,
      "\r\n", #""text", 0, {"a":{"b":[{"c":-0.0E-1}]}}], "next":null}, "end":[[],{}]}"#,
    ].joined()
    let dialect = Dialect.json { $0.records = "/data/items" }
    let whole = Reading(text, dialect)
    #expect(whole.rows.count == 5)
    #expect(whole.refusal == nil)
    #expect(Reading(text, dialect, chunkBytes: chunkBytes) == whole)
    for bad in ["]", "\n}} 7", "\u{1}"] {
      let whole = Reading(text + bad, dialect)
      #expect(whole.refusal != nil)
      #expect(Reading(text + bad, dialect, chunkBytes: chunkBytes) == whole)
    }
  }

  @Test(arguments: 1...64)
  func `lines of JSON do not depend on chunks`(chunkBytes: Int) {
    let text = "{\"ä\":\"€\"}\n\n{bad}\r\n[1,2]\n\"\(String(repeating: "é", count: 60))\"\n3"
    let dialect = Dialect.ndjson { $0.maxRowBytes = 50 }
    let whole = Reading(text, dialect)
    #expect(whole.rows.count == 3)
    #expect(whole.broken.count == 2)
    #expect(Reading(text, dialect, chunkBytes: chunkBytes) == whole)
  }

  @Test func `a file larger than a chunk reads the same from disk and from memory`() {
    let rows = (0..<60_000).map { "\($0),\"item \($0 % 7)\n\",é\($0 * 31 % 1000)" }
    let text = "id,name,code\n" + rows.joined(separator: "\n")
    let whole = Reading(text)
    #expect(whole.rows.count == 60_000)
    #expect(Reading(text, chunkBytes: 4099) == whole)
  }
}
