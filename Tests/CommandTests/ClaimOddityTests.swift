import Testing
import Workbench

/// Files that change, vanish or are swapped between the look at them and the reading.
@Suite(.enabled(if: LawTool.strace != nil)) struct ClaimOddityTests {
  private static let export = "erp/out/items_1.csv"
  private static let look = "newfstatat,fstat"

  private func faulty(_ calls: String, _ path: String, _ what: String, _ at: String) -> RefusedCall
  {
    RefusedCall(calls: calls, path: path, error: what, at: at, told: "")
  }

  private func open(_ site: TestSite) throws -> [String] {
    try site.query(
      "SELECT code, message FROM exceptions WHERE code LIKE 'FILE%' AND state = 'open'")
  }

  @Test func `a file that is gone again before it is opened is nobody's trouble`() throws {
    let site = try CornerShop.opened()
    let ended = try faulty("openat2", Self.export, "ENOENT", "1").run(in: site)
    #expect(ended.status == 0)
    #expect(try open(site) == [])
    try site.done("run", at: TestSite.later)
    #expect(!site.folder.exists("exchange/" + Self.export))
    #expect(try site.query("SELECT count(*) FROM files WHERE state = 'accepted'") == ["4"])
  }

  @Test func `a file that is gone again before it is looked at is nobody's trouble`() throws {
    let site = try CornerShop.opened()
    let ended = try faulty(Self.look, "items_1.csv", "ENOENT", "1").run(in: site)
    #expect(ended.status == 0)
    #expect(try open(site) == [])
  }

  /// A link by the time it is opened, or something else by what the open file says of itself.
  static let swaps = [
    (calls: "openat2", path: export, what: "ELOOP"),
    (calls: look, path: "exchange/" + export, what: "retval=0"),
  ]

  @Test(arguments: swaps)
  func `what became something else since it was listed is held and nothing of it is read`(
    swap: (calls: String, path: String, what: String)
  ) throws {
    let site = try CornerShop.opened()
    let ended = try faulty(swap.calls, swap.path, swap.what, "1").run(in: site)
    #expect(ended.status == 3)
    #expect(try open(site).contains { $0.contains("it is not a regular file") })
    #expect(site.folder.exists("exchange/" + Self.export))
    try site.done("run", at: TestSite.later)
    #expect(try open(site) == [])
  }

  @Test func `a file that changes each time it is read is told at the third time`() throws {
    let site = try CornerShop.opened()
    let disturbed = faulty(Self.look, "exchange/" + Self.export, "retval=0", "2")
    for (run, status) in [(0, Int32(0)), (1, 0), (2, 3)] {
      let ended = try disturbed.run(in: site, at: "2026-11-23T06:0\(run):00Z")
      #expect(ended.status == status, "run \(run): \(ended.err)")
      #expect(site.folder.exists("exchange/" + Self.export))
      #expect(site.folder.names(in: "state/spool") == [])
    }
    #expect(try open(site).contains { $0.contains("it changed while it was read 3 times") })
    try site.done("run", at: TestSite.later)
    #expect(try open(site) == [])
    #expect(try site.query("SELECT count(*) FROM files WHERE state = 'accepted'") == ["4"])
  }

  // MARK: Manifests

  static let manifests = [
    (make: "head -c 70000 /dev/zero | tr '\\0' ' ' >M", told: "is larger than 64 KiB"),
    (make: "mkdir M", told: "is no regular file"), (make: "mkfifo M", told: "is no regular file"),
    (make: "ln -s ../../wmsync.yaml M", told: "is no regular file"),
    (make: "printf 'rows: \\377\\n' >M", told: "it is no UTF-8"),
    (make: "echo '[1, 2]' >M", told: "it says none of rows, bytes and sha256"),
    (make: "printf 'no mark here\\n \\n' >M", told: "it says none of rows, bytes and sha256"),
  ]

  @Test(arguments: manifests)
  func `a manifest that is none holds its file and keeps nobody waiting`(
    manifest: (make: String, told: String)
  ) throws {
    let site = try ReadinessTests.site("{manifest: \"{file}.manifest\"}")
    try site.write("in/items_1.csv", ReadinessTests.two)
    let made = try Program(path: "/bin/sh").run(
      ["-c", manifest.make.replacing("M", with: "items_1.csv.manifest")],
      in: site.folder.path(of: "exchange/in"))
    try #require(made.status == 0, "\(made.err)")
    #expect(try site.wmsync("run", seconds: 10).status == 3)
    #expect(try open(site).contains { $0.contains(manifest.told) })
    #expect(try site.query("SELECT count(*) FROM item") == ["0"])
  }

  static let refusedManifests = [
    RefusedCall(
      calls: "openat2", path: "in/items_1.csv.manifest", error: "EACCES",
      told: "in/items_1.csv.manifest: cannot open: Permission denied"),
    RefusedCall(
      calls: look, path: "exchange/in/items_1.csv.manifest", error: "EIO",
      told: "in/items_1.csv.manifest: cannot look at: Input/output error"),
    RefusedCall(
      calls: "read", path: "exchange/in/items_1.csv.manifest", error: "EIO",
      told: "in/items_1.csv.manifest: cannot read: Input/output error"),
  ]

  @Test(arguments: refusedManifests)
  func `a manifest that the system refuses is told and read by the next run`(
    _ fault: RefusedCall
  ) throws {
    let site = try ReadinessTests.site("{manifest: \"{file}.manifest\"}")
    try site.write("in/items_1.csv", ReadinessTests.two)
    try site.write("in/items_1.csv.manifest", "rows: 2\n")
    let ended = try fault.run(in: site)
    #expect(ended.status == 74)
    #expect(ended.err.contains(fault.told), "\(ended.err)")
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT count(*) FROM item") == ["2"])
  }

  @Test func `a manifest whose reading a signal interrupts is read on`() throws {
    let site = try ReadinessTests.site("{manifest: \"{file}.manifest\"}")
    try site.write("in/items_1.csv", ReadinessTests.two)
    try site.write("in/items_1.csv.manifest", "rows: 2\n")
    let ended = try faulty("read", "exchange/in/items_1.csv.manifest", "EINTR", "1").run(in: site)
    #expect(ended.status == 0)
    #expect(try site.query("SELECT count(*) FROM item") == ["2"])
  }

  // MARK: Markers

  @Test func `a file whose marker does not come is told after an hour and read when it comes`()
    throws
  {
    let site = try ReadinessTests.site("{marker: \"{file}.ok\"}")
    try site.write("in/items_1.csv", ReadinessTests.two)
    try site.done("run")
    #expect(try open(site) == [])
    _ = try site.wmsync("run", at: "2026-11-23T07:00:01Z")
    #expect(try open(site).contains { $0.hasPrefix("FILE_PARTIAL|") })
    try site.write("in/items_1.csv.ok", "")
    try site.done("run", at: "2026-11-23T07:10:00Z")
    #expect(try open(site) == [])
    #expect(try site.query("SELECT count(*) FROM item") == ["2"])
  }

  @Test func `a folder in the place of a marker holds the file`() throws {
    let site = try ReadinessTests.site("{marker: \"{file}.ok\"}")
    try site.write("in/items_1.csv", ReadinessTests.two)
    try site.folder.makeFolder("exchange/in/items_1.csv.ok")
    #expect(try site.wmsync("run").status == 3)
    #expect(
      try open(site).contains { $0.contains("its marker in/items_1.csv.ok is no regular file") })
  }
}
