import Testing
import Workbench

/// What operators do to exceptions beside acknowledging and settling them.
@Suite struct ExceptionActionTests {
  private static let eight = "2026-11-23T08:00:00Z"
  private static let nine = "2026-11-23T09:00:00Z"

  private func stock(_ site: TestSite, _ number: Int, axes: Int, at time: String) throws {
    try site.write("wms/out/stock_\(number).csv", "wh;sku;qty\nHH1;A1;\(axes)\nHH1;B2;20\n")
    try site.done("run", at: time)
  }

  /// A run long after the last export of the articles, which is a matter of its own.
  private func run(_ site: TestSite, at time: String) throws {
    #expect([0, 3].contains(try site.wmsync("run", at: time).status))
  }

  private func state(_ id: String, _ site: TestSite) throws -> [String] {
    try site.query("SELECT state FROM exceptions WHERE id = \(id)")
  }

  private func actions(_ id: String, _ site: TestSite) throws -> [String] {
    try site.query(
      "SELECT action || ifnull(': ' || note, '') FROM exception_history WHERE exception = \(id)"
        + " ORDER BY id")
  }

  @Test func `an exception is handed to somebody, and whose it is can be asked for`() throws {
    let site = try CornerShop.running()
    let id = try CornerShop.id(of: "STOCK_UNEXPLAINED", in: site)
    let said = try site.done("exceptions assign \(id) --to hamburg --note", ["they count today"])
    #expect(said == "exception \(id) assigned to hamburg by \(try TestSite.user())\n")
    let list = try site.done("exceptions --owner hamburg")
    #expect(list.contains("STOCK_UNEXPLAINED") && !list.contains("OWNER_VIOLATION"))
    #expect(list.contains("hamburg"))
    #expect(try actions(id, site).last == "assigned: to hamburg: they count today")
    #expect(site.text("report/exceptions.csv")?.contains(",hamburg,") == true)
  }

