import Glibc
import Testing
import Workbench

/// Whatever a system drops: no crash, no hang, no row lost without a report.
@Suite struct BadInputTests {
  /// The site of all broken files after one run, and how that run ended.
  private struct Station {
    let site: TestSite
    let ended: Program.Outcome

    init(_ inputs: [BadInput]) throws {
      site = try TestSite(Self.configuration(for: inputs))
      for (number, input) in inputs.enumerated() {
        try site.folder.write(
          "exchange/" + Self.name(number, input), bytes: Self.own(input.bytes, number))
      }
      ended = try site.wmsync("run --json", seconds: 60)
    }

    /// The content with article codes of its own, as A1 and B2 become A1n7 and B2n7: the same fault
    /// of the same article in two files would be one exception.
    static func own(_ bytes: [UInt8], _ number: Int) -> [UInt8] {
      var own: [UInt8] = []
      for (index, byte) in bytes.enumerated() {
        own.append(byte)
        let isCode =
          (0x31...0x34).contains(byte) && index > 0 && (0x41...0x43).contains(bytes[index - 1])
        if isCode { own += Array("n\(number)".utf8) }
      }
      return own
    }

    static func name(_ number: Int, _ input: BadInput) -> String {
      "in/\(number)_1.\(input.format.rawValue)"
    }

    static func configuration(for inputs: [BadInput]) -> String {
      var text = top + BadInput.Format.allCases.map(model).joined()
      for (number, input) in inputs.enumerated() {
        let format = input.format.rawValue
        let files = "in/\(number)_*.\(format)"
        text += """
            feed-\(number):
              like: \(format)
              from: {system: erp, files: "\(files)", dialect: \(format), order: name}

          """
      }
      return text + "alerts:\n  report: {csv: exceptions.csv}\n"
    }

    static let top = """
      version: 1
      site: broken
      timezone: Europe/Berlin
      state: state
      exchange: exchange
      systems:
        erp: {role: erp}
      dialects:
        csv: {format: csv, encoding: utf-8, delimiter: ";", header: required, extra_columns: error}
        json: {format: json, records: /records}
        ndjson: {format: ndjson}
      feeds:

      """

    /// A feed of each format that others are like; nothing is dropped for it.
    static func model(_ format: BadInput.Format) -> String {
      let place = format == .csv ? "column: " : "path: /"
      let name = format.rawValue
      return """
          \(name):
            entity: item
            from: {system: erp, files: "none/*.\(name)", dialect: \(name), order: name}
            ready: {rename: true}
            mode: delta
            fields:
              sku: {\(place)sku, required: true}
              name: {\(place)name}
              weight_kg: {\(place)weight, min: 0}

        """
    }
  }

  private static let station = Result { try Station(BadInput.all) }

  @Test func `a run over every broken file ends as partial within seconds`() throws {
    let ended = try Self.station.get().ended
    #expect(BadInput.all.count >= 70)
    #expect(ended.status == 3)
    #expect(ended.err == "")
    #expect(try JSONTree(ended.out)["feeds"]?.items.count == BadInput.all.count + 3)
  }

  @Test func `a second run over the same broken files changes nothing`() throws {
    let site = try TestSite(copyOf: Self.station.get().site)
    let before = try site.query("SELECT id, state, code, key, file, line FROM exceptions")
    let records = try site.query("SELECT * FROM item_record")
    #expect(try site.wmsync("run --json", at: "2026-11-23T06:05:00Z").status == 3)
    #expect(try site.query("SELECT id, state, code, key, file, line FROM exceptions") == before)
    #expect(try site.query("SELECT * FROM item_record") == records)
  }

  @Test(arguments: BadInput.all.indices)
  func `a broken file is refused, or each of its rows is counted`(number: Int) throws {
    let input = BadInput.all[number]
    let site = try Self.station.get().site
    let name = Station.name(number, input)
    let counts =
      try site.query(
        "SELECT state, rows, skipped + new + changed + unchanged + held, held FROM files "
          + "WHERE name = '\(name)'"
      ).first?.split(separator: "|").map(String.init) ?? ["absent", "0", "0", "0"]
    let reports = try site.query(
      "SELECT code FROM exceptions WHERE file = '\(name)' AND state = 'open'")
    let rows = [counts[1], counts[2], counts[3]].compactMap(Int.init)
    let said = "\(input.format) with \(input.story): \(counts), \(reports)"
    #expect(rows[0] == rows[1], "\(said)")
    switch input.outcome {
    case .refused:
      #expect(counts[0] != "accepted" && rows[0] == 0 && reports.count == 1, "\(said)")
    case .rows(let total, let held):
      #expect(counts[0] == "accepted" && rows[0] == total && rows[2] == held, "\(said)")
      #expect(reports.isEmpty == (held == 0), "\(said)")
    case .reported:
      #expect(!reports.isEmpty && (counts[0] == "accepted") == (rows[2] > 0), "\(said)")
    }
  }

  @Test func `every held row has a report of its own with its line`() throws {
    let site = try Self.station.get().site
    // Two rows of one key are one exception that names both.
    let held = try site.query(
      "SELECT sum(held) - (SELECT count(*) FROM exceptions WHERE code = 'KEY_DUPLICATE') "
        + "FROM files WHERE state = 'accepted'")
    #expect(
      try site.query(
        "SELECT count(*) FROM exceptions e JOIN files f ON f.name = e.file "
          + "WHERE f.state = 'accepted' AND e.line > 0") == held)
  }

  @Test func `the report of broken files is itself a clean file`() throws {
    let site = try Self.station.get().site
    let text = try #require(site.text("exceptions.csv"))
    let rows = CSVCells.rows(of: text)
    #expect(rows.allSatisfy { $0.count == ReportTests.columns.count })
    let isClean = text.unicodeScalars.allSatisfy {
      $0 == "\n" || ($0.value >= 0x20 && !(0x7f...0x9f).contains($0.value))
    }
    #expect(isClean)
    #expect(text.utf8.count < 300_000)
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
  ]

  @Test(arguments: oddities)
  func `what is no file is reported and never opened`(
    oddity: (story: String, make: String)
  ) throws {
    let empty = BadInput(.csv, "", "", .refused)
    let site = try TestSite(Station.configuration(for: [empty, empty]))
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
    let empty = BadInput(.csv, "", "", .refused)
    let site = try TestSite(Station.configuration(for: [empty]))
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
    let empty = BadInput(.csv, "", "", .refused)
    let site = try TestSite(
      Station.configuration(for: [empty])
        .replacing("    like: csv\n", with: "    like: csv\n    max_bytes: 1000\n"))
    try site.write(
      "in/0_1.csv", "sku;name;weight\n" + String(repeating: "A1;Axe;1\n", count: 200))
    #expect(try site.wmsync("run").status == 3)
    #expect(
      try site.query("SELECT code, file FROM exceptions")
        == ["FILE_UNREADABLE|in/0_1.csv"])
    #expect(try site.query("SELECT count(*) FROM item") == ["0"])
  }
}
