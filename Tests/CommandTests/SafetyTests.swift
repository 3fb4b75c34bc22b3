import Glibc
import Testing
import Workbench

/// A site that others can change is not worked with, and nobody locks its own user out of it.
@Suite struct SafetyTests {
  private static let stranger = ["--reuid=65534", "--regid=65534", "--clear-groups"]

  /// Whether the program can be started as another user; needs root and a reachable build.
  static let canBeStranger: Bool = {
    guard geteuid() == 0, access("/usr/bin/setpriv", X_OK) == 0 else {
      LawTool.say("NOT RUN: without root and setpriv nothing is tried as another user")
      return false
    }
    let tried = try? Program(path: "/usr/bin/setpriv").run(
      stranger + [Program.wmsync.path, "--version"], in: "/")
    if tried?.status != 0 {
      LawTool.say("NOT RUN: another user cannot start \(Program.wmsync.path)")
    }
    return tried?.status == 0
  }()

  private func asStranger(_ line: String, in site: TestSite) throws -> Program.Outcome {
    let words = line.split(separator: " ").map(String.init)
    return try Program(path: "/usr/bin/setpriv").run(
      Self.stranger + [Program.wmsync.path] + words + ["--at", TestSite.later],
      in: site.folder.path)
  }

  private func shell(_ script: String, in site: TestSite) throws {
    let ended = try Program(path: "/bin/sh").run(["-c", script], in: site.folder.path)
    try #require(ended.status == 0, "\(ended.err)")
  }

  private func expectRefusal(
    _ site: TestSite, _ commands: [String], _ parts: [String],
    _ place: SourceLocation = #_sourceLocation
  ) throws {
    let before = site.tree()
    for command in commands {
      let ended = try site.wmsync(command, at: TestSite.later)
      #expect(ended.status == 78, "\(command): \(ended.err)", sourceLocation: place)
      #expect(ended.out == "", sourceLocation: place)
      #expect(ended.err.utf8.count { $0 == 0x0a } == 1, sourceLocation: place)
      for part in parts {
        #expect(ended.err.contains(part), "\(ended.err)", sourceLocation: place)
      }
    }
    #expect(site.tree() == before, sourceLocation: place)
  }

  static let all = ["check", "run", "status", "exceptions ack 1", "rules"]

  @Test func `a configuration that everyone may write is not used`() throws {
    let site = try CornerShop.running()
    try shell("chmod 646 wmsync.yaml", in: site)
    try expectRefusal(
      site, Self.all,
      ["wmsync.yaml: error: is writable by everyone (0646)", "chmod o-w wmsync.yaml"])
    try shell("chmod 664 wmsync.yaml", in: site)
    try site.done("run", at: TestSite.later)
  }

  @Test(.enabled(if: canBeStranger, "needs root and setpriv"))
  func `a configuration of a third user that a group may write is not used`() throws {
    let site = try CornerShop.running()
    try shell("chown 65533 wmsync.yaml; chmod 664 wmsync.yaml", in: site)
    try expectRefusal(site, Self.all, ["belongs to uid 65533", "(0664)", "chmod g-w wmsync.yaml"])
    try shell("chmod 644 wmsync.yaml", in: site)
    try site.done("run", at: TestSite.later)
  }

  static let folders = ["exchange", "exchange/erp", "exchange/erp/out", "exchange/wms/in"]

  @Test(arguments: folders)
  func `a folder of exchanged files that everyone may write is not used`(folder: String) throws {
    let site = try CornerShop.running()
    try shell("chmod 777 \(folder)", in: site)
    let path = site.folder.path(of: folder)
    try expectRefusal(
      site, Self.all, ["\(path): is writable by everyone (0777)", "chmod o-w \(path)"])
    try shell("chmod 1777 \(folder)", in: site)
    try site.done("run", at: TestSite.later)
    try shell("chmod 2770 \(folder)", in: site)
    try site.done("run", at: TestSite.later)
  }

  @Test func `the store lies in no folder where others may lay something beside it`() throws {
    let site = try CornerShop.running()
    for mode in ["777", "1777"] {
      try shell("chmod \(mode) state", in: site)
      try expectRefusal(site, Self.all, [site.folder.path(of: "state"), "chmod o-w"])
    }
  }

