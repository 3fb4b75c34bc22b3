internal import Domain
internal import Persistence

/// Which warehouses send orders that the ERP gave to none; each order is looked up once for all
/// streams.
final class RoutedOrders {
  private static let most = 100_000

  fileprivate let routes: RouteBook
  private let headers: MasterLibrary
  private var known: [String: [WarehouseID]?] = [:]

  /// - Returns: `nil` where nothing is routed.
  /// - Throws: what the store failed with.
  init?(session: Session) throws {
    guard !session.settings.routing.rules.isEmpty, let routes = try RouteBook(session: session)
    else { return nil }
    self.routes = routes
    headers = try MasterLibrary(session: session, schema: .salesOrder)
  }

  /// Warehouses that were given a part of an order; `nil` where anybody else names one.
  fileprivate func warehouses(of order: String) throws -> [WarehouseID]? {
    if let found = known[order] { return found }
    let header = try headers.view(of: RecordKey(parts: [order]))
    let isNamed = header.known.contains { $0.stored.record.warehouse != nil }
    let given = try isNamed ? nil : routes.warehouses(of: order)
    if known.count >= Self.most { known.removeAll() }
    known[order] = .some(given)
    return given
  }
}

/// What a stream sends of orders that the ERP gave to no warehouse: each warehouse its part.
struct RoutedSending {
  private let session: Session
  private let orders: RoutedOrders
  private let routes: RouteBook
  private let warehouses: Set<WarehouseID>

  /// - Returns: `nil` where nothing is routed, and for a stream that goes to no warehouse.
  init?(
    session: Session, stream: OutboundSettings, schema: RecordSchema, orders: RoutedOrders?
  ) {
    let own = session.settings.warehouses.filter { $0.system == stream.to }.map(\.id)
    warehouses = Set(stream.warehouses.isEmpty ? own : stream.warehouses)
    guard let orders, [.salesOrder, .salesOrderLine].contains(schema), !warehouses.isEmpty else {
      return nil
    }
    self.session = session
    self.orders = orders
    routes = orders.routes
  }

  /// Whether an order is sent by warehouses of other streams alone.
  ///
  /// - Parameter key: of the order or of a line of it.
  /// - Returns: whether nothing of it is this stream's; `false` where the ERP names a warehouse.
  /// - Throws: what the store failed with.
  func isElsewhere(_ key: RecordKey) throws -> Bool {
    try orders.warehouses(of: key.parts[0]).map(warehouses.isDisjoint) ?? false
  }

  /// Orders and lines as each warehouse of the stream is to have them.
  ///
  /// - Parameters:
  ///   - record: an order, a line, or a line over a part of a kit.
  ///   - key: under which it would go out.
  ///   - header: of a line, where the stream carries it.
  /// - Returns: nothing while no warehouse of the stream sends any of it; `nil` where the ERP names
  ///   the warehouse.
  /// - Throws: what the store failed with.
  func parts(
    of record: Record, _ key: RecordKey, _ header: Record?
  ) throws -> [(key: RecordKey, record: Record, header: Record?)]? {
    guard let order = record["order"].text else { return nil }
    let isHeader = record.schema == .salesOrder
    let known =
      try isHeader
      ? record : header ?? session.first(RecordKey(parts: [order]), of: .salesOrder)?.record
    guard known?["warehouse"].isNull ?? true else { return nil }
    let line = record["line"]
    let all = try routes.routes(of: order).filter { isHeader || $0.line == line.text }
    let own = all.filter { route in
      route.status != .refused && route.warehouse.map(warehouses.contains) ?? false
        && (isHeader || !isPart(key) || route.sku == record["sku"].text)
    }
    let places = own.compactMap(\.warehouse).unique.sorted()
    return places.map { place in
      var part = record
      var partHeader = header
      if isHeader {
        part["warehouse"] = .text(place.text)
      } else {
        partHeader?["warehouse"] = .text(place.text)
        if let quantity = quantity(at: place, own, all, isPart(key)) {
          part["qty"] = .decimal(quantity)
          part["cancelled_qty"] = .null
        }
      }
      return (
        places.count == 1 ? key : RecordKey(parts: key.parts + [place.text]), part, partHeader
      )
    }
  }

  /// The key of a part of a kit names it behind the line.
  private func isPart(_ key: RecordKey) -> Bool {
    key.parts.count > RecordSchema.salesOrderLine.keyCount
  }

  /// What one of several warehouses sends of a line; `nil` where one sends it all, or a kit as a
  /// whole.
  private func quantity(
    at place: WarehouseID, _ own: [Route], _ all: [Route], _ isPart: Bool
  ) -> ExactDecimal? {
    let shares = own.filter { $0.warehouse == place }
    guard let share = shares.first, isPart || shares.count == 1 else { return nil }
    let isWhole = all.allSatisfy { route in
      route.sku != share.sku || route.warehouse == place || route.status == .refused
        || route.quantity == .zero
    }
    return isWhole ? nil : share.quantity
  }
}