  @Test func `what is ignored is silent until its time, and counts again then`() throws {
    let site = try CornerShop.running()
    let id = try CornerShop.id(of: "STOCK_UNEXPLAINED", in: site)
    try site.done("exceptions ignore \(id) --until 2h --note", ["known"], at: TestSite.later)
    #expect(
      try site.query("SELECT state, ignored_until FROM exceptions WHERE id = \(id)")
        == ["ignored|2026-11-23T09:00:00Z"])
    try stock(site, 2, axes: 1, at: Self.eight)
    #expect(try state(id, site) == ["ignored"])
    try site.done("run", at: Self.nine)
    #expect(try state(id, site) == ["open"])
    #expect(
      try actions(id, site) == [
        "opened", "ignored: until 2026-11-23T09:00:00Z: known", "opened: was ignored",
      ])
  }

  @Test func `what is ignored counts again once it changed by more than was allowed`() throws {
    let site = try CornerShop.running()
    let id = try CornerShop.id(of: "STOCK_UNEXPLAINED", in: site)
    try stock(site, 2, axes: 0, at: TestSite.later)
    try site.done("exceptions ignore \(id) --or-change 10%", at: TestSite.later)
    let shown = try site.done("exceptions show \(id)")
    #expect(shown.contains("it is within 10% of -10"))
    // 10 pieces were missing; 9 is 10 % less, 8 is 20 %.
    try stock(site, 3, axes: 1, at: Self.eight)
    #expect(try state(id, site) == ["ignored"])
    try stock(site, 4, axes: 2, at: Self.nine)
    #expect(try state(id, site) == ["open"])
  }

  @Test func `who ignores says how long, and not until a time that is over`() throws {
    let site = try CornerShop.running()
    #expect(try site.wmsync("exceptions ignore 1").status == 64)
    for until in ["2026-11-22", "yesterday", "0d"] {
      let refused = try site.wmsync("exceptions ignore 1 --until \(until)")
      #expect(refused.status == 64 && refused.err.contains("--until \(until)"))
    }
    #expect(try site.wmsync("exceptions ignore 1 --or-change much").status == 64)
    #expect(try state("1", site) == ["open"])
  }

  @Test func `what was settled or silenced by mistake is opened again`() throws {
    let site = try CornerShop.running()
    let id = try CornerShop.id(of: "OWNER_VIOLATION", in: site)
    #expect(try site.wmsync("exceptions reopen \(id)").status == 65)
    try site.done("exceptions ignore \(id) --until 2026-12-01")
    try site.done("exceptions reopen \(id)", at: TestSite.later)
    #expect(
      try site.query("SELECT state, ignored_until FROM exceptions WHERE id = \(id)") == ["open|"])
    try site.done("exceptions resolve \(id)", at: Self.eight)
    try site.done("exceptions reopen \(id) --note", ["it was the other one"], at: Self.nine)
    #expect(try state(id, site) == ["open"])
    #expect(try actions(id, site).last == "reopened: it was the other one")
  }

  @Test func `what a filter selects is shown first, and done only when that is confirmed`() throws {
    let site = try CornerShop.running()
    let shown = try site.done("exceptions ack --warehouse HAM")
    #expect(shown.contains("STOCK_UNEXPLAINED"))
    #expect(shown.hasSuffix("this exception would be acknowledged; --yes does it\n"))
    #expect(try site.query("SELECT DISTINCT state FROM exceptions") == ["open"])
    try site.done("exceptions ack --warehouse HAM --yes")
    #expect(
      try site.query("SELECT code, state FROM exceptions ORDER BY 1")
        == ["OWNER_VIOLATION|open", "STOCK_UNEXPLAINED|acknowledged"])
    // What is acknowledged is not acknowledged again.
    #expect(try site.done("exceptions ack --state acknowledged --yes") == "no exceptions\n")
  }

  @Test func `exceptions are named by number or by a filter, not by both, nor by neither`() throws {
    let site = try CornerShop.running()
    for verb in ["ack", "retry", "reopen", "resolve", "assign --to me", "ignore --until 1d"] {
      #expect(try site.wmsync("exceptions \(verb) --yes").status == 64, "\(verb)")
      #expect(try site.wmsync("exceptions \(verb) 1 --code NO_MOVEMENT").status == 64, "\(verb)")
    }
  }

  @Test func `what is there since a day is found`() throws {
    let site = try CornerShop.running()
    try stock(site, 2, axes: 10, at: TestSite.later)
    try stock(site, 3, axes: 8, at: Self.nine)
    func codes(_ since: String) throws -> [String?] {
      try site.json("exceptions --since \(since)", at: Self.nine)["exceptions"]?.items
        .map { $0["code"]?.text } ?? []
    }
    // The stock agreed for a while and differs anew.
    #expect(try codes("2026-11-23").count == 2)
    #expect(try codes("1h") == ["STOCK_UNEXPLAINED"])
    #expect(try codes("2026-11-23T07:30:00Z") == ["STOCK_UNEXPLAINED"])
    #expect(try codes("2026-11-24") == [])
    #expect(try site.wmsync("exceptions --since lately").status == 64)
  }

  private static let alerts = """
      due: {critical: 4h, warning: 2d}
      owners: [{code: OWNER_VIOLATION, to: masterdata}, {to: it-ops}]
      escalate:
        - {from: warning, after: 1d, to: error}
        - {code: OWNER_VIOLATION, after: 3d, to: critical}

    """

  @Test func `each exception has its owner and is due by its severity`() throws {
    let site = try CornerShop.running(alerts: Self.alerts)
    #expect(
      try site.query("SELECT code, assigned_to, due FROM exceptions ORDER BY 1") == [
        "OWNER_VIOLATION|masterdata|2026-11-25T06:00:00Z",
        "STOCK_UNEXPLAINED|it-ops|2026-11-23T10:00:00Z",
      ])
    let list = try site.done("exceptions").split(separator: "\n").first ?? ""
    #expect(list.contains("owner") && list.contains("due"))
  }

  @Test func `what nobody settles becomes worse with time, and is due earlier`() throws {
    let site = try CornerShop.running(alerts: Self.alerts)
    let id = try CornerShop.id(of: "OWNER_VIOLATION", in: site)
    func severity() throws -> [String] {
      try site.query("SELECT severity, due FROM exceptions WHERE id = \(id)")
    }
    try run(site, at: "2026-11-24T05:59:00Z")
    #expect(try severity() == ["warning|2026-11-25T06:00:00Z"])
    try run(site, at: "2026-11-24T06:00:00Z")
    #expect(try severity() == ["error|2026-11-25T06:00:00Z"])
    try run(site, at: "2026-11-26T06:00:00Z")
    #expect(try severity() == ["critical|2026-11-23T10:00:00Z"])
    #expect(
      try actions(id, site) == [
        "opened", "escalated: from warning to error", "escalated: from error to critical",
      ])
    // Seen again it stays as bad as it is.
    try site.write("wms/out/items_2.csv", "sku;weight\nA1;1.5\nB2;2.6\n")
    try run(site, at: "2026-11-26T07:00:00Z")
    #expect(try severity() == ["critical|2026-11-23T10:00:00Z"])
  }

  @Test func `what comes back is as bad as it was when it was new`() throws {
    let site = try CornerShop.running(alerts: Self.alerts)
    let id = try CornerShop.id(of: "OWNER_VIOLATION", in: site)
    try run(site, at: "2026-11-27T06:00:00Z")
    try site.done("exceptions resolve \(id)", at: "2026-11-27T07:00:00Z")
    try run(site, at: "2026-11-28T08:00:00Z")
    #expect(
      try site.query("SELECT state, severity, due FROM exceptions WHERE id = \(id)")
        == ["open|warning|2026-11-30T08:00:00Z"])
  }
}
