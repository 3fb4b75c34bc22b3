import Glibc
import Testing
import Workbench

/// What is wrong with an installation is told line by line, and to support without business data.
@Suite struct DoctorTests {
  private func shell(_ script: String, in site: TestSite) throws {
    let ended = try Program(path: "/bin/sh").run(["-c", script], in: site.folder.path)
    try #require(ended.status == 0, "\(ended.err)")
  }

  @Test func `a site that is well has nothing but good lines and is left as it is`() throws {
    let site = try CornerShop.running()
    let before = site.tree()
    let told = try site.done("doctor")
    let checks = told.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(checks.allSatisfy { $0[0] == "ok" || ["disk", "file"].contains($0[1]) }, "\(told)")
    for check in ["program", "clock", "configuration", "user", "lock", "store", "guard"] {
      #expect(checks.contains { $0[1] == check }, "\(check)")
    }
    #expect(site.tree() == before)
    #expect(try site.json("doctor")["schema"] == .string("wmsync.doctor/1"))
  }

  static let faults: [(spoil: String, told: String)] = [
    ("chmod 666 wmsync.yaml", "FAIL  configuration"), ("rm wmsync.yaml", "FAIL  configuration"),
    ("echo x: 1 >>wmsync.yaml", "1 mistakes; wmsync check shows them"),
    ("chmod 777 exchange/erp", "FAIL  permissions"), ("chmod 1777 state", "FAIL  permissions"),
    ("echo text >state/state.db", "FAIL  store"),
    ("sqlite3 state/state.db 'PRAGMA journal_mode=WAL' >state/x; rm -f state/x", "FAIL  store"),
    ("rm -r exchange/erp; echo >exchange/erp", "FAIL  folder"),
    ("sed -i 's/ 1 / 7 /' exchange/wms/in/.wmsync-staging/guard-wms-items", "FAIL  guard"),
  ]

  @Test(arguments: faults)
  func `what is wrong is found and ends with 2`(fault: (spoil: String, told: String)) throws {
    let site = try CornerShop.running()
    try shell(fault.spoil, in: site)
    let ended = try site.wmsync("doctor")
    #expect(ended.status == 2)
    #expect(ended.out.contains(fault.told), "\(ended.out)")
  }

  @Test func `a clock that cannot be right is a failure`() throws {
    let site = try CornerShop.running()
    for at in ["2019-12-31T23:59:59Z", "2090-01-01T00:00:00Z", "2026-11-23T05:00:00Z"] {
      #expect(try site.wmsync("doctor", at: at).status == 2, "\(at)")
    }
    let later = try site.wmsync("doctor", at: "2026-11-25T06:00:00Z")
    #expect(later.status == 0 && later.out.contains("warn  last run"))
  }

  @Test func `a run that is at work is named and not disturbed`() throws {
    let site = try CornerShop.running()
    let lock = open(site.folder.path(of: "state/lock"), O_RDWR | O_CLOEXEC)
    try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
    defer { close(lock) }
    #expect(try site.done("doctor").contains("process \(getpid()) holds it"))
  }

  @Test func `what an interrupted run left behind is counted`() throws {
    let site = try CornerShop.running()
    try site.folder.write("state/spool/incoming.tmp", "half")
    try site.write("wms/in/items_00000002.csv.tmp", "half")
    #expect(try site.done("doctor").contains("warn  leftovers      2 files"))
  }

  @Test func `before the first run there is no store to look at`() throws {
    let told = try CornerShop.opened().done("doctor")
    #expect(told.contains("warn  store") && told.contains("no state store yet"))
  }

  @Test func `what goes to support holds no business data`() throws {
    let secrets = [
      "SKU4711", "Jane Roe", "jane@shop.test", "hunter2-password", "Main Street 1", "GLN998877",
      "ops@desk.test", "acme-logistics", "9876543",
    ]
    let configuration = CornerShop.configuration()
      .replacing("site: corner", with: "site: acme-logistics")
      .replacing("name: Hamburg", with: "name: \"Main Street 1\"")
      .replacing("wms: HH1", with: "wms: GLN998877")
      .replacing(
        "      name: {column: name}",
        with: "      storage_class: {constant: hunter2-password}\n"
          + "      name: {column: name, replace: {pattern: Jane Roe, with: x}}"
      )
      .replacing(
        "alerts:",
        with: """
          alerts:
            owners: [{to: ops@desk.test}]
            notify: [{on: opened, run: [/bin/true, hunter2-password]}]
          """)
    let site = try TestSite(configuration)
    try site.write(
      "erp/out/items_SKU4711.csv",
      "sku;name;weight\nSKU4711;Jane Roe;1\njane@shop.test;Jane Roe;heavy\nB2;x;9876543\n")
    try site.write("wms/out/items_1.csv", "sku;weight\nSKU4711;2\n")
    let ran = try site.wmsync("run")
    #expect([0, 3].contains(ran.status), "\(ran.err)")
    #expect(try site.query("SELECT count(*) FROM exceptions") != ["0"])
    _ = try site.wmsync("exceptions ack 1 --note", ["Jane Roe asked hunter2-password"])
    try site.done("doctor --bundle support.json")
    let bundle = try #require(site.text("support.json"))
    for secret in secrets {
      #expect(!bundle.lowercased().contains(secret.lowercased()), "\(secret)")
    }
    #expect(!bundle.contains(site.folder.path))
    let document = try JSONTree(bundle)
    #expect(document["schema"] == .string("wmsync.bundle/1"))
    #expect(document["runs"]?.items.first?["command"] == .string("run"))
    #expect(document["exceptions"]?.isEmpty == false)
    #expect(document["feeds"]?.items.first?["files"] == .string("erp/out/items_*.csv"))
    #expect(document["configuration"]?["feeds"]?["erp-items"]?["mode"] == .string("snapshot"))
  }
}
