import Glibc
import Testing
import Workbench

/// Whatever a system drops, an operator writes or a store holds: no crash, no hang, nothing lost
/// without a report.
@Suite struct BadInputTests {
  @Test func `there are enough bad inputs, and all of them can be read`() throws {
    #expect(try BadInput.all.get().count >= 250)
  }

  @Test(arguments: (try? BadInput.all.get()) ?? [])
  func `a bad input is answered as its fixture says`(input: BadInput) throws {
    var site = try BadInputSite(input)
    let answers = try site.answers()
    let expected = input.steps.compactMap { step -> [String]? in
      guard case .command(_, let answer) = step else { return nil }
      return answer
    }
    guard answers != expected else { return }
    if getenv("WMSYNC_REWRITE") != nil && getenv("CI") == nil {
      try input.rewrite(with: answers)
    } else {
      Issue.record("\(input.name): \(Self.difference(answers, from: expected))")
    }
  }

  private static func difference(_ answers: [[String]], from expected: [[String]]) -> String {
    let found = answers.flatMap { ["$"] + $0 }
    let wanted = expected.flatMap { ["$"] + $0 }
    return found.difference(from: wanted).map { change in
      switch change {
      case .remove(let line, let text, _): "\n- \(line): \(text)"
      case .insert(let line, let text, _): "\n+ \(line): \(text)"
      }
    }.joined()
  }

  @Test func `a run over every broken file ends as partial within seconds`() throws {
    let station = try BadInputStation.shared.get()
    #expect(station.inputs.count >= 100)
    #expect(station.ended.status == 3)
    #expect(station.ended.err == "")
    #expect(try JSONTree(station.ended.out)["feeds"]?.items.count == station.inputs.count + 3)
  }

  @Test func `a second run over the same broken files changes nothing`() throws {
    let site = try TestSite(copyOf: BadInputStation.shared.get().site)
    let before = try site.query("SELECT id, state, code, key, file, line FROM exceptions")
    let records = try site.query("SELECT * FROM item_record")
    #expect(try site.wmsync("run --json", at: "2026-11-23T06:05:00Z").status == 3)
    #expect(try site.query("SELECT id, state, code, key, file, line FROM exceptions") == before)
    #expect(try site.query("SELECT * FROM item_record") == records)
  }

