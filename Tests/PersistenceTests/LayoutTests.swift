import Domain
import Glibc
import Testing
import Workbench

@testable import Persistence

/// A store of an earlier layout, as a released program left it.
@Suite struct LayoutTests {
  private let folder: ThrowawayFolder
  private let path: String

  init() throws {
    folder = try ThrowawayFolder()
    path = folder.path(of: "state.db")
    let made = try Program(path: "/usr/bin/sqlite3").run(
      ["-batch", path, ".read \(Workbench.root)/Fixtures/stores/layout-1/store.sql"],
      in: folder.path)
    try #require(made.status == 0 && made.err.isEmpty, "\(made.err)")
  }

  private func opened(readOnly: Bool = false) throws -> StateStore {
    try StateStore(
      path: path, create: false, readOnly: readOnly)
  }

  /// Tables and views of the older layout with their columns.
  private func contents() throws -> [(name: String, columns: [String])] {
    let store = try StateStore(path: path, create: false, readOnly: true)
    return try StoreBench.texts(
      """
      SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'
        AND name <> 'setting' ORDER BY name
      """, in: store
    ).map { name in
      (name, try StoreBench.texts("SELECT name FROM pragma_table_info('\(name)')", in: store))
    }
  }

  /// Everything; but where the key has got a field, as that of stock has, the hash of the content is made
  /// anew, since it counts the fields before.
  private func rows(
    _ contents: [(name: String, columns: [String])], of file: String
  ) throws -> [String] {
    let store = try StateStore(path: file, create: false, readOnly: true)
    return try contents.flatMap { name, columns in
      let cells = columns.filter { name != "stock_record" || $0 != "_hash" }.map {
        "quote(\"\($0)\")"
      }.joined(separator: " || '|' || ")
      return try StoreBench.texts("SELECT \(cells) FROM \"\(name)\"", in: store).map {
        "\(name): \($0)"
      }.sorted()
    }
  }

  @Test func `a store of an older layout is brought up and keeps every record`() throws {
    let contents = try contents()
    let before = try rows(contents, of: path)
    #expect(before.contains { $0.hasPrefix("item: ") && $0.contains("'B2'|'Bow'") })
    let store = try opened()
    #expect(store.layout == StateStore.version)
    #expect(try rows(contents, of: path) == before)
    #expect(try store.pageFaults() == [])
    #expect(try store.contradictions() == [])
  }

