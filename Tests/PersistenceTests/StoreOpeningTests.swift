import Domain
import Glibc
import Testing
import Workbench

@testable import Persistence

@Suite struct StoreOpeningTests {
  private func open(_ folder: ThrowawayFolder, create: Bool = true) throws -> StateStore {
    try StateStore(path: folder.path(of: "state.db"), create: create)
  }

  /// Checks that a file is refused and left as it was, alone in its folder.
  private func expectRefusal(
    _ kind: StoreError.Kind, in folder: ThrowawayFolder, readOnly: Bool = false,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let path = folder.path(of: "state.db")
    let (before, names) = (Workbench.bytes(path), folder.names())
    let found = try refusal { _ = try StateStore(path: path, create: true, readOnly: readOnly) }
    #expect(found == kind, sourceLocation: sourceLocation)
    // Compared outside: a difference of two whole stores takes minutes to print.
    let isAsBefore = Workbench.bytes(path) == before
    #expect(isAsBefore, "the file was changed", sourceLocation: sourceLocation)
    #expect(folder.names() == names, sourceLocation: sourceLocation)
  }

  @Test func `a new store has the table and the view of every record type`() throws {
    let bench = try StoreBench()
    let tables = Set(try bench.texts("SELECT name FROM sqlite_schema WHERE type = 'table'"))
    let views = Set(try bench.texts("SELECT name FROM sqlite_schema WHERE type = 'view'"))
    #expect(!allRecordSchemas.isEmpty)
    for schema in allRecordSchemas {
      #expect(tables.contains(schema.entity.text + "_record"))
      #expect(views.contains(schema.entity.text))
      let columns = try bench.texts(
        "SELECT name FROM pragma_table_info('\(schema.entity.text)')")
      #expect(Set(schema.fields.map(\.name)).isSubset(of: Set(columns)))
      #expect(!columns.contains { $0.contains(":") }, "\(schema.entity) shows a name twice")
    }
  }

  @Test func `a new store has every table and view of the operator`() throws {
    let bench = try StoreBench()
    let names = Set(try bench.texts("SELECT name FROM sqlite_schema"))
    #expect(
      names.isSuperset(of: [
        "setting", "run_log", "file_ledger", "sighting", "feed_state", "held_row", "touched",
        "agreed_base", "rule_set", "rule", "rule_override", "decision_log", "exception_book",
        "exception_history", "outbox", "sent", "unechoed", "files", "watermarks", "truth_rules",
        "decisions", "exceptions", "outbound", "runs",
      ]))
    for view in try bench.texts("SELECT name FROM sqlite_schema WHERE type = 'view'") {
      #expect(try bench.texts("SELECT count(*) FROM \"\(view)\"") == ["0"])
    }
  }

  @Test func `only the owner may read a new store`() throws {
    let folder = try ThrowawayFolder()
    _ = try open(folder)
    var status = stat()
    #expect(stat(folder.path(of: "state.db"), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test func `a store that is opened again has what was kept in it`() throws {
    let folder = try ThrowawayFolder()
    let first = try open(folder)
    try first.transaction { try first.set("identity", to: "st-1") }
    #expect(try open(folder, create: false).setting("identity") == "st-1")
    #expect(try open(folder, create: false).setting("unknown") == nil)
  }

  @Test func `a missing store is not made unless asked`() throws {
    let folder = try ThrowawayFolder()
    let path = folder.path(of: "state.db")
    #expect(try refusal { _ = try StateStore(path: path, create: false) } == .missing)
    #expect(folder.names() == [])
  }

  @Test func `a store of a newer layout is refused and left as it is`() throws {
    let folder = try ThrowawayFolder()
    try {
      let store = try open(folder)
      try store.database.execute("PRAGMA user_version = \(StateStore.version + 1)")
    }()
    try expectRefusal(.newer, in: folder)
    try expectRefusal(.newer, in: folder, readOnly: true)
  }

  @Test func `a SQLite file of another program is refused and left as it is`() throws {
    let folder = try ThrowawayFolder()
    try {
      let database = try Database(path: folder.path(of: "state.db"))
      try database.execute("CREATE TABLE notes(text TEXT); INSERT INTO notes VALUES('mine')")
    }()
    try expectRefusal(.foreign, in: folder)
    try expectRefusal(.foreign, in: folder, readOnly: true)
  }

  @Test(arguments: ["sku;name\n", "xy", String(repeating: "a line of a letter\n", count: 900)])
  func `a text file is refused and left as it is`(text: String) throws {
    let folder = try ThrowawayFolder()
    try folder.write("state.db", text)
    try expectRefusal(.foreign, in: folder)
  }

  @Test func `a folder in the place of the store is refused`() throws {
    let folder = try ThrowawayFolder()
    try folder.makeFolder("state.db")
    #expect(try refusal { _ = try open(folder) } == .inputOutput)
    #expect(folder.names(in: "state.db") == [])
  }

  @Test func `a link in the place of the store is not followed`() throws {
    let folder = try ThrowawayFolder()
    #expect(symlink(folder.path(of: "elsewhere.db"), folder.path(of: "state.db")) == 0)
    #expect(try refusal { _ = try open(folder) } == .inputOutput)
    #expect(folder.names() == ["state.db"])
  }

  @Test func `a damaged page is found`() throws {
    let folder = try ThrowawayFolder()
    let size = try {
      let store = try open(folder)
      try store.transaction {
        for number in 0..<400 { try store.set("name \(number)", to: "value \(number)") }
      }
      try store.checkPages()
      return Int(try store.database.integer("PRAGMA page_size") ?? 0)
    }()
    var bytes = Workbench.bytes(folder.path(of: "state.db"))
    let last = bytes.count - size
    try #require(last > size)
    bytes.replaceSubrange(last..., with: [UInt8](repeating: 0xa5, count: size))
    try folder.write("state.db", bytes: bytes)
    #expect(try refusal { try open(folder).checkPages() } == .damaged)
  }

  @Test(arguments: [1, 1000, 8191], [false, true])
  func `a store that ends within its last page is refused and left as it is`(
    missing: Int, readOnly: Bool
  ) throws {
    let folder = try ThrowawayFolder()
    _ = try open(folder)
    try folder.write(
      "state.db", bytes: Workbench.bytes(folder.path(of: "state.db")).dropLast(missing))
    try expectRefusal(.damaged, in: folder, readOnly: readOnly)
  }

  @Test func `a field that is new in the catalogue gets its column and the records stay`() throws {
    let folder = try ThrowawayFolder()
    try {
      let store = try open(folder)
      try store.transaction {
        try store.table(.item).insert(
          item("A-1"), system: "erp", hash: 1, file: 1, line: 2, run: 1)
        try store.database.execute(
          "DROP VIEW item; ALTER TABLE item_record DROP COLUMN reorder_point")
        try store.set("catalogue", to: "of an earlier day")
      }
    }()
    let store = try open(folder)
    let wanted = record(
      .item, ["sku": .text("A-2"), "reorder_point": .decimal(ExactDecimal(7))])
    try store.transaction {
      try store.table(.item).insert(wanted, system: "erp", hash: 2, file: 1, line: 3, run: 1)
    }
    let items = try store.table(.item).records(system: "erp").map(\.record)
    #expect(items == [item("A-1"), wanted])
    #expect(
      try StoreBench.texts("SELECT reorder_point FROM item ORDER BY sku", in: store)
        == ["NULL", "7"])
    #expect(try store.setting("catalogue") == RecordTable.fingerprint)
  }
}
