internal import Domain

/// Names of what is judged: a new look at the same subject may close what was found before.
enum Subject {
  static func purchase(_ order: String) -> String { "purchase|" + order }
  static func sales(_ order: String) -> String { "sales|" + order }
  static func route(_ order: String) -> String { "route|" + order }
  static func transfer(_ transfer: String) -> String { "transfer|" + transfer }

  static func stock(_ warehouse: String, _ sku: String) -> String {
    stock + RecordKey(parts: [warehouse, sku]).text
  }

  /// How all subjects of stock begin, and those of what explains it.
  static let stock = "stock|"
  static let explained = "explained|"

  /// What explains the difference of an article, by the key of the stock.
  static func explained(_ key: String) -> String { explained + key }

  static let leaks = "leak|"

  /// What tolerated differences of an article add up to.
  static func leak(_ warehouse: String, _ sku: String) -> String {
    leaks + RecordKey(parts: [warehouse, sku]).text
  }

  /// Whether the movements of each side add up to its stock, by the key of the stock.
  static func rolled(_ key: String) -> String { "rolled|" + key }

  static let valuations = "valuation|"

  static func valuation(_ warehouse: String, _ sku: String) -> String {
    valuations + RecordKey(parts: [warehouse, sku]).text
  }

  /// Articles of which nobody says what they cost.
  static let costs = "cost|"

  static let promises = "promise|"

  /// Whether what was promised of an article can be kept.
  static func promise(_ sku: String) -> String { promises + RecordKey(parts: [sku]).text }

  static let replenishments = "replenish|"

  static func replenishment(_ warehouse: WarehouseID, _ sku: String) -> String {
    replenishments + RecordKey(parts: [warehouse.text, sku]).text
  }

  static func adjustment(_ key: String) -> String { "adjustment|" + key }

  static func lots(_ warehouse: String, _ sku: String) -> String {
    "lots|" + RecordKey(parts: [warehouse, sku]).text
  }

  static func master(_ entity: EntityID, _ key: RecordKey) -> String {
    "master|\(entity)|\(key)"
  }

  static func alike(_ code: ExceptionCode, _ entity: EntityID, _ key: RecordKey) -> String {
    "alike|\(entity)|\(code.rawValue)|\(key)"
  }

  static func file(_ feed: FeedID, _ name: String) -> String { "file|\(feed)|\(name)" }
  static func feed(_ feed: FeedID, _ aspect: String) -> String { "feed|\(feed)|\(aspect)" }
  static func heldRow(_ feed: FeedID) -> String { "held|\(feed)" }
  static func rows(_ feed: FeedID) -> String { "rows|\(feed)" }

  static func reference(_ system: SystemID, _ entity: EntityID, _ id: String) -> String {
    "reference|\(system)|\(entity)|\(id)"
  }

  static func message(_ message: String) -> String { "message|" + message }
}

/// Keys that changed and must be looked at again, by what is reconciled over them.
enum Touched {
  static let purchases = "purchase"
  static let sales = "sales"
  static let returns = "return"
  static let transfers = "transfer"
  static let stock = "stock"
  static let answers = "answer"
  /// Receipts and shipments without an order.
  static let orphans = "orphan"
  static let counts = "count"
  static let adjustments = "adjustment"
  /// What came and left with serial numbers.
  static let serials = "serials"
  /// Stock events of which the books are told.
  static let journals = "journal"
  /// Orders that wait for a warehouse.
  static let routes = "route"
  /// Articles of which anything changed that plans depend on, by SKU.
  static let articles = "article"
  /// Articles of which something counts otherwise since today, by SKU.
  static let availability = "availability"
  /// Orders that may have something to be picked.
  static let picks = "pick"
  /// Articles whose replenishment is planned anew as time passes, by SKU.
  static let replenishment = "replenish"
  /// What is proved anew when a person asks for everything.
  static let everything = [
    purchases, sales, returns, transfers, stock, counts, adjustments, orphans, serials,
  ]

  static func master(_ entity: EntityID) -> String { "master|\(entity)" }
  /// Records that outbound streams look at.
  static func outbound(_ entity: EntityID) -> String { "outbound|\(entity)" }
}
