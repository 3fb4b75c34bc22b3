import Domain
import Intake
import Mapping
import Planning
import Reconciliation
import Testing
import Workbench

@testable import Syncing

@Suite("Reading wmsync.yaml")
struct SettingsFileTests {
  private func complete() throws -> Settings {
    try Settings.read(text: completeConfiguration, path: "/srv/nordlicht/wmsync.yaml")
  }

  private func feed(_ id: FeedID) throws -> FeedSettings {
    try #require(try complete().feeds.first { $0.id == id })
  }

  private func rule(_ field: String) throws -> FieldRule {
    let rules = try feed("erp-items").mapping.emits[0].fields
    return try #require(rules.first { $0.field == field })
  }

  @Test(
    .enabled(if: Workbench.sharedFolder != nil, "needs ../shared"),
    arguments: ["adventureworks", "inventree", "online-retail", "partners"])
  func `the configuration of a real site is read without a mistake`(site: String) throws {
    let shared = try #require(Workbench.sharedFolder)
    let settings = try Settings.read(path: "\(shared)/acceptance/\(site)/wmsync.yaml")
    #expect(settings.site == site)
    #expect(!settings.feeds.isEmpty)
  }

  @Test func `folders start where the configuration stands`() throws {
    let settings = try complete()
    #expect(settings.site == "nordlicht")
    #expect(settings.timezone == "Europe/Berlin")
    #expect(settings.stateFolder == "/srv/nordlicht/state")
    #expect(settings.exchangeFolder == "/srv/nordlicht/exchange")
    #expect(settings.alerts.reportCSV == "/srv/nordlicht/report/exceptions.csv")
    #expect(settings.alerts.reportJSON == "/var/lib/wmsync/exceptions.json")
  }

  @Test func `systems and warehouses keep their order and their names elsewhere`() throws {
    let settings = try complete()
    #expect(settings.systems.map(\.id) == ["erp", "wms", "tpl", "shop"])
    #expect(settings.systems.map(\.role) == [.erp, .wms, .thirdParty, .channel])
    var hamburg = WarehouseSettings(
      id: "HAM", name: "Hamburg", system: "wms", aliases: ["erp": "01", "wms": "HH1"])
    hamburg.site.serves = ["DE", "DK", "SE"]
    hamburg.site.rank = 1
    hamburg.site.place = GeoPoint(latitude: 53.55, longitude: 9.99)
    var tilburg = WarehouseSettings(
      id: "TIL", name: "Tilburg 3PL", system: "tpl", aliases: ["erp": "90", "tpl": "NLTIL"])
    tilburg.site.serves = ["NL", "BE", "FR", "NO"]
    tilburg.site.rank = 2
    #expect(settings.warehouses == [hamburg, tilburg])
  }

  @Test func `a dialect says how every character is meant`() throws {
    let dialects = try complete().dialects
    var erp = Dialect(name: "erp-csv")
    erp.encoding = .windows1252
    erp.delimiter = ";"
    erp.decimalMark = ","
    erp.thousandsMark = "."
    erp.datePattern = "dd.MM.yyyy"
    erp.timePattern = "dd.MM.yyyy HH:mm:ss"
    erp.trim = true
    #expect(dialects["erp-csv"] == erp)
    var tpl = Dialect(name: "tpl-csv")
    tpl.encoding = .latin9
    tpl.byteOrderMark = .require
    tpl.delimiter = "\t"
    tpl.quote = nil
    tpl.header = .optional
    tpl.skipLines = 2
    tpl.comment = "#"
    tpl.nulls = ["", "NULL"]
    tpl.timezone = "Europe/Amsterdam"
    tpl.shortRows = .pad
    tpl.duplicateKeys = .last
    tpl.maxRowBytes = 65_536
    tpl.maxDepth = 8
    #expect(dialects["tpl-csv"] == tpl)
    #expect(dialects["wms-json"]?.records == "/records")
  }

