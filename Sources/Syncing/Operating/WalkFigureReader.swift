internal import Domain
internal import Persistence
internal import Planning

/// How far pickers walked in a warehouse.
struct WalkFigures {
  let warehouse: WarehouseID
  /// Metres that were saved, of those that an S-shape through the same bins has.
  let saved: Share
}

/// Reads how far pickers walked for the lists of some days.
struct WalkFigureReader {
  private let session: Session
  private let span: FigureSpan

  init(session: Session, span: FigureSpan) {
    self.session = session
    self.span = span
  }

  /// Warehouses with lists whose carriers left on the days and whose walk is known, in the order of
  /// the configuration.
  func read() throws -> [WalkFigures] {
    var saved: [WarehouseID: Share] = [:]
    // The first row of a list tells how far it is.
    try session.store.table(.pickList).scan(system: Session.ourselves) { stored in
      let record = stored.record
      if let walk = record["walk_m"].decimal, let less = record["walk_saved_m"].decimal,
        let warehouse = record.warehouse,
        let day = record["wave"].text.flatMap(Departure.day(endOf:)), day >= span.first,
        day < span.today
      {
        saved[warehouse, default: Share()].part += less
        saved[warehouse, default: Share()].whole += walk + less
      }
      return true
    }
    return session.settings.warehouses.compactMap { warehouse in
      saved[warehouse.id].map { WalkFigures(warehouse: warehouse.id, saved: $0) }
    }
  }
}
