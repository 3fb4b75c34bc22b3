import Glibc
import Testing
import Workbench

/// Only what is absent is absent: whatever else keeps a file from being read or removed is told.
@Suite struct HindranceTests {
  static let targets = ["units.csv", "/proc/self/mem", "none.csv", "/proc/self"]

  @Test(arguments: zip(targets, [74, 74, 78, 78] as [Int32]))
  func `a cross reference that the system cannot read is no mistake of the configuration`(
    target: String, status: Int32
  ) throws {
    let site = try CornerShop.running()
    try site.folder.write(
      "wmsync.yaml",
      CornerShop.configuration()
        .replacing(
          "feeds:\n",
          with: """
            xrefs:
              units: {file: units.csv, dialect: plain, theirs: a, ours: b, unmatched: hold}
            feeds:

            """))
    #expect(symlink(target, site.folder.path(of: "exchange/units.csv")) == 0)
    let ended = try site.wmsync("run")
    #expect(ended.status == status, "\(ended.err)")
    #expect(ended.err.contains("/exchange/units.csv: cross reference units: cannot be "))
  }

  @Test func `a copy that cannot be removed is told of and the run goes on`() throws {
    let site = try CornerShop.opened()
    try site.folder.makeFolder("state/spool/left")
    let ended = try site.wmsync("run")
    #expect(ended.status == 0)
    #expect(ended.err.contains("/state/spool/left: cannot remove: Is a directory"))
    #expect(try site.query("SELECT count(*) FROM item WHERE system = 'erp'") == ["2"])
  }

  @Test func `backups that cannot be listed are told of beside the damaged store`() throws {
    let site = try CornerShop.running()
    try site.folder.write("state/state.db", "damaged")
    #expect(symlink("backups", site.folder.path(of: "state/backups")) == 0)
    let ended = try site.wmsync("status")
    #expect(ended.status == 74)
    #expect(ended.err.contains("its backups cannot be looked for ("))
    #expect(ended.err.contains("Too many levels of symbolic links"))
  }

  @Test func `the doctor says what it could not look at`() throws {
    let site = try CornerShop.running()
    let spool = site.folder.path(of: "state/spool")
    #expect(rmdir(spool) == 0 && symlink("spool", spool) == 0)
    let told = try site.wmsync("doctor").out
    #expect(told.contains("warn  leftovers      "))
    #expect(told.contains("/state/spool: cannot list: Too many levels of symbolic links"))
  }
}
