import Glibc
import Testing
import Workbench

/// When a file is whole: what its sender says, and what the file itself shows.
@Suite struct ReadinessTests {
  /// A site of one feed of articles, ready as given.
  static func site(_ ready: String, more: String = "", mode: String = "delta") throws -> TestSite {
    try TestSite(
      """
      version: 1
      site: gate
      timezone: Europe/Berlin
      systems:
        erp: {role: erp}
      dialects:
        plain: {format: csv, delimiter: ";", decimal: ",", thousands: "."}
      feeds:
        items:
          entity: item
          from: {system: erp, files: "in/items_*.csv", dialect: plain, order: name}
          ready: \(ready)
          mode: \(mode)
          after: keep
          \(more)
          fields:
            sku: {column: sku, required: true}
            name: {column: name}
            weight_kg: {column: weight}

      """)
  }

  static let two = "sku;name;weight\nA1;Axe;1,5\nB2;Bow;1.002\n"

  private static func minute(_ minute: Int) -> String {
    "2026-11-23T06:\(minute < 10 ? "0" : "")\(minute):00Z"
  }

  private func skus(_ site: TestSite) throws -> [String] {
    try site.query("SELECT sku FROM item ORDER BY sku")
  }

  private func open(_ site: TestSite) throws -> [String] {
    try site.query("SELECT code, message FROM exceptions WHERE state = 'open' ORDER BY id")
  }

  // MARK: Manifest

  static let manifests = [
    "rows: 2\nbytes: 40\nsequence: 7\nrun: N-7\nnobody: knows\n",
    "# written by the night job\r\nrows=2\r\nbytes = 40\r\n",
    "{\"rows\": 2, \"bytes\": \"40\", \"run\": \"N-7\", \"more\": [1]}",
  ]

  @Test(arguments: manifests)
  func `a file is read once its manifest is there and agrees`(manifest: String) throws {
    let site = try Self.site("{manifest: \"{file}.manifest\"}")
    try site.write("in/items_1.csv", Self.two)
    #expect(try site.wmsync("run").status == 0)
    #expect(try skus(site) == [])
    try site.write("in/items_1.csv.manifest", manifest)
    try site.done("run", at: Self.minute(1))
    #expect(try skus(site) == ["A1", "B2"])
    #expect(try open(site) == [])
  }

  static let disagreeing = [
    ("rows: 3", "the manifest says 3 rows, the file has 2"),
    ("bytes: 41", "the manifest says 41 bytes, the file has 40"),
    (
      "sha256: " + String(repeating: "0", count: 64),
      "the manifest says SHA-256 000000000000…, the file has"
    ),
  ]

  @Test(arguments: disagreeing)
  func `a file that its manifest does not know is held, and refused at the third look`(
    manifest: String, said: String
  ) throws {
    let site = try Self.site("{manifest: \"{file}.manifest\"}")
    try site.write("in/items_1.csv", Self.two)
    try site.write("in/items_1.csv.manifest", manifest + "\n")
    for look in 1...4 {
      #expect(try site.wmsync("run", at: Self.minute(look)).status == 3)
      let open = try open(site)
      #expect(open.count == 1)
      #expect(open[0].hasPrefix(look < 3 ? "FILE_PARTIAL|" : "TRAILER_MISMATCH|"), "\(open)")
      #expect(open[0].contains("in/items_1.csv:1: \(said)"), "\(open)")
      #expect(try skus(site) == [])
    }
    try site.write("in/items_1.csv.manifest", "rows: 2\nbytes: 40\n")
    try site.done("run", at: Self.minute(5))
    #expect(try skus(site) == ["A1", "B2"])
    #expect(try open(site) == [])
  }

  static let broken = [
    ("", "it says none of rows, bytes and sha256"), ("rows: many\n", "its rows is no whole number"),
    ("{\"rows\": 2", "it is no JSON"), ("sha256: abc\n", "its sha256 is no SHA-256"),
  ]

  @Test(arguments: broken)
  func `a manifest that cannot be read holds its file`(manifest: String, said: String) throws {
    let site = try Self.site("{manifest: \"{file}.manifest\"}")
    try site.write("in/items_1.csv", Self.two)
    try site.write("in/items_1.csv.manifest", manifest)
    #expect(try site.wmsync("run").status == 3)
    #expect(try open(site).allSatisfy { $0.hasPrefix("FILE_PARTIAL|") && $0.contains(said) })
    #expect(try open(site).count == 1)
  }