  @Test func `the store of before the change is kept beside it, whole and private`() throws {
    let contents = try contents()
    let before = try rows(contents, of: path)
    let migration = try #require(try opened().migration)
    let backup = folder.path(of: "backups/state-layout1.db")
    #expect(
      migration == StateStore.Migration(from: 1, to: StateStore.version, backup: backup))
    #expect(try rows(contents, of: backup) == before)
    let kept = try StateStore(path: backup, create: false, readOnly: true)
    #expect(kept.layout == 1)
    #expect(try kept.pageFaults() == [])
    #expect(folder.names(in: "backups") == ["state-layout1.db"])
    let mode = try Program(path: "/usr/bin/stat").run(["-c", "%a", backup], in: "/")
    #expect(mode.out == "600\n")
  }

  @Test func `a copy of another store of that layout is kept too`() throws {
    try folder.write("backups/state-layout1.db", "of before")
    #expect(
      try opened().migration?.backup
        == folder.path(of: "backups/state-layout1-2.db"))
    #expect(folder.text(of: "backups/state-layout1.db") == "of before")
  }

  @Test func `an interrupted change of layout that is tried again keeps one copy`() throws {
    let before = Workbench.bytes(path)
    let kept = try #require(try opened().migration?.backup)
    // As a kill in the middle of the change leaves it: a copy, and the store as it was.
    try folder.write("state.db", bytes: before)
    #expect(try opened().migration?.backup == kept)
    #expect(folder.names(in: "backups") == ["state-layout1.db"])
  }

  @Test func `a record type whose key has got a field keeps every record`() throws {
    let path = folder.path(of: "other.db")
    let answers = ["M-1", "M-2"].map {
      record(.ack, ["message": .text($0), "result": .text("accepted"), "code": .text("7")])
    }
    do {
      let store = try StateStore(path: path, create: true)
      try store.database.execute(
        """
        DROP VIEW ack; DROP TABLE ack_record;
        CREATE TABLE ack_record(_system TEXT NOT NULL, message TEXT NOT NULL, result TEXT,
          code TEXT, at TEXT, _hash INTEGER NOT NULL, _file INTEGER NOT NULL,
          _line INTEGER NOT NULL, _first_file INTEGER NOT NULL, _run INTEGER NOT NULL,
          _vanished_at TEXT, PRIMARY KEY(_system, message)) STRICT, WITHOUT ROWID;
        INSERT INTO ack_record VALUES('wms', 'M-1', 'accepted', '7', NULL, 5, 1, 2, 1, 1, NULL),
          ('wms', 'M-2', 'accepted', '7', NULL, 5, 1, 3, 1, 1, '2026-11-23T06:00:00Z');
        UPDATE setting SET value = 'older' WHERE name = 'catalogue';
        """)
    }
    let store = try StateStore(path: path, create: false)
    let table = try store.table(.ack)
    #expect(try table.records().map(\.record) == [answers[0]])
    for (index, answer) in answers.enumerated() {
      let trace = try #require(try table.trace(of: answer, in: "wms"))
      #expect(trace.hash == StableHash.ofContent(answer) && trace.line == index + 2)
      #expect(trace.isVanished == (index == 1))
    }
    var more = answers[0]
    more["level"] = .text("received")
    #expect(try table.trace(of: more, in: "wms") == nil)
    #expect(try StoreBench.texts("SELECT message FROM ack", in: store) == ["M-1"])
    #expect(try store.pageFaults() == [] && store.contradictions() == [])
    #expect(
      try StoreBench.texts(
        "SELECT name FROM sqlite_schema WHERE name = 'ack_record_before'", in: store) == [])
  }

  @Test func `nothing is kept of a store that is new or current`() throws {
    _ = try opened()
    let names = folder.names(in: "backups")
    #expect(try opened().migration == nil)
    #expect(folder.names(in: "backups") == names)
    let other = try ThrowawayFolder()
    #expect(try StateStore(path: other.path(of: "state.db"), create: true).migration == nil)
    #expect(!other.names().contains("backups"))
  }

  @Test func `an older store that is only looked at stays as it is`() throws {
    let before = Workbench.bytes(path)
    let store = try opened(readOnly: true)
    #expect(store.layout == 1)
    #expect(try store.contradictions() == [])
    let isAsBefore = Workbench.bytes(path) == before
    #expect(isAsBefore)
    #expect(folder.names() == ["state.db"])
  }

  @Test func `where no copy can be kept, nothing is changed`() throws {
    try folder.write("backups", "no folder")
    let before = Workbench.bytes(path)
    #expect(try refusal { _ = try opened() } == .inputOutput)
    let isAsBefore = Workbench.bytes(path) == before
    #expect(isAsBefore)
  }

  @Test(.enabled(if: Workbench.strace != nil, "needs strace"))
  func `a change of layout that is killed leaves the older store usable`() throws {
    let strace = try #require(Workbench.strace)
    let site = try ThrowawayFolder()
    let configuration = "version: 1\nsite: corner\ntimezone: UTC\nsystems:\n  erp: {role: erp}\n"
    for call in ["pwrite64", "fdatasync", "fsync", "ftruncate", "rename"] {
      for number in [1, 2, 3, 5, 8, 13, 21, 34, 55] {
        try site.write("wmsync.yaml", configuration)
        try site.write("state/state.db", bytes: Workbench.bytes(path))
        let ended = try strace.run(
          [
            "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
            "inject=\(call):signal=KILL:when=\(number)", Program.wmsync.path, "state", "migrate",
          ], in: site.path)
        guard ended.status == 137 else { break }
        let store = try StateStore(path: site.path(of: "state/state.db"), create: false)
        #expect(try store.pageFaults() == [], "\(call) \(number)")
        #expect(
          try StoreBench.texts("SELECT name FROM item ORDER BY 1", in: store).contains("Bow"),
          "\(call) \(number)")
      }
    }
  }
}
