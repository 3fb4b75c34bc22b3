internal import Domain

/// What of an order line, or of a part of a kit on it, one warehouse is to send.
struct Route: Equatable {
  enum Status: String {
    case open
    /// Everything left, or nothing of it is wanted any more.
    case closed
    /// The warehouse will not send it.
    case refused
  }

  /// The rule of what the ERP decided.
  static let named = "named by the order"

  let order: String
  let line: String
  let sku: String
  /// `nil` while nobody sends it.
  let warehouse: WarehouseID?
  /// Pieces that the warehouse was given.
  var quantity = ExactDecimal.zero
  /// Of these, pieces that have not left yet.
  private(set) var open = ExactDecimal.zero
  private(set) var status = Status.closed
  /// Under which rule the warehouse was chosen.
  var rule: String?
  /// `nil` where nothing was chosen.
  var isOptimal: Bool?
  var distanceKilometres: ExactDecimal?
  var cost: ExactDecimal?

  init(order: String, line: String, sku: String, warehouse: WarehouseID?) {
    self.order = order
    self.line = line
    self.sku = sku
    self.warehouse = warehouse
    if warehouse != nil { rule = Self.named }
  }

  /// `nil` for a record that is none.
  init?(_ record: Record) {
    guard let order = record["order"].text, let line = record["line"].text,
      let sku = record["sku"].text,
      let status = record["status"].text.flatMap(Status.init(rawValue:))
    else { return nil }
    self.order = order
    self.line = line
    self.sku = sku
    warehouse = record.warehouse
    quantity = record["qty"].decimal ?? .zero
    open = record["qty_open"].decimal ?? .zero
    self.status = status
    rule = record["rule"].text
    isOptimal = record["optimal"].flag
    distanceKilometres = record["distance_km"].decimal
    cost = record["cost"].decimal
  }

  mutating func set(open quantity: ExactDecimal) {
    open = quantity
    status = quantity > .zero ? .open : .closed
  }

  mutating func refuse() {
    open = .zero
    status = .refused
  }

  /// The same with nothing left to send.
  var closed: Route {
    var route = self
    route.open = .zero
    if route.status == .open { route.status = .closed }
    return route
  }

  var key: RecordKey { record.key }

  var record: Record {
    var record = Record(.orderRoute)
    record["order"] = .text(order)
    record["line"] = .text(line)
    record["sku"] = .text(sku)
    record["warehouse"] = warehouse.map { .text($0.text) } ?? .null
    record["qty"] = .decimal(quantity)
    record["qty_open"] = .decimal(open)
    record["status"] = .text(status.rawValue)
    record["rule"] = rule.map { .text($0) } ?? .null
    record["optimal"] = isOptimal.map { .flag($0) } ?? .null
    record["distance_km"] = distanceKilometres.map { .decimal($0) } ?? .null
    record["cost"] = cost.map { .decimal($0) } ?? .null
    return record
  }
}
