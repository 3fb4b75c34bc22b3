import Testing
import Workbench

/// What happened is counted as units were when it happened.
struct UnitHistoryTests {
  private static let configuration = """
    version: 1
    site: units
    systems: {erp: {role: erp}, wms: {role: wms}}
    dialects: {plain: {format: csv, delimiter: ",", datetime: rfc3339}}
    feeds:
      packs:
        entity: item_unit
        from: {system: erp, files: "packs_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {sku: {column: sku}, uom: {column: unit}, numerator: {column: num}, denominator: {column: den}, valid_from: {column: from}}
      counts:
        entity: adjustment
        from: {system: wms, files: "counts_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {adjustment: {column: id}, line: {constant: "1"}, delta: {column: qty, unit: {column: unit}}, sku: {column: sku}, adjusted_at: {column: at}}

    """
  private let site: TestSite

  init() throws { site = try TestSite(Self.configuration) }

  /// Says what a carton holds, on a day of November.
  private func pack(_ row: String, on day: Int) throws {
    try site.write("packs_\(day).csv", "sku,unit,num,den,from\nA,KT,\(row)\n")
    try site.done("run", at: "2026-11-\(day)T12:00:00Z")
  }

  /// How many pieces one carton of each of these moments is.
  private func pieces(_ name: String, at moments: [String]) throws -> [String] {
    let rows = moments.enumerated().map { "\(name)\($0),A,1,KT,\($1)\n" }
    try site.write("counts_\(name).csv", "id,sku,qty,unit,at\n" + rows.joined())
    try site.done("run", at: "2026-11-30T12:00:00Z")
    return try site.query(
      "SELECT delta FROM adjustment WHERE adjustment LIKE '\(name)%' ORDER BY adjustment")
  }

  @Test func `each factor holds from its day until the next one`() throws {
    try pack("12,,", on: 10)
    try pack("10,,2026-11-12", on: 14)
    try pack("8,1,2026-11-20", on: 16)
    let moments = [
      "2026-11-01T00:00:00Z", "2026-11-11T23:59:59Z", "2026-11-12T00:00:00Z",
      "2026-11-19T23:59:59Z", "2026-11-20T00:00:00Z", "2026-11-29T00:00:00Z", "",
    ]
    #expect(try pieces("a", at: moments) == ["12", "12", "10", "10", "8", "8", "8"])
    // It began earlier than was said before.
    try pack("6,1,2026-11-11", on: 25)
    #expect(
      try pieces("b", at: ["2026-11-10T00:00:00Z", "2026-11-11T00:00:00Z", "2026-11-13T00:00:00Z"])
        == ["12", "6", "6"])
  }

  @Test func `a unit that is not counted in anything has no factor of before`() throws {
    let site = try TestSite(
      Self.configuration.replacing(
        "numerator: {column: num}, denominator: {column: den}", with: "pack_level: {column: num}"))
    for (day, level) in [(10, "case"), (11, "pallet")] {
      try site.write("packs_\(day).csv", "sku,unit,num,den,from\nA,KT,\(level),,\n")
      try site.done("run", at: "2026-11-\(day)T12:00:00Z")
    }
    #expect(try site.query("SELECT pack_level FROM item_unit") == ["pallet"])
    #expect(try site.query("SELECT count(*) FROM unit_before") == ["0"])
  }

  @Test func `without a day a factor holds from the run that read it`() throws {
    try pack("12,1,", on: 10)
    try pack("24,2,", on: 12)
    try pack("10,1,", on: 14)
    #expect(
      try pieces("a", at: ["2026-11-14T11:59:59Z", "2026-11-14T12:00:00Z"]) == ["12", "10"])
    #expect(try site.query("SELECT count(*) FROM unit_before") == ["1"])
  }
}