  static let changing = [
    "run", "pull", "reconcile", "push", "run --dry-run", "exceptions ack 1",
    "watermarks rewind erp-items --to start --yes", "rules set item.name --owner wms --reason why",
  ]

  @Test(.enabled(if: canBeStranger, "needs root and setpriv"))
  func `root changes no store of another user by mistake`() throws {
    let site = try CornerShop.running()
    try shell("chown -R 65534:65534 .", in: site)
    let state = site.folder.path(of: "state")
    try expectRefusal(
      site, Self.changing,
      [state + ": belongs to nobody (uid 65534) but you are root (uid 0)", "--as-other-user"])
    for command in ["status", "exceptions", "rules", "watermarks", "explain item A1", "check"] {
      try site.done(command)
    }
    try site.done("run --as-other-user", at: TestSite.later)
  }

  @Test(.enabled(if: canBeStranger, "needs root and setpriv"))
  func `a store that root made is named and not stumbled over`() throws {
    let site = try CornerShop.running()
    try shell("chown 65534 . state exchange wmsync.yaml; chmod 644 wmsync.yaml", in: site)
    let ended = try asStranger("run", in: site)
    #expect(ended.status == 78)
    #expect(ended.err.contains("state/state.db: belongs to root (uid 0) but you are nobody"))
  }

  @Test(.enabled(if: canBeStranger, "needs root and setpriv"))
  func `an ordinary user runs a site of its own, and forbidden places are named`() throws {
    let site = try CornerShop.running()
    try shell("chown -R 65534:65534 .", in: site)
    #expect(try asStranger("run", in: site).status == 0)
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;7\n")
    try shell(
      "chown 0 exchange/wms/in exchange/wms/in/.wmsync-staging; chmod 555 exchange/wms/in", in: site
    )
    let stopped = try asStranger("run", in: site)
    #expect(stopped.status == 74)
    #expect(stopped.err.contains("exchange/wms/in") && stopped.err.contains("Permission denied"))
    try shell("chown -R 65534 exchange; chmod 755 exchange/wms/in", in: site)
    #expect(try asStranger("run", in: site).status == 0)
    #expect(site.text("exchange/wms/in/items_00000002.csv") == "sku;name;weight\nB2;Bow;7\n")
  }

  // MARK: What stands in the place of the configuration

  static let impostors: [(make: String, told: String)] = [
    ("mkfifo c", "it is a pipe, no file"), ("mkdir c", "it is a folder, no file"),
    ("ln -s /dev/zero c", "it is a device, no file"), ("ln -s c c", "symbolic links"),
    ("head -c 5000000 /dev/zero >c", "it is larger than 4 MiB"),
  ]

  @Test(arguments: impostors)
  func `what is no configuration file keeps nobody waiting`(
    impostor: (make: String, told: String)
  ) throws {
    let site = try CornerShop.running()
    try shell(impostor.make, in: site)
    for command in ["check -c c", "run -c c", "-c c status"] {
      let ended = try site.wmsync(command, seconds: 5)
      #expect(ended.status == 78 && ended.out == "")
      #expect(ended.err.hasPrefix("c: error: cannot be read: "))
      #expect(ended.err.contains(impostor.told))
    }
  }

  @Test func `a configuration may be a link to a file`() throws {
    let site = try CornerShop.running()
    try shell("mv wmsync.yaml real.yaml; ln -s real.yaml wmsync.yaml", in: site)
    try site.done("run", at: TestSite.later)
  }

  @Test func `a pipe in the place of the lock keeps nobody waiting`() throws {
    let site = try CornerShop.running()
    try shell("rm state/lock; mkfifo state/lock", in: site)
    let ended = try site.wmsync("run", seconds: 5)
    #expect([0, 74].contains(ended.status))
    try shell("mv state kept; mkfifo state", in: site)
    #expect(try site.wmsync("run", seconds: 5).status == 74)
    #expect(try site.wmsync("status", seconds: 5).status != 0)
  }

  @Test func `a store on a file system of this machine is taken`() throws {
    #expect(try CornerShop.opened().done("check").contains("0 warnings"))
  }
}
