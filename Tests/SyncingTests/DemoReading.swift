import Domain
import Intake
import Mapping
import Syncing

/// The demo as a first run would read it: every feed through its dialect and its mapping.
struct DemoReading {
  struct Mapped {
    let feed: FeedID
    let system: SystemID
    let record: Record
    let references: [Reference]
    let hasWarnings: Bool
  }

  let settings: Settings
  /// By path below the exchange folder; `path` without markers.
  private(set) var filesOfFeed: [FeedID: [String]] = [:]
  private(set) var mapped: [Mapped] = []
  /// Faults of rows that wait.
  private(set) var held: [(feed: FeedID, fault: RowFault)] = []
  private(set) var troubles: [String] = []
  private(set) var crossReferences: [String: CrossReference] = [:]
  private let files: [(path: String, bytes: [UInt8])]
  private let units = DemoUnits()

  init() throws {
    let site = DemoSite.files()
    let configuration = site.first { $0.path == "wmsync.yaml" }?.bytes ?? []
    settings = try Settings.read(
      text: String(decoding: configuration, as: UTF8.self), path: "/site/wmsync.yaml")
    let exchange = "exchange/"
    files = site.filter { $0.path.hasPrefix(exchange) && !$0.path.hasSuffix("/") }
      .map { (String($0.path.dropFirst(exchange.count)), $0.bytes) }
    try readCrossReferences()
    for feed in settings.feeds {
      let found = files.filter { Self.matches($0.path, feed.files) }
      filesOfFeed[feed.id] = found.map(\.path)
      for file in found { try read(file.bytes, named: file.path, of: feed) }
    }
  }

  /// Records of a type, all systems or one.
  func records(_ entity: EntityID, of system: SystemID? = nil) -> [Record] {
    mapped.filter {
      $0.record.schema.entity == entity && (system == nil || $0.system == system)
    }.map(\.record)
  }

  func bytes(_ path: String) -> [UInt8] { files.first { $0.path == path }?.bytes ?? [] }
  var paths: [String] { files.map(\.path) }

  /// Whether a path fits a pattern with one star.
  static func matches(_ path: String, _ pattern: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return path == pattern }
    return path.count >= pattern.count - 1 && path.hasPrefix(parts[0]) && path.hasSuffix(parts[1])
  }

  private mutating func readCrossReferences() throws {
    for (name, reference) in settings.crossReferences {
      var values: [String: String] = [:]
      switch reference.source {
      case .values(let given): values = given
      case .file(let path, let dialect, let theirs, let ours):
        guard let dialect = settings.dialects[dialect] else { continue }
        let reader = try rowReader(
          for: dialect, mappedColumns: [], source: ByteSource(bytes: bytes(path)))
        let header = reader.header ?? []
        guard let from = header.firstIndex(of: theirs), let to = header.firstIndex(of: ours) else {
          continue
        }
        var row = RawRow()
        while case .row = try reader.next(&row) {
          if let code = row.cell(from), let sku = row.cell(to) { values[code] = sku }
        }
      }
      crossReferences[name] = CrossReference(
        name: name, values: values, unmatched: reference.unmatched)
    }
  }

  private func context(of system: SystemID) -> MappingContext {
    var warehouses: [String: WarehouseID] = [:]
    for warehouse in settings.warehouses {
      warehouses[warehouse.aliases[system] ?? warehouse.id.text] = warehouse.id
    }
    return MappingContext(
      system: system, warehouses: warehouses, crossReferences: crossReferences,
      timezone: settings.timezone, units: units)
  }

  private mutating func read(_ bytes: [UInt8], named path: String, of feed: FeedSettings) throws {
    let reader = try rowReader(
      for: feed.dialect, mappedColumns: RowMapper.columns(of: feed.mapping),
      source: ByteSource(bytes: bytes))
    let mapper = try RowMapper(
      feed.mapping, dialect: feed.dialect, header: reader.header,
      context: context(of: feed.system))
    var row = RawRow()
    while true {
      switch try reader.next(&row) {
      case .end: return
      case .broken(let broken): troubles.append("\(path): \(broken.reason)")
      case .row, .known: take(mapper.map(row), of: feed)
      }
    }
  }

  private mutating func take(_ row: MappedRow, of feed: FeedSettings) {
    switch row {
    case .skipped: troubles.append("\(feed.id): a row is skipped")
    case .held(let fault): held.append((feed.id, fault))
    case .records(let records):
      for each in records {
        units.take(each.record)
        mapped.append(
          Mapped(
            feed: feed.id, system: feed.system, record: each.record,
            references: each.references, hasWarnings: !each.warnings.isEmpty))
      }
    }
  }
}

/// The units of the demo's articles, as far as they were read.
final class DemoUnits: UnitSource {
  private var ratios: [String: UnitRatio] = [:]

  func take(_ record: Record) {
    guard record.schema.entity == "item_unit", let numerator = record["numerator"].decimal,
      let denominator = record["denominator"].decimal
    else { return }
    ratios["\(record["sku"])|\(record["uom"])"] = UnitRatio(
      numerator.millionths, over: denominator.millionths)
  }

  func ratio(sku: String, unit: String, at _: Timestamp?) -> UnitRatio? {
    ratios["\(sku)|\(unit)"]
  }
}
