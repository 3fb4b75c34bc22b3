internal import Domain
internal import Persistence

/// What a stream sends of orders that the ERP gave to no warehouse: each warehouse its part.
struct RoutedSending {
  private let session: Session
  private let stream: OutboundSettings
  private let routes: RouteBook
  private let warehouses: Set<WarehouseID>

  /// - Returns: `nil` where nothing is routed, and for a stream that goes to no warehouse.
  /// - Throws: what the store failed with.
  init?(session: Session, stream: OutboundSettings, schema: RecordSchema) throws {
    let own = session.settings.warehouses.filter { $0.system == stream.to }.map(\.id)
    warehouses = Set(stream.warehouses.isEmpty ? own : stream.warehouses)
    guard [.salesOrder, .salesOrderLine].contains(schema), !warehouses.isEmpty,
      !session.settings.routing.rules.isEmpty, let routes = try RouteBook(session: session)
    else { return nil }
    self.session = session
    self.stream = stream
    self.routes = routes
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
