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
}
