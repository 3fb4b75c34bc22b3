package import Domain
internal import Intake
internal import Mapping
internal import Persistence

/// One run at work on a site: what was configured, the store, the clock, and what was noted.
final class Session {
  let site: Site
  let settings: Settings
  let store: StateStore
  let now: Timestamp
  /// Number of this run in the store.
  let run: Int64
  let desk: ExceptionDesk
  let crossReferences: [String: CrossReference]
  /// Changes whenever the configuration or a cross reference does.
  let context: String
  /// Guarded files that a person accepted: feed and the start of the content's hash.
  let accepted: [(feed: FeedID, hash: String)]
  /// Nothing outside the store is changed, and the store is rolled back at the end.
  let isRehearsal: Bool
  var feeds: [FeedID: FeedSummary] = [:]
  var streams: [StreamID: StreamSummary] = [:]
  /// A feed was held, guarded or critically late.
  var isPartial = false
  /// What is no exception and must not go unsaid, one line each.
  var notes: [String] = []
  /// Orders of which this run sends something, where others are told of that.
  var sentOrders: Set<String> = []
  /// Streams whose destination failed, with the reason; nothing more is decided for them.
  var blocked: [StreamID: any Error] = [:]
  /// Events that are sent to nobody before the document they belong to arrives.
  var parked: [EntityID: Set<RecordKey>] = [:]
  /// A feed began or ceased to be held, guarded or late.
  var hasFeedNews = false
  /// Where a person watches.
  var progress: Progress?
  /// No feed has ever delivered a file.
  var isBlind = false
  /// The source-of-truth rules of this run, once they were recorded.
  var rules: OwnershipBook
  let usesRowMemory = Environment.rowMemory
  /// Filled while all stock is proved, for whoever asked for it.
  var agreement: StockAgreement?
  /// Ledger lines that were looked up lately.
  var ledgerFiles: [Int64: LedgerFile] = [:]

  init(
    site: Site, run: Int64, accepted: [(feed: FeedID, hash: String)], isRehearsal: Bool
  ) throws {
    self.site = site
    settings = site.settings
    store = site.store
    now = site.now
    self.run = run
    self.accepted = accepted
    self.isRehearsal = isRehearsal
    rules = try site.ownership()
    desk = try ExceptionDesk(
      store: site.store, settings: site.settings, now: site.now, run: run)
    crossReferences = try CrossReferenceFiles.read(for: site.settings)
    context = ContentDigest.sha256(
      Array(site.settingsText.utf8)
        + crossReferences.values.sorted { $0.name < $1.name }.flatMap { table in
          table.values.sorted { $0.key < $1.key }.flatMap {
            Array("\(table.name)|\($0.key)|\($0.value)\n".utf8)
          }
        })
  }

  /// What a system calls our warehouses; empty when the site declares none.
  func warehouseNames(in system: SystemID) -> [String: WarehouseID] {
    settings.warehouseNames(in: system)
  }

  func role(of system: SystemID) -> SystemRole? {
    settings.systems.first { $0.id == system }?.role
  }

  /// The ERP: the first system of that role.
  var erp: SystemID? { settings.systems.first { $0.role == .erp }?.id }

  /// Feeds that can bring records of a type.
  func feeds(of entity: EntityID) -> [FeedSettings] {
    settings.feeds.filter { feed in feed.mapping.emits.contains { $0.entity == entity } }
  }
}

extension FeedSettings {
  /// Whether its records of a type have a field.
  func maps(_ field: String, of schema: RecordSchema) -> Bool {
    mapping.emits.contains { emit in
      emit.entity == schema.entity && emit.fields.contains { $0.field == field }
    }
  }
}

/// What a feed did in a run.
package struct FeedSummary: Sendable {
  package var files = 0
  package var counts = RowCounts()
  /// `ok`, `held`, `guarded`, `late` or `idle`.
  package var state = "idle"
}

/// What a stream did in a run.
package struct StreamSummary: Sendable {
  package var files = 0
  package var records = 0
}

extension Settings {
  /// What a system calls our warehouses; empty when the site declares none.
  func warehouseNames(in system: SystemID) -> [String: WarehouseID] {
    var names: [String: WarehouseID] = [:]
    for warehouse in warehouses {
      names[warehouse.aliases[system] ?? warehouse.id.text] = warehouse.id
    }
    return names
  }
}
