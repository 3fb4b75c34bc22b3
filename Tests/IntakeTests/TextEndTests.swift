import Glibc
import Intake
import Testing
import Workbench

/// Texts that end, or pass a limit, just where nobody would look; files of users without a name.
@Suite struct TextEndTests {
  static let ends = [
    ("1.", "ends where a digit was expected (byte offset 2)"),
    ("-", "ends where a digit was expected (byte offset 1)"),
    ("-x", "\"x\" stands where a digit was expected (byte offset 1)"),
    ("1.x", "\"x\" stands where a digit was expected (byte offset 2)"),
    ("1e+", "ends where a digit was expected (byte offset 3)"),
    ("\"\\ud800", "ends where an escape was expected (byte offset 7)"),
    ("\"\\ud800\\", "ends where an escape was expected (byte offset 8)"),
    ("\"\\u12", "ends where a hexadecimal digit was expected (byte offset 5)"),
    ("tru", "ends where true was expected (byte offset 3)"),
    ("\"", "ends where the closing quote was expected (byte offset 1)"),
  ]

  @Test(arguments: ends)
  func `a record that ends too early says what was expected`(end: (text: String, told: String)) {
    let lines = Reading(end.text, .ndjson())
    #expect(lines.broken.map(\.reason) == [end.told])
    let document = Reading(end.text, .json())
    let reason = end.told.prefix { $0 != "(" }.dropLast()
    #expect(document.refusal?.reason == String(reason))
  }

  @Test func `a record that is nothing but a long text is told as such`() {
    let lines = Reading("\"123456\"\n1\n", .ndjson { $0.maxFieldBytes = 4 })
    #expect(lines.broken.map(\.reason) == ["the record longer than 4 bytes"])
    #expect(lines.lines == [2])
    let document = Reading("[\"123456\",12345,1]", .json { $0.maxFieldBytes = 4 })
    #expect(document.broken.map(\.line) == [1, 2])
    #expect(document.lines == [3])
  }

  @Test func `a user without a name is shown by number, and taken by it`() {
    let nobody: UInt32 = 3_999_999_999
    #expect(FileOwners.name(of: nobody) == "3999999999")
    #expect(FileOwners(["3999999999"]).include(nobody))
    #expect(!FileOwners(["root"]).include(nobody))
    #expect(FileOwners().include(nobody))
  }

  /// The listing of a folder can be older than what is opened.
  @Test func `a file of another user, or another file than was listed, is not copied`() throws {
    let place = try ThrowawayFolder()
    try place.write("in/a.csv", "sku\nA1\n")
    try place.makeFolder("spool")
    let directory = try ExportDirectory(root: place.path)
    let file = try #require(try directory.files(matching: "in/*.csv").first)
    let spool = Spool(folder: place.path(of: "spool"))
    #expect(throws: Spool.Failure.foreign(getuid())) {
      try spool.take(
        file, in: directory, maxBytes: 100, owners: FileOwners(["3999999999"]), keeping: .passing)
    }
    try place.write("in/a.csv", "sku\nA1\nB2\n")
    #expect(throws: Spool.Failure.changedWhileReading) {
      try spool.take(
        file, in: directory, maxBytes: 100, owners: FileOwners(), keeping: .passing)
    }
    #expect(place.names(in: "spool") == [])
  }

  @Test func `a manifest may name no run`() throws {
    let manifest = try Manifest(parsing: Array("rows: 1\nrun:\n".utf8))
    #expect(manifest.run == nil && manifest.rows == 1)
  }
}
