import Testing
import Workbench

/// What a feed meets once in its life: odd names, numbers out of order, folders that are none.
@Suite struct TakingOddityTests {
  private static let eight = "2026-11-23T08:00:00Z"
  private static let nine = "2026-11-23T09:00:00Z"

  /// A site with one feed of articles.
  private func site(
    _ from: String, _ more: String = "", fields: String = "sku: {column: sku}",
    ready: String = "{rename: true}", mode: String = "delta", dialect: String = "",
    entity: String = "item", sections: String = ""
  ) throws -> TestSite {
    try TestSite(
      """
      version: 1
      site: odd
      timezone: UTC
      systems:
        erp: {role: erp}
      warehouses:
        HAM: {name: Hamburg, system: erp}
      dialects:
        plain: {format: csv, delimiter: ";"\(dialect)}
      \(sections)
      feeds:
        items:
          entity: \(entity)
          from: {system: erp, dialect: plain, \(from)}
          ready: \(ready)
          mode: \(mode)
          after: keep
          \(more)
          fields: {\(fields)}

      """)
  }

  private func skus(_ site: TestSite) throws -> [String] {
    try site.query("SELECT sku FROM item ORDER BY sku")
  }

  private func codes(_ site: TestSite) throws -> [String] {
    try site.query("SELECT code FROM exceptions WHERE state = 'open' ORDER BY code")
  }

  // MARK: Names

  @Test func `hidden and unfinished files are not taken whatever the pattern says`() throws {
    let site = try site("files: \"in/*\"")
    for name in ["a.csv.part", "b.csv~", ".c.csv", "d.csv"] {
      try site.write("in/" + name, "sku\n\(name)\n")
    }
    try site.done("run")
    #expect(try skus(site) == ["d.csv"])
    let hidden = try self.site("files: \"in/.c*\"")
    try hidden.write("in/.c.csv", "sku\nA1\n")
    let ended = try hidden.wmsync("run")
    #expect([0, 78].contains(ended.status))
    #expect(try ended.status == 78 || skus(hidden) == [])
  }

  @Test func `a link in the place of a file with a manifest is reported and not read`() throws {
    let site = try site("files: \"in/*.csv\"", ready: "{manifest: \"{file}.manifest\"}")
    try site.write("real", "sku\nA1\n")
    try site.write("in/a.csv.manifest", "rows: 1\n")
    let made = try Program(path: "/bin/ln").run(
      ["-s", "../real", site.folder.path(of: "exchange/in/a.csv")], in: "/")
    try #require(made.status == 0)
    #expect(try site.wmsync("run").status == 3)
    #expect(try codes(site) == ["FILE_UNREADABLE"])
    #expect(try skus(site) == [])
  }

  @Test(.enabled(if: LawTool.strace != nil))
  func `on an older kernel a link or a file in the place of a folder is not followed`() throws {
    let site = try site("files: \"in/*.csv\"")
    try site.write("other/a.csv", "sku\nA1\n")
    let made = try Program(path: "/bin/ln").run(
      ["-s", "other", site.folder.path(of: "exchange/in")], in: "/")
    try #require(made.status == 0)
    let fault = RefusedCall(calls: "openat2", path: "", error: "ENOSYS", at: "1+", told: "")
    let ended = try fault.run(in: site)
    #expect(ended.status == 3, "\(ended.err)")
    #expect(try skus(site) == [])
    let below = try self.site("files: \"in/deep/*.csv\"")
    try below.write("in", "no folder")
    _ = try fault.run(in: below)
    #expect(try skus(below) == [])
    let missing = try self.site("files: \"in/deep/*.csv\"")
    #expect(try fault.run(in: missing).status == 0)
  }

  @Test(.enabled(if: LawTool.strace != nil))
  func `a folder whose listing cannot begin is told, and listed by the next run`() throws {
    let site = try site("files: \"in/*.csv\"")
    try site.write("in/a.csv", "sku\nA1\n")
    let fault = RefusedCall(calls: "fcntl", path: "exchange/in", error: "EIO", told: "")
    let ended = try fault.run(in: site)
    #expect(ended.status == 74, "\(ended.err)")
    #expect(ended.err.contains("exchange/in/: cannot list: "), "\(ended.err)")
    try site.done("run", at: TestSite.later)
    #expect(try skus(site) == ["A1"])
  }

