import Glibc
import Testing
import Workbench

/// Backups: made, proved, limited, and put back.
@Suite struct BackupTests {
  private static let folder = "state/backups"

  private func second(_ site: TestSite) throws {
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\nC3;Cap;1\n")
    try site.done("run", at: TestSite.later)
  }

  @Test func `a backup is a whole store that only its owner may read`() throws {
    let site = try CornerShop.running()
    try site.done("state backup")
    let name = Self.folder + "/state-20261123T060000Z.db"
    #expect(site.folder.names(in: Self.folder) == ["state-20261123T060000Z.db"])
    var status = stat()
    #expect(stat(site.folder.path(of: name), &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(try site.done("state verify \(name)").hasSuffix(": sound, layout 12\n"))
    #expect(try site.done("status").contains("last backup: 2026-11-23T06:00:00Z, "))
    #expect(try site.json("status")["last_backup"]?["at"] == .string("2026-11-23T06:00:00Z"))
  }

  @Test func `without a backup the status says how to make one`() throws {
    let site = try CornerShop.running()
    #expect(try site.done("status").contains("last backup: never; `wmsync state backup`"))
  }

  @Test func `a backup is never written over a file`() throws {
    let site = try CornerShop.running()
    try site.folder.write("mine.db", "mine")
    let ended = try site.wmsync("state backup mine.db")
    #expect(ended.status == 74)
    #expect(ended.err.contains("mine.db: there is a file of that name"))
    #expect(site.text("mine.db") == "mine")
  }