  @Test func `cross references are given in place or in a file`() throws {
    let references = try complete().crossReferences
    #expect(
      references["carrier"]
        == CrossReferenceSettings(
          name: "carrier", source: .values(["DHLNL": "dhl", "PNL": "postnl"]), unmatched: .warn))
    #expect(
      references["tpl-sku"]
        == CrossReferenceSettings(
          name: "tpl-sku",
          source: .file(
            path: "xref/tpl_sku.csv", dialect: "tpl-csv", theirs: "client_code", ours: "sku"),
          unmatched: .hold))
  }

  @Test func `a feed keeps its guards, its rhythm and its place in the file`() throws {
    let items = try feed("erp-items")
    #expect(items.system == "erp" && items.files == "erp/out/items_*.csv")
    #expect(items.dialect.name == "erp-csv" && items.order == .name && items.mode == .snapshot)
    #expect(items.ready == .marker("{file}.ok"))
    #expect(
      items.guards
        == GuardSettings(
          minRows: 5000, maxMissingPercent: ExactDecimal(2), maxChangedPercent: ExactDecimal(30),
          maxToZeroPercent: ExactDecimal(3)))
    #expect(
      items.rhythm
        == RhythmSettings(every: 86_400, late: 93_600, critical: 172_800, hours: 360...1320))
    #expect(items.isRewrittenInPlace && items.maxBytes == 256 << 20 && items.line == 37)
    #expect(items.mapping.when == RowCondition(.column("Mandant"), .isIn(["1", "2"])))
  }

  @Test func `what a feed does not say has a careful default`() throws {
    let acks = try feed("wms-acks")
    #expect(acks.mode == .delta && acks.order == .name && acks.ready == .rename)
    #expect(acks.after == .delete && acks.duplicateRows == .keep && acks.scope.isEmpty)
    #expect(acks.guards == GuardSettings() && acks.rhythm == nil && acks.maxBytes == 8 << 30)
    #expect(!acks.isRewrittenInPlace && acks.gapGraceSeconds == 0 && acks.mapping.mode == .all)
    let moves = try feed("wms-moves")
    #expect(moves.ready == .stable(seconds: 60) && moves.after == .archive)
    #expect(moves.order == .modified)
  }

  @Test func `fields stand in the order of the catalogue, whatever the file's order`() throws {
    let fields = try feed("erp-items").mapping.emits[0].fields.map(\.field)
    #expect(
      fields == [
        "sku", "name", "status", "hazmat", "unit_cost", "weight_kg", "supplier", "lead_time_days",
      ])
  }

  @Test func `every step of a field is kept`() throws {
    let sku = try rule("sku")
    #expect(sku.isRequired && sku.pad == FieldRule.Pad(.left, width: 8, with: "0"))
    let name = try rule("name")
    #expect(name.collapseSpace && name.replacePattern == " +$" && name.replaceWith.isEmpty)
    let weight = try rule("weight_kg")
    #expect(weight.minimum == .zero && weight.maximum == ExactDecimal("1000.5"))
    #expect(weight.onError == .warn)
    let supplier = try rule("supplier")
    #expect(supplier.stripLeading == "0" && supplier.letterCase == .upper)
    #expect(supplier.trim == false && supplier.existsIn == "partner")
    let cost = try rule("unit_cost")
    #expect(cost.source == .columnNumber(12) && cost.impliedDecimals == 2)
    #expect(try rule("status").values == ["A": "active", "G": "blocked", "L": "discontinued"])
  }

  @Test func `words that YAML takes for true, false or a number stay words`() throws {
    let hazmat = try rule("hazmat")
    #expect(hazmat.trueWords == ["J", "1"] && hazmat.falseWords == ["N", "0", ""])
    #expect(try rule("lead_time_days").source == .constant("7"))
    let result = try feed("wms-acks").mapping.emits[0].fields[1]
    #expect(result.values == ["true": "accepted", "false": "rejected"])
    let bare = try Settings.read(
      text: shortConfiguration + """
        feeds:
          a:
            entity: receipt
            from: {system: wms, files: "a", dialect: csv}
            fields: {receipt: {constant: 007}, line: {constant: 1.50}, version: {constant: 1}, complete: {constant: true}}
        """, path: "/a.yaml")
    #expect(
      bare.feeds[0].mapping.emits[0].fields.map(\.source) == [
        .constant("007"), .constant("1.50"), .constant("1"), .constant("true"),
      ])
  }

  @Test func `one document becomes a header and its lines`() throws {
    let mapping = try feed("erp-orders").mapping
    #expect(mapping.emits.map(\.entity) == ["sales_order", "sales_order_line"])
    let lines = mapping.emits[1]
    #expect(lines.each == "/lines")
    #expect(lines.when == RowCondition(.path("/state"), .not(.matches("^x"))))
    #expect(lines.fields[0].source == .path("../id") && lines.fields[3].unit == .path("/uom"))
    let moves = try feed("wms-moves").mapping.emits[0].fields
    #expect(moves[0].source == .template("{Beleg}-{3}"))
    #expect(moves[1].source == .ordinal(["Beleg", "3"]) && moves[2].negate)
    #expect(try feed("tpl-stock").scope == ["warehouse": ["TIL"]])
  }

  @Test func `rules are cited by file and line`() throws {
    let settings = try complete()
    #expect(settings.ownership.map(\.source) == (85...89).map { "wmsync.yaml:\($0)" })
    #expect(settings.ownership[1].fallback == "erp" && settings.ownership[1].onDrift == .adopt)
    #expect(settings.ownership[3].warehouse == "TIL" && settings.ownership[3].owner == "tpl")
    #expect(settings.ownership[4].key == "4711" && settings.ownership[4].onDrift == .revert)
    #expect(
      settings.tolerances == [
        ToleranceRule(
          field: "stock.on_hand", warehouse: nil, absolute: .zero, relativePercent: .zero,
          valueLimit: ExactDecimal("12.5"), settleSeconds: 1800, snapshots: 3,
          source: "wmsync.yaml:91"),
        ToleranceRule(
          field: "item.weight_kg", warehouse: nil, absolute: .zero,
          relativePercent: ExactDecimal(5), valueLimit: nil, settleSeconds: 0, snapshots: 2,
          source: "wmsync.yaml:92"),
      ])
    let receiving = settings.receiving.allowance
    #expect(receiving == Allowance(overPercent: ExactDecimal(2), underPercent: .zero))
    #expect(settings.shipping.allowance.underPercent == ExactDecimal("1.5"))
  }

  @Test func `a stream knows its file, its columns and its answer`() throws {
    let streams = try complete().outbound
    #expect(streams.map(\.id) == ["wms-orders", "erp-stock", "shop-stock"])
    #expect(streams[0].with == "sales_order" && streams[0].warehouses == ["HAM"])
    #expect(streams[0].maxRows == 500)
    #expect(streams[0].acknowledgement == .init(feed: "wms-acks", withinSeconds: 1800))
    #expect(
      streams[1].columns.map(\.title) == ["Lager", "ArtNr", "Differenz", "Grund", "Nachricht"])
    #expect(streams[1].columns[2].field == "delta" && streams[1].marker == "{file}.ok")
    #expect(streams[2].dialect.name == "ndjson" && streams[2].dialect.format == .ndjson)
  }

  @Test func `exceptions are handed to the first owner that fits`() throws {
    let settings = try complete()
    #expect(settings.alerts.severities == [.skuUnknown: .error])
    #expect(
      settings.alerts.assignments == [
        .init(codes: [.skuUnknown], warehouse: nil, to: "masterdata"),
        .init(codes: [], warehouse: "TIL", to: "3pl-desk"),
        .init(codes: [], warehouse: nil, to: "it-ops"),
      ])
    #expect(settings.retention.inbound == 2_592_000 && settings.retention.runs == 34_560_000)
  }

  @Test func `a short file gets every default`() throws {
    let settings = try Settings.read(text: "version: 1\nsite: small\n", path: "/etc/w/wmsync.yaml")
    #expect(settings.timezone == "UTC" && settings.stateFolder == "/etc/w/state")
    #expect(settings.exchangeFolder == "/etc/w/exchange" && settings.feeds.isEmpty)
    #expect(settings.receiving == ReceivingSettings() && settings.alerts.reportCSV == nil)
  }

  @Test func `a byte order mark and Windows line ends change nothing`() throws {
    let text = "\u{FEFF}" + completeConfiguration.split(separator: "\n").joined(separator: "\r\n")
    let settings = try Settings.read(text: text, path: "/srv/nordlicht/wmsync.yaml")
    #expect(settings.feeds.count == 5)
  }

  @Test func `a feed inherits what it does not say itself, over several steps`() throws {
    let settings = try Settings.read(
      text: shortConfiguration + """
        feeds:
          c: {like: b, after: keep}
          b: {like: a, from: {system: wms, files: "b/*.csv", dialect: csv}}
          a:
            entity: item
            from: {system: erp, files: "a/*.csv", dialect: csv, order: sequence}
            mode: snapshot
            guard: {min_rows: 10}
            fields: {sku: {column: SKU}}
          d: {like: a, emit: [{entity: partner, fields: {role: {constant: supplier}, partner: {column: P}}}]}
        """, path: "/a.yaml")
    let feeds = settings.feeds
    #expect(feeds.map(\.id) == ["c", "b", "a", "d"])
    #expect(feeds[0].files == "b/*.csv" && feeds[0].order == .name && feeds[0].after == .keep)
    #expect(feeds[0].guards.minRows == 10 && feeds[0].mode == .snapshot)
    #expect(feeds[0].mapping == feeds[2].mapping && feeds[1].after == .archive)
    #expect(feeds[3].mapping.emits.map(\.entity) == ["partner"])
  }

  @Test(arguments: 0..<4)
  func `a configuration that is cut off anywhere is refused or read, never worse`(quarter: Int) {
    let bytes = Array(completeConfiguration.utf8)
    var refused = 0
    for length in stride(from: quarter, to: bytes.count, by: 4) {
      let text = String(decoding: bytes[..<length], as: UTF8.self)
      do {
        _ = try Settings.read(text: text, path: "/srv/wmsync.yaml")
      } catch {
        refused += 1
        #expect(!error.errors.isEmpty && !error.text.isEmpty)
      }
    }
    #expect(refused > bytes.count / 8)
  }
}