  /// The sender removes it in the moment in which it is read; what was read is whole.
  @Test(.enabled(if: LawTool.strace != nil))
  func `a file that is removed while it is read was read whole`() throws {
    let site = try site("files: \"in/*.csv\"")
    try site.write("in/a.csv", "sku\nA1\n")
    let strace = try #require(LawTool.strace)
    let path = site.folder.path(of: "exchange/in/a.csv")
    let script = """
      \(strace.path) -f -qq -o /dev/null -P \(path) -e trace=read \
      -e inject=read:delay_enter=3000000:when=1 \(Program.wmsync.path) run --at \(TestSite.morning) &
      for i in $(seq 1 2000); do
        [ -e state/spool/incoming.tmp ] && break
        sleep 0.005
      done
      rm exchange/in/a.csv
      wait
      """
    let ended = try Program(path: "/bin/sh").run(["-c", script], in: site.folder.path)
    #expect(ended.status == 0, "\(ended.err)")
    #expect(try skus(site) == ["A1"])
  }

  // MARK: Numbers

  @Test func `files without a number are held, and what waits holds back what follows`() throws {
    let site = try site(
      "files: \"in/*.csv\", order: sequence", ready: "{trailer: {column: 1, equals: END, rows: 2}}",
      dialect: ", short_rows: pad")
    try site.write("in/none.csv", "sku;n\nX1;\nEND;1\n")
    try site.write("in/also.csv", "sku;n\nX2;\nEND;1\n")
    try site.write("in/f1.csv", "sku;n\nA1;\nEND;1\n")
    try site.write("in/f2.csv", "sku;n\nB2;\n")
    try site.write("in/f3.csv", "sku;n\nC3;\nEND;1\n")
    #expect(try site.wmsync("run").status == 3)
    #expect(try skus(site) == [])
    for name in ["none.csv", "also.csv"] {
      let gone = try Program(path: "/bin/rm").run(
        [site.folder.path(of: "exchange/in/" + name)], in: "/")
      try #require(gone.status == 0)
    }
    #expect(try site.wmsync("run", at: TestSite.later).status == 3)
    #expect(try skus(site) == ["A1"])
    try site.write("in/f2.csv", "sku;n\nB2;\nEND;1\n")
    _ = try site.wmsync("run", at: Self.eight)
    #expect(try skus(site) == ["A1", "B2", "C3"])
  }

