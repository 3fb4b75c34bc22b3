internal import Domain
internal import Intake
internal import Mapping

/// Reads the waiting files of a site through their mappings; the store is neither read nor written.
///
/// Whether files are complete is not asked: who tries a mapping has files of his own.
struct SampleReading {
  /// What became of the rows of one feed.
  struct Feed {
    let id: FeedID
    var files: [String] = []
    /// Files that wait besides those that were read.
    var moreFiles = 0
    var rows = 0
    var skipped = 0
    var held = 0
    /// Records by record type, in the order of their names.
    var records: [EntityID: Int] = [:]
    /// The first rows at fault and files that cannot be read, as `FILE:LINE: reason`.
    var faults: [String] = []
    /// How many there are besides.
    var moreFaults = 0

    var isFaulty: Bool { !faults.isEmpty }

    mutating func add(fault: String) {
      if faults.count < SampleReading.mostFaults { faults.append(fault) } else { moreFaults += 1 }
    }
  }

  static let mostFaults = 5
  /// Files of a feed that are read, the newest by its order.
  private static let mostFiles = 10

  private let settings: Settings
  private let tables: [String: CrossReference]
  private let directory: ExportDirectory
  private(set) var feeds: [Feed] = []
  private(set) var masters = MasterSightings()
  /// What each system calls warehouses in its records, where the site declares none.
  private(set) var warehouses: [SystemID: Set<String>] = [:]
  private let units = SampleUnits()
  /// References that rows of each feed make, with the place of the first.
  private var references: [FeedID: [Reference: SamplePlace]] = [:]
  private let keepsMasters: Bool

  /// - Parameters:
  ///   - settings: of the site.
  ///   - keepsMasters: whether codes are kept to be compared; memory grows with them. Without, no
  ///     reference is judged.
  /// - Throws: what the exchange folder or the files of cross references fail with.
  init(_ settings: Settings, keepsMasters: Bool = true) throws(SyncFailure) {
    self.settings = settings
    self.keepsMasters = keepsMasters
    tables = try CrossReferenceFiles.read(for: settings)
    do {
      directory = try ExportDirectory(root: settings.exchangeFolder)
      let tellsUnits = { (feed: FeedSettings) in
        feed.mapping.emits.contains { SampleUnits.entities.contains($0.entity) }
      }
      let first = settings.feeds.filter(tellsUnits)
      for feed in first + settings.feeds.filter({ !tellsUnits($0) }) { try read(feed) }
    } catch {
      throw SyncFailure(error)
    }
    feeds = settings.feeds.compactMap { feed in feeds.first { $0.id == feed.id } }
    for place in feeds.indices { judgeReferences(of: place) }
  }

  private mutating func read(_ feed: FeedSettings) throws {
    var reading = Feed(id: feed.id)
    var found = try directory.files(matching: feed.files).filter { $0.kind == .regular }
    if feed.order == .sequence { found.sort { ($0.sequence ?? 0) < ($1.sequence ?? 0) } }
    if feed.order == .modified { found.sort { $0.stamp.modified < $1.stamp.modified } }
    reading.moreFiles = max(0, found.count - Self.mostFiles)
    var wanted: [Reference: SamplePlace] = [:]
    for file in found.suffix(Self.mostFiles) {
      reading.files.append(file.name)
      do {
        try read(file.name, of: feed, &reading, &wanted)
      } catch let error as UnreadableFile {
        reading.add(fault: "\(file.name):\(error.line): cannot be read: \(error.reason)")
      } catch let error as MappingMismatch {
        reading.add(
          fault: "\(file.name):1: no column "
            + error.missingColumns.map { JSONText.quoted($0) }.joined(separator: ", "))
      }
    }
    feeds.append(reading)
    references[feed.id] = wanted
  }

  private mutating func read(
    _ name: String, of feed: FeedSettings, _ reading: inout Feed,
    _ wanted: inout [Reference: SamplePlace]
  ) throws {
    let source = try ByteSource(path: settings.exchangeFolder + "/" + name)
    var reader = try rowReader(
      for: feed.dialect, mappedColumns: RowMapper.columns(of: feed.mapping), source: source)
    if case .trailer(let trailer) = feed.ready {
      reader = TrailerReader(reader, trailer, dialect: feed.dialect)
    }
    let context = MappingContext(
      system: feed.system, warehouses: settings.warehouseNames(in: feed.system),
      crossReferences: tables, timezone: settings.timezone, units: units)
    let mapper = try RowMapper(
      feed.mapping, dialect: feed.dialect, header: reader.header, context: context)
    var row = RawRow()
    while true {
      try Interruption.check()
      switch try reader.next(&row) {
      case .end: return
      case .known: continue
      case .broken(let broken):
        reading.rows += 1
        reading.held += 1
        reading.add(fault: "\(name):\(broken.line): \(broken.reason)")
      case .row:
        reading.rows += 1
        take(
          mapper.map(row), at: SamplePlace(file: name, line: row.line), of: feed, &reading, &wanted)
      }
    }
  }

  private mutating func take(
    _ mapped: MappedRow, at place: SamplePlace, of feed: FeedSettings, _ reading: inout Feed,
    _ wanted: inout [Reference: SamplePlace]
  ) {
    switch mapped {
    case .skipped: reading.skipped += 1
    case .held(let fault):
      reading.held += 1
      reading.add(fault: "\(place): \(fault.field) from \(fault.column): \(fault.reason)")
    case .records(let records):
      for mapped in records {
        reading.records[mapped.record.schema.entity, default: 0] += 1
        units.add(mapped.record)
        if let warehouse = mapped.record["warehouse"].text {
          warehouses[feed.system, default: []].insert(warehouse)
        }
        guard keepsMasters else { continue }
        masters.add(mapped.record, of: feed.system, at: place)
        for reference in mapped.references where wanted[reference] == nil {
          wanted[reference] = place
        }
        for warning in mapped.warnings {
          reading.add(fault: "\(place): \(warning.field): \(warning.reason)")
        }
      }
    }
  }

  /// What rows refer to must be among the masters of the sample.
  private mutating func judgeReferences(of place: Int) {
    let unknown = (references[feeds[place].id] ?? [:]).filter {
      !masters.knows($0.key, warehouses: settings.warehouses)
    }
    let sorted = unknown.sorted {
      ($0.key.entity.text, $0.key.key.text) < ($1.key.entity.text, $1.key.key.text)
    }
    for (reference, sight) in sorted {
      feeds[place].add(
        fault: "\(sight): \(reference.field): no waiting file has \(reference.entity.text) "
          + "\(reference.key.text); its rows would be held")
    }
  }
}