  @Test func `the newest automatic backups are kept and nothing else is removed`() throws {
    let site = try CornerShop.running()
    try site.folder.write(
      "wmsync.yaml", CornerShop.configuration() + "retention: {backups: 2}\n")
    try site.folder.write(Self.folder + "/state-of-mine.db", "mine")
    for minute in ["00", "00", "01", "02"] {
      try site.done("state backup", at: "2026-11-23T06:\(minute):00Z")
    }
    #expect(
      site.folder.names(in: Self.folder) == [
        "state-20261123T060100Z.db", "state-20261123T060200Z.db", "state-of-mine.db",
      ])
  }

  @Test func `a damaged store is named with the backup that mends it`() throws {
    let site = try CornerShop.running()
    try site.folder.write("state/state.db", "damaged")
    #expect(try site.wmsync("status").err.contains("there is no backup in "))
    let whole = try CornerShop.running()
    try whole.done("state backup")
    let store = Workbench.bytes(whole.folder.path(of: "state/state.db"))
    try whole.folder.write("state/state.db", bytes: Array(store.prefix(store.count / 2)))
    let ended = try whole.wmsync("run")
    #expect(ended.status == 74)
    #expect(ended.err.contains("\"wmsync state restore "))
    #expect(ended.err.contains("/state/backups/state-20261123T060000Z.db\""))
  }

  @Test func `verify names each fault of a store and ends with 74`() throws {
    let site = try CornerShop.running()
    try site.done("state verify")
    _ = try site.query(
      "UPDATE outbox SET seq = 4; UPDATE feed_state SET last_file = 99 WHERE feed = 'erp-items'")
    let ended = try site.wmsync("state verify")
    #expect(ended.status == 74)
    let lines = ended.out.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(ended.out.contains("outbound numbers 1 to 3 of wms-items are missing"))
    #expect(ended.out.contains("the watermark of erp-items is at file 99"))
    #expect(try site.wmsync("state verify none.db").status == 65)
  }

  @Test func `a backup that is foreign or damaged is not put back`() throws {
    let site = try CornerShop.running()
    try site.done("state backup whole.db")
    var bytes = Workbench.bytes(site.folder.path(of: "whole.db"))
    for offset in (bytes.count / 2)..<(bytes.count / 2 + 40_000) { bytes[offset] = 0xa5 }
    try site.folder.write("bad.db", bytes: bytes)
    try site.folder.write("text.db", "somebody's notes")
    try site.folder.write("empty.db", "")
    #expect(mkfifo(site.folder.path(of: "pipe.db"), 0o600) == 0)
    let before = site.tree(without: ["pipe.db"])
    for file in ["bad.db", "text.db", "pipe.db", "empty.db"] {
      for verb in ["restore", "verify"] {
        let ended = try site.wmsync("state \(verb) \(file)")
        #expect(ended.status == 74, "\(verb) \(file)")
        #expect((ended.err + ended.out).contains(file))
      }
    }
    #expect(try site.wmsync("state restore none.db").status == 65)
    #expect(site.tree(without: ["pipe.db"]) == before)
  }

  @Test func `a restore tells what was sent since and what is read again`() throws {
    let site = try CornerShop.running()
    try site.done("state backup old.db")
    try second(site)
    let present = Workbench.bytes(site.folder.path(of: "state/state.db"))
    let told = try site.json("state restore old.db", at: TestSite.later)
    let file = told["streams"]?.items.first?["files"]?.items.first
    #expect(file?["file"] == .string("wms/in/items_00000002.csv"))
    #expect(file?["records"]?.items == [.string("C3")])
    #expect(told["laid_back"]?.items == [.string("erp/out/items_2.csv")])
    let replaced = site.folder.names(in: Self.folder).filter { $0.hasPrefix("replaced-") }
    #expect(replaced.count == 1)
    let isKept =
      Workbench.bytes(site.folder.path(of: Self.folder + "/" + (replaced.first ?? ""))) == present
    #expect(isKept, "the store of before was changed")
    let next = try site.json("run", at: TestSite.later)
    #expect(next["outbound"]?.items.first?["records"] == .number("0"))
  }

  @Test func `without the log the numbers of the guard are jumped over and named`() throws {
    let site = try CornerShop.running()
    try site.done("state backup old.db")
    try second(site)
    unlink(site.folder.path(of: "state/sent.log"))
    let told = try site.done("state restore old.db", at: TestSite.later)
    #expect(told.contains("wms-items: number 2 was used after the backup"))
    let first = site.text("exchange/wms/in/items_00000002.csv")
    try site.done("run", at: TestSite.later)
    #expect(site.text("exchange/wms/in/items_00000002.csv") == first)
    #expect(site.text("exchange/wms/in/items_00000003.csv")?.contains("C3") == true)
    try site.done("state verify")
  }

  @Test func `an older store put back by hand is put right by restoring it`() throws {
    let site = try CornerShop.running()
    let old = Workbench.bytes(site.folder.path(of: "state/state.db"))
    try second(site)
    try site.folder.write("state/state.db", bytes: old)
    let refused = try site.wmsync("run", at: TestSite.later)
    #expect(refused.status == 78)
    #expect(refused.err.contains("`wmsync state restore FILE`"))
    try site.done("state restore state/state.db", at: TestSite.later)
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT count(*) FROM item WHERE sku = 'C3'") == ["1"])
    #expect(!site.folder.exists("exchange/wms/in/items_00000003.csv"))
  }

  @Test func `a file that still waits in staging is sent after the restore`() throws {
    let site = try CornerShop.running()
    try site.done("state backup old.db")
    let name = "exchange/wms/in/items_00000002.csv"
    try site.folder.write(name, "theirs")
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\nC3;Cap;1\n")
    #expect(try site.wmsync("run", at: TestSite.later).status == 74)
    try site.folder.write("state/state.db", "damaged")
    #expect(
      try site.done("state restore old.db", at: TestSite.later).contains("wait to be sent"))
    unlink(site.folder.path(of: name))
    try site.done("run", at: TestSite.later)
    #expect(site.text(name) == "sku;name;weight\nC3;Cap;1\n")
    #expect(!site.folder.exists("exchange/wms/in/items_00000003.csv"))
  }

  @Test func `deleted files are named for their sender`() throws {
    let site = try CornerShop.running(after: "delete")
    try site.done("state backup old.db")
    try second(site)
    let told = try site.done("state restore old.db", at: TestSite.later)
    #expect(told.contains("erp/out/items_2.csv: was read after the backup and deleted"))
    try site.folder.write("state/state.db", "damaged")
    #expect(
      try site.done("state restore old.db", at: TestSite.later).contains(
        "erp-items: deletes what it reads; ask its sender"))
  }

  @Test func `what is too old is let go and what is waited for is kept`() throws {
    let site = try CornerShop.running()
    try second(site)
    try site.folder.write(
      "wmsync.yaml",
      CornerShop.configuration() + "retention: {inbound: 1d, outbound: 1d, runs: 1d}\n")
    let document = try site.json("state prune", at: "2026-12-23T06:00:00Z")
    #expect(document["outbound"] == .number("1"))
    #expect(document["runs"] == .number("1"))
    #expect(document["inbound"] == .number("1"))
    #expect(
      try site.query("SELECT seq, bytes IS NULL FROM outbox ORDER BY seq") == ["1|1", "2|0"])
    let again = try site.wmsync("push --resend 1")
    #expect(again.status == 65)
    #expect(again.err.contains("its bytes are kept no longer"))
    try site.done("state verify")
  }

  @Test func `a run prunes once a day`() throws {
    let site = try CornerShop.running()
    try second(site)
    try site.folder.write(
      "wmsync.yaml", CornerShop.configuration() + "retention: {runs: 1d}\n")
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(try site.query("SELECT count(*) FROM runs") == ["3"])
    _ = try site.wmsync("run", at: "2026-12-23T08:00:00Z")
    #expect(try site.query("SELECT count(*) FROM runs") == ["1"])
  }

  @Test func `every view is exported with its header`() throws {
    let site = try CornerShop.running()
    try site.done("state export out")
    let views = try site.query("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY 1")
    #expect(site.folder.names(in: "out") == views.map { $0 + ".csv" }.sorted())
    #expect(
      site.text("out/outbound.csv")?.hasPrefix(
        "stream,system,seq,name,records,message,state,") == true)
    #expect(site.text("out/outbound.csv")?.contains("\nwms-items,wms,1,wms/in/items_") == true)
  }

  static let odd = ["link", "second name", "pipe"]

  @Test(arguments: odd)
  func `a store that is no plain file is refused at once`(kind: String) throws {
    let site = try CornerShop.running()
    let path = site.folder.path(of: "state/state.db")
    if kind == "second name" {
      #expect(link(path, path + "2") == 0)
    } else {
      #expect(rename(path, path + "2") == 0)
      #expect((kind == "link" ? symlink(path + "2", path) : mkfifo(path, 0o600)) == 0)
    }
    for command in ["run", "status", "state backup"] {
      let ended = try site.wmsync(command, seconds: 10)
      #expect(ended.status == 74, "\(command)")
      #expect(ended.err.contains("state.db: it "), "\(ended.err)")
    }
  }
}
