import Glibc
import Testing
import Workbench

/// Two runs never work on one site at a time.
@Suite struct LockTests {
  /// The kernel lock that a run holds, held by somebody else.
  private func hold(_ site: TestSite) throws -> Int32 {
    let lock = open(site.folder.path(of: "state/lock"), O_RDWR | O_CLOEXEC)
    try #require(lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) == 0)
    return lock
  }

  static let changing = [
    "run", "pull", "reconcile", "push", "run --dry-run", "exceptions ack 1",
    "exceptions resolve 1", "watermarks rewind erp-items --to start --yes",
    "rules set item.name --owner wms --reason why",
  ]

  @Test(arguments: changing)
  func `whoever would change the site is turned away at once`(command: String) throws {
    let site = try CornerShop.running()
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Axe;3\nB2;Bow;2\n")
    let lock = try hold(site)
    defer { close(lock) }
    let before = site.tree()
    let ended = try site.wmsync(command, seconds: 5)
    #expect(ended.status == 11)
    #expect(ended.out == "")
    #expect(ended.err.contains("state/lock"))
    #expect(site.tree() == before)
  }

  @Test(arguments: ["status", "exceptions", "rules", "watermarks", "explain item A1"])
  func `whoever only looks need not wait`(command: String) throws {
    let site = try CornerShop.running()
    let lock = try hold(site)
    defer { close(lock) }
    #expect(try site.wmsync(command, seconds: 5).status == 0)
  }

  @Test func `waiting ends when its time is over`() throws {
    let site = try CornerShop.running()
    let lock = try hold(site)
    defer { close(lock) }
    #expect(try site.wmsync("run --wait 1s", seconds: 10).status == 11)
  }

  @Test func `a run that waits works as soon as the other one ends`() throws {
    let site = try CornerShop.running()
    let script = """
      flock state/lock sleep 1 >/dev/null 2>&1 &
      while flock -n state/lock true; do sleep 0.01; done
      "$0" run --at 2026-11-23T07:00:00Z || echo "at once $?"
      exec "$0" run --wait 30s --json --at 2026-11-23T07:00:00Z
      """
    let ended = try Program(path: "/bin/sh").run(
      ["-c", script, Program.wmsync.path], in: site.folder.path, seconds: 20)
    #expect(ended.status == 0)
    #expect(ended.out.hasPrefix("at once 11\n{\"schema\":\"wmsync.run/1\""))
  }

  @Test func `a lock file left by a run that died locks nobody out`() throws {
    let site = try CornerShop.running()
    try site.folder.write("state/lock", "4711\n")
    #expect(try site.wmsync("run", at: TestSite.later).status == 0)
  }
}