  @Test func `a number that was taken before is a restart, one stepped over is late`() throws {
    let site = try site("files: \"in/*.csv\", order: sequence", mode: "snapshot")
    try site.write("in/f3.csv", "sku\nA1\nB2\n")
    try site.write("in/f5.csv", "sku\nA1\nB2\nC3\n")
    _ = try site.wmsync("run")
    try site.write("in/f4.csv", "sku\nA1\nB2\nOLD\n")
    _ = try site.wmsync("run", at: TestSite.later)
    #expect(
      try site.query("SELECT state, reason FROM files WHERE name = 'in/f4.csv'")
        == ["late|older than in/f5.csv"])
    try site.write("in/g5.csv", "sku\nA1\nB2\nC3\nD4\n")
    _ = try site.wmsync("run", at: Self.eight)
    #expect(
      try site.query("SELECT state, reason FROM files WHERE name = 'in/g5.csv'")
        == ["reused|the numbering started again"])
    #expect(try skus(site) == ["A1", "B2", "C3"])
    try site.done("watermarks set items --to 0 --note anew --yes", at: Self.eight)
    try site.write("in/h0.csv", "sku\nA1\nB2\nE5\n")
    _ = try site.wmsync("run", at: Self.nine)
    #expect(try site.query("SELECT count(*) FROM files WHERE name = 'in/h0.csv'") == ["1"])
  }

  // MARK: Columns and rows

  @Test func `new columns that the dialect ignores are not told`() throws {
    let site = try site("files: \"in/*.csv\"", dialect: ", extra_columns: ignore")
    try site.write("in/1.csv", "sku\nA1\n")
    try site.write("in/2.csv", "sku;colour\nB2;red\n")
    try site.done("run")
    #expect(try codes(site) == [])
    #expect(try skus(site) == ["A1", "B2"])
  }

  @Test func `rows of which nothing is made are counted as skipped`() throws {
    let site = try site("files: \"in/*.csv\"")
    let text = try #require(site.text("wmsync.yaml"))
    try site.folder.write(
      "wmsync.yaml",
      text.replacing("      entity: item\n", with: "").replacing("    entity: item\n", with: "")
        .replacing(
          "fields: {sku: {column: sku}}",
          with: "emit: [{entity: item, when: {column: kind, equals: I},"
            + " fields: {sku: {column: sku}}}]"))
    try site.write("in/1.csv", "sku;kind\nA1;I\nB2;X\n")
    try site.done("run")
    #expect(try site.query("SELECT rows, skipped, new FROM files") == ["2|1|1"])
  }

  @Test func `a record without any line is no line`() throws {
    let site = try site(
      "files: \"in/*\"", "each: /lines",
      fields: "po: {path: ../po}, line: {path: /n}", dialect: "", entity: "purchase_order_line")
    let text = try #require(site.text("wmsync.yaml"))
    try site.folder.write(
      "wmsync.yaml", text.replacing("{format: csv, delimiter: \";\"}", with: "{format: ndjson}"))
    try site.write(
      "in/1.ndjson", "{\"po\":\"P1\",\"lines\":[]}\n{\"po\":\"P2\",\"lines\":[{\"n\":1}]}\n")
    let ended = try site.wmsync("run")
    #expect(ended.status == 0, "\(ended.err)")
    #expect(try site.query("SELECT po, line FROM purchase_order_line") == ["P2|1"])
    #expect(try site.query("SELECT rows, skipped FROM files") == ["2|1"])
  }

  @Test func `a waiting row of a type that is not there any more waits on`() throws {
    let site = try site(
      "files: \"in/*.csv\"", fields: "sku: {column: sku}, weight_kg: {column: w}")
    try site.write("in/1.csv", "sku;w\nA1;heavy\n")
    try site.done("run")
    _ = try site.query("UPDATE held_row SET entity = 'nothing'")
    try site.write("in/2.csv", "sku;w\nA1;1\n")
    try site.done("run", at: TestSite.later)
    #expect(try site.query("SELECT count(*) FROM held_row") == ["1"])
    #expect(try site.query("SELECT weight_kg FROM item") == ["1"])
  }

  @Test func `two faults of one key and field are two reports`() throws {
    let site = try site(
      "files: \"in/*.csv\"", fields: "sku: {column: sku}, weight_kg: {column: w}")
    try site.write("in/1.csv", "sku;w\nA1;heavy\nA1;light\nB2;1\n")
    try site.done("run")
    #expect(
      try site.query("SELECT field, line FROM exceptions WHERE state = 'open' ORDER BY line")
        == ["weight_kg|2", "weight_kg #2|3"])
  }

  @Test func `a tolerance of seconds is told in seconds`() throws {
    let site = try site(
      "files: \"in/*.csv\"",
      fields: "message: {column: m}, result: {constant: accepted}, at: {column: at}",
      entity: "ack", sections: "limits: {future: 90s}")
    try site.write("in/1.csv", "m;at\nM1;2026-11-23T07:00:00Z\n")
    _ = try site.wmsync("run")
    let told = try site.query("SELECT message FROM exceptions WHERE code = 'TIME_INVALID'")
    #expect(told.count == 1 && told[0].contains("by more than 90s"), "\(told)")
  }

  @Test func `more rows than are written at once are all taken`() throws {
    let site = try site("files: \"in/*.csv\"")
    try site.write("in/1.csv", "sku\n" + (1...100_001).map { "A\($0)\n" }.joined())
    #expect(try site.wmsync("run", seconds: 300).status == 0)
    #expect(try site.query("SELECT rows, new FROM files") == ["100001|100001"])
    #expect(try site.query("SELECT count(*) FROM item") == ["100001"])
  }

  // MARK: References

  @Test func `a warehouse is a place, and a unit without a divisor holds whole base units`()
    throws
  {
    let site = try TestSite(
      """
      version: 1
      site: units
      timezone: UTC
      systems:
        erp: {role: erp}
      warehouses:
        HAM: {name: Hamburg, system: erp}
      dialects:
        plain: {format: csv, delimiter: ";"}
      feeds:
        items:
          entity: item
          from: {system: erp, files: "items/*", dialect: plain}
          ready: {rename: true}
          mode: delta
          fields: {sku: {column: sku}, base_uom: {constant: EA}}
        units:
          entity: item_unit
          from: {system: erp, files: "units/*", dialect: plain}
          ready: {rename: true}
          mode: delta
          fields: {sku: {column: sku}, uom: {column: uom}, numerator: {column: n}, denominator: {column: d}}
        moves:
          entity: adjustment
          from: {system: erp, files: "moves/*", dialect: plain}
          ready: {rename: true}
          mode: delta
          fields:
            adjustment: {column: no}
            line: {constant: 1}
            warehouse: {constant: HAM, exists_in: location}
            sku: {column: sku}
            delta: {column: qty, unit: {column: uom}}

      """)
    try site.write("items/1.csv", "sku\nA1\n")
    try site.write("units/1.csv", "sku;uom;n;d\nA1;CS;12;\nA1;PAL;100;0\n")
    try site.write(
      "moves/1.csv", "no;sku;qty;uom\nM1;A1;2;CS\nM2;A1;1;PAL\n")
    let ended = try site.wmsync("run")
    try #require(ended.status == 0, "\(ended.err)")
    let held = try site.query("SELECT line, code, payload FROM held_row ORDER BY line")
    #expect(
      try site.query("SELECT adjustment, delta FROM adjustment") == ["M1|24"], "\(held)")
    #expect(try site.query("SELECT code FROM held_row") == ["UOM_UNKNOWN"])
  }
}
