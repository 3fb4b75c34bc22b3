internal import Domain
internal import Persistence
internal import Planning

/// What of an article is on its way to a warehouse or about to leave it for another one.
struct ComingStock: Equatable {
  /// Ordered and not received, or received after the warehouse looked at its stock.
  var onOrder = ExactDecimal.zero
  /// On its way from another warehouse, or about to be.
  var inbound = ExactDecimal.zero
  /// Asked of this warehouse, and not sent when it looked at its stock.
  var outbound = ExactDecimal.zero
}

/// Reads what is coming, counted once: until the snapshot that tells what is on hand has it.
struct ComingStockReader {
  private let transfers: RecordTable
  private let legs: RecordTable

  init(session: Session) throws {
    transfers = try session.store.table(.transferLine)
    legs = try session.store.table(.transferLeg)
    try transfers.makeLookup(by: ["sku"])
  }

  /// - Parameters:
  ///   - sku: the article.
  ///   - purchases: what was ordered of it.
  ///   - moments: when each warehouse looked at its stock; only those are asked about.
  /// - Returns: by warehouse.
  /// - Throws: what the store failed with.
  func coming(
    of sku: String, _ purchases: [PurchasedLine], _ moments: [WarehouseID: SnapshotMoment]
  ) throws -> [WarehouseID: ComingStock] {
    var coming: [WarehouseID: ComingStock] = [:]
    for purchase in purchases {
      if let warehouse = purchase.warehouse {
        coming[warehouse, default: ComingStock()].onOrder += purchase.outstanding
      }
      for receipt in purchase.receipts {
        guard let warehouse = receipt.warehouse ?? purchase.warehouse,
          let moment = moments[warehouse], !isInside(receipt, at: "received_at", moment)
        else { continue }
        coming[warehouse, default: ComingStock()].onOrder += receipt["qty_good"].decimal ?? .zero
      }
    }
    for line in try distinct(transfers.records(where: [("sku", sku)])) {
      try add(line, moments, to: &coming)
    }
    return coming
  }

  private func add(
    _ line: Record, _ moments: [WarehouseID: SnapshotMoment],
    to coming: inout [WarehouseID: ComingStock]
  ) throws {
    guard line["cancelled"].flag != true, let quantity = line["qty"].decimal else { return }
    let legs = try distinct(
      legs.records(where: ["transfer", "line"].map { ($0, line[$0].description) }))
    func seen(_ leg: String, by warehouse: WarehouseID) -> ExactDecimal {
      legs.filter { $0["leg"].text == leg }.reduce(.zero) { sum, record in
        guard let moment = moments[warehouse], isInside(record, at: "at", moment) else {
          return sum
        }
        return sum + (record["qty"].decimal ?? .zero)
      }
    }
    if let receiver = line["to_warehouse"].text.map({ WarehouseID($0) }) {
      coming[receiver, default: ComingStock()].inbound +=
        max(.zero, quantity - seen("receive", by: receiver))
    }
    if let sender = line["from_warehouse"].text.map({ WarehouseID($0) }) {
      coming[sender, default: ComingStock()].outbound +=
        max(.zero, quantity - seen("dispatch", by: sender))
    }
  }

  private func isInside(_ event: Record, at time: String, _ moment: SnapshotMoment) -> Bool {
    moment.membership(
      at: event[time].time, sequence: event["event_seq"].decimal, windowSeconds: 0
    ).isInside
  }

  /// Each record once, however many systems tell it.
  private func distinct(_ stored: [RecordTable.Stored]) -> [Record] {
    var seen: Set<RecordKey> = []
    return stored.map(\.record).filter { seen.insert($0.key).inserted }
  }
}
