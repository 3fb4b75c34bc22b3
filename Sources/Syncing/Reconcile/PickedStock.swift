internal import Domain
internal import Persistence
internal import Reconciliation

/// What was picked and has not left yet, where the warehouse tells its stock without it.
struct PickedStock {
  private let session: Session
  private let progress: RecordTable
  private let lines: RecordTable
  private let shipments: RecordTable
  /// Warehouses whose stock lacks what is picked.
  private let warehouses: [WarehouseID]

  /// - Returns: `nil` where no warehouse tells its stock so.
  /// - Throws: what the store failed with.
  init?(session: Session) throws {
    let systems = Set(
      session.feeds(of: RecordSchema.stock.entity).filter { !$0.includesPicked }.map(\.system))
    warehouses = session.settings.warehouses.filter { systems.contains($0.system) }.map(\.id)
    guard session.comparesStock, !warehouses.isEmpty else { return nil }
    self.session = session
    progress = try session.store.table(.orderProgress)
    lines = try session.store.table(.salesOrderLine)
    shipments = try session.store.table(.shipment)
  }

  /// Keeps which lines of an order are picked, and has their stock looked at.
  func keep(_ orderLines: [OrderLine]) throws {
    for line in orderLines where line.facts.progress.contains(where: { Self.moves($0.code) }) {
      // An order that names no warehouse can only be picked in the one there is.
      guard let warehouse = line.facts.warehouse ?? (warehouses.count == 1 ? warehouses[0] : nil),
        warehouses.contains(warehouse), let sku = line.facts.sku
      else { continue }
      let picked = PickedLine(order: line.facts.order, line: line.facts.line)
      let isNew = try session.store.keepPicked(picked, of: sku, in: warehouse)
      guard isNew || session.agreement == nil else { continue }
      try session.store.touch(
        Touched.stock,
        CollectionOfOne(RecordKey(parts: [warehouse.text, sku]).text))
    }
  }

  private static func moves(_ code: String) -> Bool { code == "picked" || code == "un_picked" }

  /// What is missing on the shelf because it was picked, line by line.
  ///
  /// - Parameters:
  ///   - frame: the article.
  ///   - forgets: lines of which everything has left are not looked at again.
  /// - Returns: movements that the book never sees.
  /// - Throws: what the store failed with.
  func movements(_ frame: StockFrame, forgets: Bool) throws -> [StockMovement] {
    guard warehouses.contains(frame.warehouse) else { return [] }
    var movements: [StockMovement] = []
    for line in try session.store.pickedLines(of: frame.sku, in: frame.warehouse) {
      guard let movement = try movement(line, frame) else { continue }
      let isOver =
        movement.physical.allSatisfy { $0.now == .inside }
        && movement.physical.reduce(.zero) { $0 + $1.quantity } == ExactDecimal.zero
      if isOver && forgets {
        try session.store.forgetPicked(line, of: frame.sku, in: frame.warehouse)
      } else {
        movements.append(movement)
      }
    }
    return movements
  }

  private func movement(_ line: PickedLine, _ frame: StockFrame) throws -> StockMovement? {
    let steps = try progress.records(
      system: frame.physicalSystem, where: [("order", line.order)]
    ).filter { stored in
      let own = stored.record["line"]
      return (own.isNull || own.text == line.line)
        && stored.record["code"].text.map(Self.moves) == true
    }
    guard let first = steps.first else { return nil }
    let ordered = try quantity(of: line)
    let begun = first.record["at"].time
    var shares: [StockMovement.Share] = []
    var picked = ExactDecimal.zero
    for step in steps {
      let quantity = step.record["qty"].decimal ?? ordered
      let signed = step.record["code"].text == "picked" ? quantity : -quantity
      picked += signed
      shares.append(frame.physicalShare(-signed, at: step.record["at"].time, of: begun))
    }
    // What leaves was taken from the shelf when it was picked, not a second time.
    for shipment in try shipped(line, frame) {
      let part = min(shipment["qty"].decimal ?? .zero, picked)
      guard part > .zero else { continue }
      picked = picked - part
      shares.append(
        frame.physicalShare(
          part, at: shipment["shipped_at"].time, shipment["event_seq"].decimal, of: begun))
    }
    return StockMovement(
      "order_progress \(first.record.key)", .picked,
      level: frame.level(.text("available"), of: first.record),
      physical: shares, book: [], at: begun,
      origin: try session.origin(of: first))
  }

  /// The latest version of each shipment of a line.
  private func shipped(_ line: PickedLine, _ frame: StockFrame) throws -> [Record] {
    var latest: [Record] = []
    for stored in try shipments.records(
      system: frame.physicalSystem, where: [("order", line.order), ("order_line", line.line)])
    {
      if let last = latest.last, last.values[..<2] == stored.record.values[..<2] {
        latest[latest.count - 1] = stored.record
      } else {
        latest.append(stored.record)
      }
    }
    return latest
  }

  private func quantity(of line: PickedLine) throws -> ExactDecimal {
    for system in session.settings.systems {
      let key = RecordKey(parts: [line.order, line.line])
      if let record = try lines.record(key, in: system.id)?.record {
        return record["qty"].decimal ?? .zero
      }
    }
    return .zero
  }
}