  @Test func `a broken file is refused, or each of its rows is counted`() throws {
    let site = try BadInputStation.shared.get().site
    #expect(
      try site.query(
        "SELECT name, rows, skipped, new, changed, unchanged, held FROM files WHERE CASE state "
          + "WHEN 'accepted' THEN rows <> skipped + new + changed + unchanged + held "
          + "ELSE rows + skipped + new + changed + unchanged + held > 0 END") == [])
    #expect(
      try site.query(
        "SELECT name, state, held FROM files WHERE (state <> 'accepted' OR held > 0) "
          + "AND name NOT IN (SELECT file FROM exceptions WHERE state = 'open')") == [])
  }

  @Test func `every held row has a report of its own with its line`() throws {
    let site = try BadInputStation.shared.get().site
    let held = try site.query("SELECT sum(held) FROM files WHERE state = 'accepted'")
    #expect(try site.query("SELECT count(*) FROM held_row") == held)
    #expect(
      try site.query(
        "SELECT h.file, h.line FROM held_row h WHERE NOT EXISTS (SELECT 1 FROM exception_book b "
          + "WHERE b.fingerprint = h.fingerprint AND b.state = 'open' AND b.line > 0)") == [])
  }

  @Test func `the report of broken files is itself a clean file`() throws {
    let site = try BadInputStation.shared.get().site
    let text = try #require(site.text("exceptions.csv"))
    let rows = CSVCells.rows(of: text)
    #expect(rows.allSatisfy { $0.count == ReportTests.columns.count })
    let isClean = text.unicodeScalars.allSatisfy {
      $0 == "\n" || ($0.value >= 0x20 && !(0x7f...0x9f).contains($0.value))
    }
    #expect(isClean)
    #expect(text.utf8.count < 400_000)
    for command in ["exceptions", "status", "watermarks"] {
      let shown = try site.done(command)
      #expect(shown.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0a }, "\(command)")
    }
    _ = try site.json("exceptions")
  }

  @Test func `a fault that one of two systems mended stays open for the other one`() throws {
    let site = try CornerShop.running()
    try site.write("erp/out/items_2.csv", "sku;name;weight\nA1;Axe;heavy\nB2;Bow;2\n")
    try site.write("wms/out/items_2.csv", "sku;weight\nA1;light\nB2;2.5\n")
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT sum(held) FROM files") == ["2"])
    try site.write("erp/out/items_3.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\n")
    try site.done("run", at: "2026-11-23T08:00:00Z")
    #expect(
      try site.query("SELECT file FROM exceptions WHERE code='ROW_INVALID' AND state='open'")
        == ["wms/out/items_2.csv"])
  }

  static let oddities: [(story: String, make: String)] = [
    ("a folder", "mkdir in/0_1.csv"),
    ("a symbolic link", "printf 'sku;name;weight\\nA1;Axe;1\\n' >real; ln -s ../real in/0_1.csv"),
    ("a link to nowhere", "ln -s nowhere in/0_1.csv"),
    ("a link to a device", "ln -s /dev/zero in/0_1.csv"),
    ("a named pipe", "mkfifo in/0_1.csv"),
    ("a second name", "printf 'sku;name;weight\\nA1;Axe;1\\n' >real; ln real in/0_1.csv"),
    (
      "a socket",
      "/usr/bin/perl -MIO::Socket -e 'IO::Socket::UNIX->new(Local=>\"in/0_1.csv\",Listen=>1)'"
    ),
    ("a device", "mknod in/0_1.csv c 1 5 2>/dev/null || mkfifo in/0_1.csv"),
  ]

  @Test(arguments: oddities)
  func `what is no file is reported and never opened`(
    oddity: (story: String, make: String)
  ) throws {
    let site = try TestSite(BadInput.site("formats"))
    try site.write("in/1_1.csv", "sku;name;weight\nB2;Bow;2\n")
    let made = try Program(path: "/bin/sh").run(
      ["-c", oddity.make], in: site.folder.path(of: "exchange"))
    try #require(made.status == 0)
    let ended = try site.wmsync("run --json", seconds: 10)
    #expect([0, 3].contains(ended.status), "\(ended.err)")
    #expect(
      try site.query("SELECT file FROM exceptions WHERE state = 'open'") == ["in/0_1.csv"])
    #expect(try site.query("SELECT sku FROM item") == ["B2"])
  }

  static let names = ["0_\\377.csv", "0_a\\nb.csv", "0_\\033[31m.csv", "0_'; DROP TABLE.csv"]

  @Test(arguments: names)
  func `a file with a hostile name is taken or reported, and its name printed harmlessly`(
    name: String
  ) throws {
    let site = try TestSite(BadInput.site("formats"))
    let script = "mkdir in; printf 'sku;name;weight\\nA1;Axe;heavy\\n' >\"in/$(printf \"$0\")\""
    let made = try Program(path: "/bin/sh").run(
      ["-c", script, name], in: site.folder.path(of: "exchange"))
    try #require(made.status == 0, "\(made.err)")
    let ended = try site.wmsync("run --json", seconds: 10)
    #expect([0, 3].contains(ended.status), "\(ended.err)")
    #expect(try site.query("SELECT count(*) FROM exceptions") == ["1"])
    let shown = try site.done("exceptions") + site.done("watermarks")
    #expect(shown.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0a })
  }

  @Test func `a file past the limit of its feed is not read`() throws {
    let site = try TestSite(
      BadInput.site("formats")
        .replacing("    entity: item\n", with: "    entity: item\n    max_bytes: 1000\n"))
    try site.write(
      "in/0_1.csv", "sku;name;weight\n" + String(repeating: "A1;Axe;1\n", count: 200))
    #expect(try site.wmsync("run").status == 3)
    #expect(
      try site.query("SELECT code, file FROM exceptions")
        == ["FILE_UNREADABLE|in/0_1.csv"])
    #expect(try site.query("SELECT count(*) FROM item") == ["0"])
  }
}