  @Test func `two equal files of changes are both taken when their manifests name two runs`() throws
  {
    let site = try Self.site("{manifest: \"{file}.manifest\"}")
    let files = [("1", "A1;Axe;1\n", "r1"), ("2", "A1;Axe;2\n", "r2"), ("3", "A1;Axe;1\n", "r3")]
    for (number, row, run) in files {
      try site.write("in/items_\(number).csv", "sku;name;weight\n" + row)
      try site.write("in/items_\(number).csv.manifest", "rows: 1\nrun: \(run)\n")
    }
    try site.done("run")
    #expect(try site.query("SELECT weight_kg FROM item") == ["1"])
    try site.write("in/items_4.csv", "sku;name;weight\nA1;Axe;1\n")
    try site.write("in/items_4.csv.manifest", "rows: 1\nrun: r3\n")
    try site.done("run", at: Self.minute(1))
    #expect(try open(site).map { $0.prefix(14) } == ["FILE_DUPLICATE"])
  }

  @Test func `a manifest and its file go away together`() throws {
    let site = try Self.site("{manifest: \"{file}.manifest\"}")
    let text = try #require(site.text("wmsync.yaml"))
    try site.folder.write("wmsync.yaml", text.replacing("after: keep", with: "after: archive"))
    try site.write("in/items_1.csv", Self.two)
    try site.write("in/items_1.csv.manifest", "rows: 2\n")
    try site.done("run")
    #expect(site.folder.names(in: "exchange/in") == [])
    try site.done("watermarks rewind items --to start --yes")
    try site.done("run", at: Self.minute(1))
    #expect(try site.query("SELECT rows FROM files ORDER BY id DESC LIMIT 1") == ["2"])
  }

  // MARK: Trailer

  static let trailer = "{trailer: {column: 1, equals: TRAILER, rows: 2, sum: 3, of: 3}}"

  @Test func `a file that ends with its trailer is read without it`() throws {
    let site = try Self.site(Self.trailer)
    try site.write("in/items_1.csv", Self.two + "TRAILER;2;1.003,5\n")
    try site.done("run")
    #expect(try skus(site) == ["A1", "B2"])
    #expect(try site.query("SELECT rows, held FROM files") == ["2|0"])
    #expect(try open(site) == [])
  }

  static let trailers = [
    ("", "the feed says a last row with \"TRAILER\" in column 1, the file has 2 rows and no"),
    ("TRAI", "the feed says a last row with \"TRAILER\" in column 1, the file has 3 rows and no"),
    ("TRAILER;3;1.003,5\n", "the trailer says 3 rows, the file has 2"),
    ("TRAILER;2;1.003,6\n", "the trailer says the sum 1003.6, the file has 1003.5"),
    ("TRAILER;x;1.003,5\n", "the file has \"x\" in place of the number of rows"),
  ]

  @Test(arguments: trailers)
  func `a file whose trailer is missing or says otherwise is held until it is whole`(
    end: String, said: String
  ) throws {
    let site = try Self.site(Self.trailer)
    try site.write("in/items_1.csv", Self.two + end)
    for look in 1...4 {
      #expect(try site.wmsync("run", at: Self.minute(look)).status == 3)
      let open = try open(site)
      #expect(open.count == 1 && open[0].contains(said), "\(open)")
      #expect(open[0].hasPrefix(look < 3 ? "FILE_PARTIAL|" : "TRAILER_MISMATCH|"), "\(open)")
      #expect(try skus(site) == [])
    }
    try site.write("in/items_1.csv", Self.two + "TRAILER;2;1003,5\n")
    try site.done("run", at: Self.minute(5))
    #expect(try skus(site) == ["A1", "B2"])
    #expect(try open(site) == [])
  }

  @Test func `rows behind a trailer make the file unreadable`() throws {
    let site = try Self.site(Self.trailer)
    try site.write("in/items_1.csv", Self.two + "TRAILER;2;1003,5\nC3;Cap;1\n")
    #expect(try site.wmsync("run").status == 3)
    #expect(try open(site).allSatisfy { $0.contains("rows follow behind the trailer") })
    #expect(try skus(site) == [])
  }

  // MARK: Marker, settling, writers

