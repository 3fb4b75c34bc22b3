import Testing
import Workbench

/// What a run leaves in a log, and what a person at a terminal sees of it meanwhile.
@Suite struct LogTests {
  private func site(_ log: String) throws -> TestSite {
    let site = try TestSite(
      CornerShop.configuration().replacing("alerts:\n", with: "alerts:\n  log: \(log)\n"))
    try site.write("erp/out/items_1.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Secret bow;2\n")
    try site.write("wms/out/items_1.csv", "sku;weight\nA1;1.5\nB2;2.5\n")
    return site
  }

  @Test func `each run appends its events, feed by feed and stream by stream, without content`()
    throws
  {
    let site = try site("{file: log/wmsync.log}")
    try site.done("run")
    try site.done("run", at: TestSite.later)
    let log = site.folder.text(of: "log/wmsync.log") ?? ""
    let lines = log.split(separator: "\n").map(String.init)
    #expect(lines.first == "time=\(TestSite.morning) level=info event=RUN_STARTED command=run")
    #expect(
      lines.contains(
        "time=\(TestSite.morning) level=info event=FEED_READ run=1 feed=erp-items state=ok "
          + "files=1 rows=2 new=2 changed=0 held=0"))
    #expect(lines.contains { $0.contains("event=STREAM_SENT run=1 stream=wms-items files=1") })
    let ends = lines.filter { $0.contains("event=RUN_ENDED") }
    #expect(ends.count == 2)
    #expect(ends[1].hasPrefix("time=\(TestSite.later) "))
    #expect(ends[1].contains("run=2 command=run exit=0 opened=0 closed=0"))
    #expect(!log.contains("Secret"))
  }

  @Test func `a log of JSON has numbers as numbers`() throws {
    let site = try site("{file: log/wmsync.json, format: json}")
    try site.done("run")
    let lines = (site.folder.text(of: "log/wmsync.json") ?? "").split(separator: "\n")
    let last = try JSONTree(String(lines.last ?? ""))
    #expect(last["event"]?.text == "RUN_ENDED")
    #expect(last["exit"] == .number("0"))
  }

  @Test func `a run that fails says so in the log`() throws {
    let site = try site("{file: log/wmsync.log}")
    try site.done("run")
    #expect(try site.wmsync("run --accept nothing@12345678", at: TestSite.later).status != 0)
    let log = site.folder.text(of: "log/wmsync.log") ?? ""
    #expect(log.split(separator: "\n").last?.contains("level=error event=RUN_FAILED") == true)
  }

  @Test func `a rehearsal leaves no event anywhere`() throws {
    let site = try site("{file: log/wmsync.log}")
    let call = "exec \(Program.wmsync.path) -c \(site.folder.path)/wmsync.yaml run --dry-run"
    let ended = try Program(path: "/bin/bash").run(
      ["-c", "export JOURNAL_STREAM=$(stat -Lc %d:%i /dev/stderr); " + call], in: site.folder.path)
    #expect(ended.status == 0 && ended.err == "")
    #expect(!site.folder.exists("log"))
  }

  @Test func `a log that cannot be written is told and fails no run`() throws {
    let site = try site("{file: log/wmsync.log}")
    try site.folder.write("log", "a file where a folder should be")
    let ended = try site.wmsync("run -v")
    #expect(ended.status == 0)
    #expect(ended.err.contains("log: "))
  }

  @Test func `the journal of the system gets events with their priority, cron does not`() throws {
    let site = try site("{file: log/wmsync.log}")
    let call =
      "exec \(Program.wmsync.path) -c \(site.folder.path)/wmsync.yaml run --at \(TestSite.morning)"
    let ended = try Program(path: "/bin/bash").run(
      ["-c", "export JOURNAL_STREAM=$(stat -Lc %d:%i /dev/stderr); " + call],
      in: site.folder.path)
    #expect(ended.status == 0)
    #expect(ended.err.hasPrefix("<6>time=\(TestSite.morning) level=info event=RUN_STARTED"))
    #expect(ended.err.contains("<5>time=\(TestSite.morning) level=notice event=RUN_ENDED"))
    let other = try Program(path: "/bin/bash").run(
      ["-c", "export JOURNAL_STREAM=1:2; " + call], in: site.folder.path)
    #expect(other.err == "")
  }

  @Test func `long work is told on a terminal and leaves nothing behind`() throws {
    let site = try site("{file: log/wmsync.log}")
    var rows = "sku;name;weight\n"
    for number in 0..<900_000 { rows += "N\(number);Number;1\n" }
    try site.write("erp/out/items_2.csv", rows)
    let ended = try Program(path: "/usr/bin/script").run(
      [
        "-qec", "\(Program.wmsync.path) -c \(site.folder.path)/wmsync.yaml run --dry-run",
        "/dev/null",
      ], in: site.folder.path, seconds: 300)
    #expect(ended.out.contains("erp/out/items_2.csv: "))
    #expect(ended.out.contains(" rows/s, "))
    #expect(ended.out.contains("\r\u{1b}[K"))
    let silent = try Program.wmsync.run(
      ["-c", site.folder.path + "/wmsync.yaml", "run", "--dry-run", "-q"], in: site.folder.path,
      seconds: 300)
    #expect(!silent.err.contains("rows/s"))
  }
}
