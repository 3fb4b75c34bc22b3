import Testing
import Workbench

/// A configuration that was changed by mistake at night must not decide about stock in the morning.
@Suite struct ConfigurationChangeTests {
  private let site: TestSite
  private static let confirming = CornerShop.configuration() + "limits: {changes: confirm}\n"

  init() throws {
    site = try CornerShop.opened()
    try site.folder.write("wmsync.yaml", Self.confirming)
    try site.done("run")
  }

  private func hash(in message: String) throws -> String {
    let start = try #require(message.firstRange(of: "--accept configuration@"), "\(message)")
    return String(message[start.upperBound...].prefix { $0.isHexDigit })
  }

  private func change(_ old: String, _ new: String) throws {
    let changed = Self.confirming.replacing(old, with: new)
    try #require(changed != Self.confirming)
    try site.folder.write("wmsync.yaml", changed)
  }

  @Test func `a changed rule takes effect when a person accepts it by its hash`() throws {
    try change("owner: wms}", "owner: erp}")
    for verb in ["run", "pull", "push", "reconcile"] {
      let refused = try site.wmsync(verb)
      #expect(refused.status == 78, "\(verb): \(refused.err)")
      #expect(refused.err.contains("the configuration is not the one that was confirmed"))
    }
    #expect(try site.query("SELECT count(*) FROM runs") == ["1"])
    let hash = try hash(in: try site.wmsync("run").err)
    try site.done("run --accept configuration@\(hash)")
    try site.done("run")
  }

  @Test func `what a changed configuration would do can be looked at first`() throws {
    try change("owner: wms}", "owner: erp}")
    #expect(try site.wmsync("run --dry-run").status == 0)
    #expect(try site.wmsync("run").status == 78)
  }

  @Test func `a configuration that changed once more is not the accepted one`() throws {
    try change("owner: wms}", "owner: erp}")
    let hash = try hash(in: try site.wmsync("run").err)
    try change("abs: 0,", "abs: 5,")
    let refused = try site.wmsync("run --accept configuration@\(hash)")
    #expect(refused.status == 64)
    #expect(refused.err.contains("the configuration is"))
    #expect(try site.wmsync("run").status == 78)
  }

  @Test func `comments and blank lines are no change`() throws {
    try site.folder.write("wmsync.yaml", "# by night\n\n" + Self.confirming + "\n  # the end\n")
    try site.done("run")
  }

  @Test func `lines that end as on Windows are lines too`() throws {
    let windows = ("# by night\n" + Self.confirming).replacing("\n", with: "\r\n")
    try site.folder.write("wmsync.yaml", windows)
    try site.done("run")
    try site.folder.write("wmsync.yaml", "# another remark\r\n" + windows)
    try site.done("run")
    try site.folder.write("wmsync.yaml", windows.replacing("owner: wms}", with: "owner: erp}"))
    #expect(try site.wmsync("run").status == 78)
  }

  @Test func `that nobody is asked any more must be confirmed too`() throws {
    try site.folder.write("wmsync.yaml", CornerShop.configuration())
    let hash = try hash(in: try site.wmsync("run").err)
    try site.done("run --accept configuration@\(hash)")
    try site.folder.write("wmsync.yaml", CornerShop.configuration() + "receiving: {over_pct: 3}\n")
    try site.done("run")
  }

  @Test func `without the key a change takes effect with the next run`() throws {
    let plain = try CornerShop.running()
    try plain.folder.write(
      "wmsync.yaml", CornerShop.configuration().replacing("owner: wms}", with: "owner: erp}"))
    try plain.done("run")
  }
}
