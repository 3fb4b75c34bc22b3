import Testing
import Workbench

/// The demo retailer, made once for all tests that only look at it.
enum Demo {
  /// Code and key of the faults that the demo is made with.
  static let faults = [
    "RECEIPT_OVER|6500007|10", "SKU_UNKNOWN|B99041", "STOCK_UNEXPLAINED|HAM|00310002",
  ]

  /// The demo as `init` makes it.
  static func made() throws -> TestSite {
    let site = try TestSite("")
    _ = try Program(path: "/bin/rm").run(["-r", "wmsync.yaml", "exchange"], in: site.folder.path)
    try site.done("init --demo")
    return site
  }

  private static let first = Result { try made() }
  private static let second = Result {
    let site = try made()
    return (site, try JSONTree(site.done("run --json")))
  }

  /// Before its first run; not to be changed.
  static var fresh: TestSite { get throws { try first.get() } }

  /// After its first run; not to be changed.
  static var ran: TestSite { get throws { try second.get().0 } }

  /// What the first run answered.
  static var summary: JSONTree { get throws { try second.get().1 } }
}
