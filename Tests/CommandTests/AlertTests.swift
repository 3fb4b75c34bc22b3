import Testing
import Workbench

/// Who hears of exceptions and runs without looking: programs, a monitor, a file of figures.
@Suite struct AlertTests {
  private static let eight = "2026-11-23T08:00:00Z"
  private static let nine = "2026-11-23T09:00:00Z"

  /// A corner shop that writes each call of the program into a file of its own, `call_1` and so on.
  private func site(_ notice: String, program: String = "exit 0") throws -> TestSite {
    let site = try CornerShop.opened(
      alerts: "  notify:\n    - {\(notice), run: [./notify, \"it's $HOME\"]}\n")
    try site.folder.write(
      "notify",
      """
      #!/bin/sh
      number=1
      while [ -e call_$number ]; do number=$((number + 1)); done
      { printf '%s\\n' "$#" "$1"; cat; } > call_$number
      \(program)

      """)
    try #require(
      try Program(path: "/bin/chmod").run(["+x", "notify"], in: site.folder.path).status == 0)
    return site
  }

  private func calls(_ site: TestSite) -> Int {
    site.folder.names(in: "").count { $0.hasPrefix("call_") }
  }

  /// What the program read in a call.
  private func told(_ site: TestSite, _ call: Int) throws -> JSONTree {
    let lines = try #require(site.text("call_\(call)")).split(separator: "\n")
    #expect(lines.prefix(2) == ["1", "it's $HOME"])
    return try JSONTree(String(lines[2]))
  }

  private func changes(_ site: TestSite, _ call: Int) throws -> [String] {
    try told(site, call)["changes"]?.items.map {
      "\($0["event"]?.text ?? "") \($0["exception"]?["code"]?.text ?? "")"
    } ?? []
  }

  private func stock(_ site: TestSite, _ number: Int, axes: Int, at time: String) throws {
    try site.write("wms/out/stock_\(number).csv", "wh;sku;qty\nHH1;A1;\(axes)\nHH1;B2;20\n")
    try site.done("run", at: time)
  }

  @Test func `a program is told once of what changed, as one document and without a shell`() throws
  {
    let site = try site("on: [opened, resolved]")
    try site.done("run")
    let first = try told(site, 1)
    #expect(first["schema"]?.text == "wmsync.notice/1")
    #expect(first["kind"]?.text == "changes" && first["verdict"]?.text == "ACT")
    #expect(try changes(site, 1) == ["opened STOCK_UNEXPLAINED", "opened OWNER_VIOLATION"])
    try site.done("run", at: TestSite.later)
    #expect(calls(site) == 1)
    try stock(site, 2, axes: 10, at: Self.eight)
    #expect(try changes(site, 2) == ["resolved STOCK_UNEXPLAINED"])
    #expect(try told(site, 2)["verdict"]?.text == "LOOK")
  }

  @Test func `what is less bad than asked for is not told, nor what somebody has taken`() throws {
    let site = try site("on: opened, min: error, group: 1h")
    try site.done("run")
    #expect(try changes(site, 1) == ["opened STOCK_UNEXPLAINED"])
    // Another difference comes within the hour; it is taken before the hour is over.
    try site.write("wms/out/stock_2.csv", "wh;sku;qty\nHH1;A1;9\nHH1;B2;18\n")
    try site.done("run", at: "2026-11-23T06:30:00Z")
    #expect(calls(site) == 1)
    try site.done("exceptions ack 3", at: "2026-11-23T06:40:00Z")
    try site.done("run", at: Self.eight)
    #expect(calls(site) == 1)
  }

  @Test func `changes within the time of a group are told together`() throws {
    let site = try site("on: [opened, resolved], group: 90m")
    try site.done("run")
    try stock(site, 2, axes: 10, at: TestSite.later)
    try site.write("wms/out/stock_3.csv", "wh;sku;qty\nHH1;A1;10\nHH1;B2;19\n")
    try site.done("run", at: "2026-11-23T07:20:00Z")
    #expect(calls(site) == 1)
    try site.done("run", at: Self.eight)
    #expect(try changes(site, 2) == ["resolved STOCK_UNEXPLAINED", "opened STOCK_UNEXPLAINED"])
  }

  @Test func `a program that fails is told again, and the run is done all the same`() throws {
    let site = try site("on: opened", program: "test -e mended")
    let ended = try site.wmsync("run")
    #expect(ended.status == 0)
    #expect(ended.err == "notify: ./notify ended with 1; it is told again after the next run\n")
    try site.folder.write("mended", "")
    #expect(try site.wmsync("run", at: TestSite.later).err == "")
    #expect(try changes(site, 2) == changes(site, 1))
    try site.done("run", at: Self.eight)
    #expect(calls(site) == 2)
  }

  @Test func `a program that is not there is a note`() throws {
    let site = try CornerShop.opened(alerts: "  notify: [{run: [/nowhere/notify]}]\n")
    let ended = try site.wmsync("run")
    #expect(ended.status == 0)
    #expect(ended.err.hasPrefix("notify: /nowhere/notify cannot be started: No such file"))
  }

  @Test func `a rehearsal and a look tell nobody`() throws {
    let site = try site("on: opened")
    try site.done("run --dry-run")
    #expect(calls(site) == 0)
    try site.done("run")
    try site.done("status")
    #expect(calls(site) == 1)
  }

  @Test func `what differs only because a feed is silent is told under that feed`() throws {
    let site = try site("on: opened, min: error")
    let calm = try #require(site.text("wmsync.yaml"))
    try site.folder.write(
      "wmsync.yaml",
      calm.replacing(
        "scope: {warehouse: [HAM]}",
        with: "scope: {warehouse: [HAM]}\n    rhythm: {every: 1h, late: 2h, critical: 9d}"))
    try site.write("erp/out/stock_1.csv", "wh;sku;qty\n01;A1;9\n01;B2;20\n")
    try site.done("run")
    #expect(calls(site) == 0)
    // Three hours later only the warehouse has told its stock; the book is as it was.
    try site.write("wms/out/stock_2.csv", "wh;sku;qty\nHH1;A1;4\nHH1;B2;12\n")
    try site.done("run", at: Self.nine)
    #expect(
      try site.query(
        "SELECT code FROM exceptions WHERE severity IN ('critical', 'error') ORDER BY 1")
        == ["FEED_STALLED", "STOCK_UNEXPLAINED", "STOCK_UNEXPLAINED"])
    #expect(try changes(site, 1) == ["opened FEED_STALLED"])
    #expect(try told(site, 1)["suppressed"] == .number("2"))
  }

  @Test func `once a day all that is open is told`() throws {
    let site = try site("daily: \"08:30\", min: error")
    // It is seven in Berlin.
    try site.done("run")
    #expect(calls(site) == 0)
    try site.done("run", at: Self.eight)
    #expect(try told(site, 1)["kind"]?.text == "digest")
    #expect(try changes(site, 1) == ["open STOCK_UNEXPLAINED"])
    try site.done("run", at: Self.nine)
    #expect(calls(site) == 1)
    try site.done("run", at: "2026-11-24T07:29:00Z")
    #expect(calls(site) == 1)
    try site.done("run", at: "2026-11-24T07:30:00Z")
    #expect(calls(site) == 2)
  }

  // MARK: The monitor

  private static let curl = """
    #!/bin/sh
    echo "$@" >> curl_arguments
    cat >> curl_input
    test ! -e curl_fails || exit 7

    """

  private func pinged(_ style: String, _ run: (TestSite, [String: String]) throws -> Void) throws
    -> (TestSite, [String])
  {
    let site = try CornerShop.opened(
      alerts: "  ping: {url_env: PING_URL, style: \(style), timeout: 3s}\n")
    try site.folder.write("bin/curl", Self.curl)
    let made = try Program(path: "/bin/chmod").run(["+x", "bin/curl"], in: site.folder.path)
    try #require(made.status == 0)
    let path = site.folder.path(of: "bin") + ":/usr/bin:/bin"
    try run(site, ["PATH": path, "PING_URL": "https://ping.example/secret/"])
    return (site, (site.text("curl_input") ?? "").split(separator: "\n").map(String.init))
  }

  private func run(_ site: TestSite, _ environment: [String: String]) throws -> Program.Outcome {
    try Program.wmsync.run(
      ["run", "--at", TestSite.morning], in: site.folder.path, environment: environment)
  }

  @Test
  func `a monitor hears that a run starts and how it ends; its address is on no command line`()
    throws
  {
    let (site, urls) = try pinged("healthchecks") { site, environment in
      let ended = try run(site, environment)
      #expect(ended.status == 0)
    }
    #expect(
      urls == [
        "url = \"https://ping.example/secret/start\"", "url = \"https://ping.example/secret/0\"",
      ])
    #expect(site.text("curl_arguments")?.contains("secret") == false)
    #expect(site.text("curl_arguments")?.contains("--max-time 3") == true)
  }

  @Test func `a monitor hears of a run that failed, and one that is plain hears nothing`() throws {
    for (style, last) in [("healthchecks", "74"), ("plain", nil)] {
      let (_, urls) = try pinged(style) { site, environment in
        let moved = try Program(path: "/bin/mv").run(
          ["exchange", "elsewhere"], in: site.folder.path)
        try #require(moved.status == 0)
        let ended = try run(site, environment)
        #expect(ended.status == 74)
      }
      #expect(urls.last?.hasSuffix("/\(last ?? "")\"") == last.map { _ in true })
    }
  }

  @Test func `a monitor that cannot be reached is a note, and one without an address is none`()
    throws
  {
    _ = try pinged("plain") { site, environment in
      try site.folder.write("curl_fails", "")
      let ended = try run(site, environment)
      #expect(ended.status == 0 && ended.err == "ping: curl ended with 7\n")
      let silent = try run(site, ["PATH": environment["PATH"] ?? ""])
      #expect(silent.status == 0 && silent.err == "")
    }
  }

  // MARK: Figures

  @Test func `the figures are a file that Prometheus takes, and the same on demand`() throws {
    let site = try CornerShop.opened(
      alerts: "  metrics: {textfile: metrics/wmsync.prom}\n  due: {critical: 1h}\n")
    try site.done("run")
    let file = try #require(site.text("metrics/wmsync.prom"))
    #expect(try site.done("status --format prometheus") == file)
    #expect(file.contains("\nwmsync_exceptions_open{severity=\"critical\"} 1\n"))
    #expect(file.contains("\nwmsync_exceptions_unowned 2\n"))
    #expect(file.contains("\nwmsync_verdict 2\n"))
    #expect(file.contains("\nwmsync_last_cycle_timestamp_seconds 1795413600\n"))
    #expect(try site.done("status --format prometheus", at: Self.eight).contains("overdue 1\n"))
    let judged = try Program(path: "/usr/bin/promtool").run(
      ["check", "metrics"], in: site.folder.path, stdin: file)
    #expect(judged.status == 0 && judged.out + judged.err == "", "\(judged.out)\(judged.err)")
    #expect(file.split(separator: "\n").count { !$0.hasPrefix("#") } <= 60)
  }

  @Test func `figures that cannot be written are a note, and the run is done all the same`() throws
  {
    let site = try CornerShop.opened(alerts: "  metrics: {textfile: wmsync.yaml/wmsync.prom}\n")
    let ended = try site.wmsync("run")
    #expect(ended.status == 0)
    #expect(ended.err.hasPrefix("metrics: ") && ended.err.contains("wmsync.yaml"))
    #expect(try site.query("SELECT count(*) FROM exceptions") == ["2"])
  }

  @Test func `a monitoring plugin gets one line and its own status`() throws {
    let site = try CornerShop.opened()
    #expect(try site.wmsync("status --check").status == 3)
    try site.done("run")
    let critical = try site.wmsync("status --check")
    #expect(critical.status == 2)
    #expect(
      critical.out
        == "WMSYNC CRITICAL - 2 open exceptions | open=2;;;0 critical=1;;0;0 overdue=0;;;0"
        + " held_rows=0;;;0 undelivered=0;;0;0 last_run_age=0s;;;0\n")
    try stock(site, 2, axes: 10, at: TestSite.later)
    #expect(try site.wmsync("status --check", at: TestSite.later).status == 1)
    try site.done("exceptions ack --state open --yes", at: TestSite.later)
    #expect(try site.wmsync("status --check", at: TestSite.later).status == 0)
    #expect(try site.wmsync("status --check --format prometheus").status == 64)
  }

  @Test func `a site whose runs have stopped says so wherever it is asked`() throws {
    let site = try CornerShop.opened(alerts: "  stale: 3h\n")
    try site.done("run")
    try site.done("exceptions ack --state open --yes")
    #expect(try site.done("status", at: Self.nine).hasPrefix("ALL CLEAR: "))
    let late = "2026-11-23T09:00:01Z"
    let lines = try site.done("status", at: late).split(separator: "\n")
    #expect(lines[0].hasPrefix("ACT: "))
    #expect(lines[1].hasPrefix("STALE: no cycle has ended since 2026-11-23T06:00:00Z"))
    #expect(try site.json("status", at: late)["stale"] == .bool(true))
    let check = try site.wmsync("status --check", at: late)
    #expect(check.status == 2 && check.out.contains("no cycle has ended since"))
  }
}
