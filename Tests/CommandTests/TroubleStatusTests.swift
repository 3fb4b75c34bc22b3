import Testing
import Workbench

/// Trouble with disks and with the configuration has a status of its own, and nothing is sent.
@Suite struct TroubleStatusTests {
  private func expectTrouble(
    _ site: TestSite, _ command: String = "run", naming text: String,
    _ place: SourceLocation = #_sourceLocation
  ) throws {
    let ended = try site.wmsync(command, at: TestSite.later)
    #expect(ended.status == 74, sourceLocation: place)
    #expect(ended.out == "", sourceLocation: place)
    #expect(ended.err.contains(text), "\(ended.err)", sourceLocation: place)
  }

  @Test func `a file in the place of the state folder is an input-output failure`() throws {
    let site = try CornerShop.opened()
    try site.folder.write("state", "no folder")
    let before = site.tree()
    try expectTrouble(site, naming: "state")
    try expectTrouble(site, "status", naming: "state")
    #expect(site.tree() == before)
  }

  @Test func `a store that is a text file is refused and kept as it is`() throws {
    let site = try CornerShop.running()
    try site.folder.write("state/state.db", "somebody's notes, longer than a header of a database")
    let before = site.tree()
    for command in ["run", "status", "exceptions"] {
      try expectTrouble(site, command, naming: "state.db")
    }
    #expect(site.tree() == before)
  }

  @Test func `a database of another program is refused and kept as it is`() throws {
    let site = try CornerShop.opened()
    try site.folder.makeFolder("state")
    _ = try site.query("CREATE TABLE notes(text)")
    let before = site.tree("exchange")
    try expectTrouble(site, naming: "state.db")
    #expect(try site.query("SELECT name FROM sqlite_schema") == ["notes"])
    #expect(site.tree("exchange") == before)
  }

  @Test func `damaged pages are noticed before anything is done`() throws {
    let site = try CornerShop.running()
    var store = Workbench.bytes(site.folder.path(of: "state/state.db"))
    for page in stride(from: 2, to: store.count / 4096, by: 2) {
      for offset in 0..<4096 { store[page * 4096 + offset] = 0xa5 }
    }
    try site.folder.write("state/state.db", bytes: store)
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\nC3;Cap;1\n")
    let before = site.tree("exchange")
    try expectTrouble(site, naming: "state.db")
    #expect(site.tree("exchange") == before)
  }

  @Test func `a store cut short is noticed before anything is done`() throws {
    let site = try CornerShop.running()
    let store = Workbench.bytes(site.folder.path(of: "state/state.db"))
    try site.folder.write("state/state.db", bytes: Array(store.prefix(store.count / 2)))
    try expectTrouble(site, naming: "state.db")
  }

  @Test func `a file in the place of the exchange folder is an input-output failure`() throws {
    let site = try CornerShop.opened()
    _ = try Program(path: "/bin/rm").run(["-r", "exchange"], in: site.folder.path)
    try site.folder.write("exchange", "no folder")
    try expectTrouble(site, naming: "exchange")
  }

  @Test func `an exchange folder that is not there is no quiet day`() throws {
    let site = try CornerShop.running()
    _ = try Program(path: "/bin/rm").run(["-r", "exchange"], in: site.folder.path)
    try expectTrouble(site, naming: "exchange")
  }

  @Test func `what could not be delivered is delivered once the folder is there`() throws {
    let site = try CornerShop.opened()
    try site.write("wms/in", "no folder")
    try expectTrouble(site, naming: "wms/in")
    _ = try Program(path: "/bin/rm").run(["exchange/wms/in"], in: site.folder.path)
    try site.done("run", at: TestSite.later)
    #expect(site.text("exchange/wms/in/items_00000001.csv") == "sku;name;weight\nB2;Bow;2\n")
  }

  @Test func `a lock that cannot be opened is an input-output failure`() throws {
    let site = try CornerShop.opened()
    try site.folder.makeFolder("state/lock")
    try expectTrouble(site, naming: "state/lock")
  }

  @Test func `every mistake of a configuration is told at its place and nothing is done`() throws {
    let site = try CornerShop.opened()
    let wrong = CornerShop.configuration()
      .replacing("encoding: utf-8", with: "encodng: utf-8")
      .replacing("stock.on_hand, owner: wms", with: "stock.on_hand, owner: wmx")
      .replacing("guard: {max_missing: 50%}", with: "guard: {max_missing: many}")
    try site.folder.write("wmsync.yaml", wrong)
    let before = site.tree()
    for command in ["check", "run", "status", "exceptions", "rules"] {
      let ended = try site.wmsync(command)
      #expect(ended.status == 78, "\(command)")
      #expect(ended.out == "", "\(command)")
      let lines = ended.err.split(separator: "\n").map(String.init)
      let errors = lines.indices.filter { lines[$0].contains(": error: ") }
      #expect(
        errors.map { lines[$0].prefix { $0 != " " } } == [
          "wmsync.yaml:12:24:", "wmsync.yaml:19:26:", "wmsync.yaml:51:35:",
        ])
      for index in errors where index + 2 < lines.count {
        #expect(lines[index + 2].filter { $0 != " " }.allSatisfy { $0 == "^" })
      }
      #expect(ended.err.contains("did you mean \"encoding\"?"))
      #expect(ended.err.contains("did you mean \"wms\"?"))
    }
    #expect(site.tree() == before)
  }

  @Test func `a configuration that is not there or no YAML is a configuration error`() throws {
    let site = try CornerShop.opened()
    let missing = try site.wmsync("-c none.yaml run")
    #expect(missing.status == 78)
    #expect(missing.out == "" && missing.err.contains("none.yaml"))
    for text in ["", "site: [", "version: 2\n", "\u{0}", "- 1\n", "version: 1\nversion: 1\n"] {
      try site.folder.write("wmsync.yaml", text)
      let ended = try site.wmsync("run")
      #expect(ended.status == 78, "\(text.debugDescription)")
      #expect(ended.out == "" && ended.err.contains("wmsync.yaml"))
    }
  }

  /// The partner has collected `sent` files when the store of before the last run comes back.
  static let collected = [false, true]

  @Test(arguments: collected)
  func `a restored older store does not use a sent number again`(isCollected: Bool) throws {
    let site = try CornerShop.running()
    let old = Workbench.bytes(site.folder.path(of: "state/state.db"))
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\nC3;Cap;1\n")
    try site.done("run", at: TestSite.later)
    try site.folder.write("state/state.db", bytes: old)
    if isCollected {
      let files = ["exchange/wms/in/items_00000001.csv", "exchange/wms/in/items_00000002.csv"]
      _ = try Program(path: "/bin/rm").run(files, in: site.folder.path)
    }
    try site.write("erp/out/items_3.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\nD4;Dot;1\n")
    let before = site.tree("exchange/wms/in", without: ["exchange/wms/in/.wmsync-staging"])
    let ended = try site.wmsync("run", at: TestSite.later)
    #expect(ended.status == 78)
    #expect(ended.err.contains("wms-items"))
    #expect(
      site.tree("exchange/wms/in", without: ["exchange/wms/in/.wmsync-staging"]) == before)
  }
}