  @Test func `a file written again after its marker is held`() throws {
    let site = try Self.site("{marker: \"{file}.ok\"}")
    try site.write("in/items_1.csv", Self.two)
    try site.write("in/items_1.csv.ok", "")
    try touch(site, "items_1.csv.ok", "2026-11-23T05:00:00Z")
    try touch(site, "items_1.csv", "2026-11-23T05:00:01Z")
    try site.done("run", at: Self.minute(0))
    #expect(try skus(site) == [])
    #expect(try open(site) == [])
    #expect(try site.wmsync("run", at: TestSite.later).status == 0)
    #expect(
      try open(site).allSatisfy {
        $0.contains("its marker in/items_1.csv.ok is older than the file")
      })
    #expect(try open(site).count == 1)
    try touch(site, "items_1.csv.ok", "2026-11-23T05:00:01Z")
    try site.done("run", at: "2026-11-23T07:05:00Z")
    #expect(try skus(site) == ["A1", "B2"])
    #expect(try open(site) == [])
  }

  private func touch(_ site: TestSite, _ name: String, _ time: String) throws {
    let ended = try Program(path: "/usr/bin/touch").run(
      ["-d", time, site.folder.path(of: "exchange/in/" + name)], in: "/")
    try #require(ended.status == 0)
  }

  @Test func `a file must look the same twice, a minute apart`() throws {
    let site = try Self.site("{stable: 60s}")
    try site.write("in/items_1.csv", "sku;name;weight\nA1;Axe;1\n")
    try site.done("run", at: "2026-11-23T06:00:00Z")
    try site.done("run", at: "2026-11-23T06:00:59Z")
    #expect(try skus(site) == [])
    try site.write("in/items_1.csv", Self.two)
    try site.done("run", at: "2026-11-23T06:01:00Z")
    #expect(try skus(site) == [])
    try site.done("run", at: "2026-11-23T06:02:00Z")
    #expect(try skus(site) == ["A1", "B2"])
  }

  @Test func `a clock that was wrong by years holds a file for a minute only`() throws {
    let site = try Self.site("{stable: 60s}")
    try site.write("in/items_1.csv", Self.two)
    try site.done("run", at: "2099-01-01T00:00:00Z")
    try site.done("run", at: "2026-11-23T06:00:00Z")
    #expect(try skus(site) == [])
    try site.done("run", at: "2026-11-23T06:01:00Z")
    #expect(try skus(site) == ["A1", "B2"])
  }

  @Test func `a file that its sender still has open is not read`() throws {
    let site = try Self.site("{rename: true}")
    try site.write("in/items_1.csv", Self.two)
    let path = site.folder.path(of: "exchange/in/items_1.csv")
    let writer = Glibc.open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    try #require(writer >= 0)
    try site.done("run")
    #expect(try skus(site) == [])
    #expect(try open(site) == [])
    try site.done("run", at: TestSite.later)
    #expect(try open(site).map { $0.prefix(12) } == ["FILE_PARTIAL"])
    close(writer)
    try site.done("run", at: "2026-11-23T07:05:00Z")
    #expect(try skus(site) == ["A1", "B2"])
    #expect(try open(site) == [])
  }

  @Test func `a lock of the sender is honoured`() throws {
    let site = try Self.site("{rename: true}")
    try site.write("in/items_1.csv", Self.two)
    let holder = Glibc.open(
      site.folder.path(of: "exchange/in/items_1.csv"), O_RDONLY | O_CLOEXEC)
    try #require(flock(holder, LOCK_EX) == 0)
    try site.done("run")
    #expect(try skus(site) == [])
    close(holder)
    try site.done("run", at: Self.minute(1))
    #expect(try skus(site) == ["A1", "B2"])
  }

  // MARK: Configuration

  static let mistakes = [
    ("{manifest: manifest}", "expected a file name as \"{file}.ok\""),
    ("{trailer: {column: 1, equals: T}}", "missing one of \"rows\", \"sum\""),
    ("{trailer: {column: 1, equals: T, sum: 2}}", "\"sum\" and \"of\" belong together"),
    ("{trailer: {column: 0, equals: T, rows: 2}}", "a whole number from 1"),
    ("{trailer: {column: 1, equals: T, rows: 2}, rename: true}", "only one of"),
  ]

  @Test(arguments: mistakes)
  func `a way to be ready that says too little is refused`(ready: String, said: String) throws {
    let ended = try Self.site(ready).wmsync("check")
    #expect(ended.status == 78)
    #expect(ended.err.contains(said), "\(ended.err)")
  }

  @Test func `a trailer of a file without rows of cells is refused`() throws {
    let site = try Self.site(Self.trailer)
    let text = try #require(site.text("wmsync.yaml"))
    try site.folder.write("wmsync.yaml", text.replacing("format: csv", with: "format: ndjson"))
    #expect(try site.wmsync("check").err.contains("only a csv dialect has rows"))
  }
}
