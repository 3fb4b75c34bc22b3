internal import Domain
internal import Persistence
internal import Planning

/// A line of a purchase order with what came on it.
struct PurchasedLine {
  var supplier: String?
  var warehouse: WarehouseID?
  var sku: String
  var ordered: ExactDecimal
  var orderedAt: Timestamp?
  /// Neither order nor line are closed, cancelled or refused.
  var isOpen: Bool
  /// The latest version of each.
  var receipts: [Record]

  /// Good and bad pieces that came.
  var received: ExactDecimal {
    receipts.reduce(.zero) { sum, receipt in
      ["qty_good", "qty_damaged", "qty_rejected"].reduce(sum) {
        $0 + (receipt[$1].decimal ?? .zero)
      }
    }
  }

  /// What is still to come.
  var outstanding: ExactDecimal { isOpen ? max(.zero, ordered - received) : .zero }

  /// When the first goods of it came.
  var firstReceipt: Timestamp? { receipts.compactMap { $0["received_at"].time }.min() }
}

/// Reads what was ordered and received, article by article or supplier by supplier.
final class PurchaseHistory {
  /// So many of a supplier's orders, the newest, tell how long it takes.
  private static let mostOrders = 100

  private let orders: RecordTable
  private let lines: RecordTable
  private let receipts: RecordTable
  private let notices: RecordTable
  private let erp: SystemID
  private let onlyWarehouse: WarehouseID?
  private var headers: [String: Record] = [:]
  private var bySupplier: [String: [PurchasedLine]] = [:]

  init(session: Session, erp: SystemID) throws {
    self.erp = erp
    orders = try session.store.table(.purchaseOrder)
    lines = try session.store.table(.purchaseOrderLine)
    receipts = try session.store.table(.receipt)
    notices = try session.store.table(.asnLine)
    let warehouses = session.settings.warehouses
    onlyWarehouse = warehouses.count == 1 ? warehouses[0].id : nil
    try lines.makeLookup(by: ["sku"])
    try orders.makeLookup(by: ["supplier"])
  }

  /// Everything that was ordered of an article, by order and line.
  func lines(of sku: String) throws -> [PurchasedLine] {
    try lines.records(system: erp, where: [("sku", sku)]).map { try purchased($0.record) }
  }

  /// What a supplier was ordered lately.
  func lines(from supplier: String) throws -> [PurchasedLine] {
    if let known = bySupplier[supplier] { return known }
    let headers = try orders.records(system: erp, where: [("supplier", supplier)]).map(\.record)
    let newest = headers.sorted {
      ($0["ordered_at"].time?.microseconds ?? .min) > ($1["ordered_at"].time?.microseconds ?? .min)
    }.prefix(Self.mostOrders)
    let found = try newest.flatMap { header in
      try lines.records(system: erp, where: [("po", header["po"].description)])
        .map { try purchased($0.record) }
    }
    bySupplier[supplier] = found
    return found
  }

  private func purchased(_ line: Record) throws -> PurchasedLine {
    let header = try header(of: line["po"].description)
    let status = header?["status"].text
    return PurchasedLine(
      supplier: header?["supplier"].text, warehouse: header?.warehouse ?? onlyWarehouse,
      sku: line["sku"].description, ordered: line["qty"].decimal ?? .zero,
      orderedAt: header?["ordered_at"].time,
      isOpen: header != nil && !["rejected", "cancelled", "closed"].contains(status ?? "")
        && line["closed"].flag != true,
      receipts: try received(on: line))
  }

  private func header(of order: String) throws -> Record? {
    if let known = headers[order] { return known }
    let header = try orders.record(RecordKey(parts: [order]), in: erp)?.record
    if headers.count >= 10_000 { headers.removeAll() }
    headers[order] = header
    return header
  }

  /// Receipts that name the line, or only a ship notice that announced it.
  private func received(on line: Record) throws -> [Record] {
    let (order, number) = (line["po"].description, line["line"].description)
    var found = try receipts.records(where: [("po", order), ("po_line", number)])
    let announced = try notices.records(where: [("po", order), ("po_line", number)])
      .filter { $0.record["sku"] == line["sku"] }
    for notice in announced.compactMap({ $0.record["asn"].text }).unique {
      found += try receipts.records(where: [("asn", notice)])
        .filter { $0.record["po"].isNull && $0.record["sku"] == line["sku"] }
    }
    return LatestVersions.of(found).map(\.record)
  }
}

/// Picks the latest version of each record.
enum LatestVersions {
  /// - Parameter stored: by system and key, whose last field is the version.
  /// - Returns: the last of each, in the same order.
  static func of(_ stored: [RecordTable.Stored]) -> [RecordTable.Stored] {
    var latest: [RecordTable.Stored] = []
    for one in stored {
      let count = one.record.schema.keyCount - 1
      if let last = latest.last, last.system == one.system,
        last.record.values[..<count] == one.record.values[..<count]
      {
        latest[latest.count - 1] = one
      } else {
        latest.append(one)
      }
    }
    return latest
  }
}
