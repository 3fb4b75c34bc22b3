internal import Domain
internal import Persistence

/// Until when lots may be sold.
struct LotExpiries {
  private let receipts: RecordTable
  private let advices: RecordTable

  init(session: Session) throws {
    receipts = try session.store.table(.receipt)
    advices = try session.store.table(.asnLine)
  }

  /// The day on which a lot first came; `nil` where nobody told.
  func firstReceipt(of lot: String, _ sku: String) throws -> CalendarDate? {
    try receipts.records(where: [("sku", sku), ("lot", lot)]).compactMap {
      $0.record["received_at"].time
    }.min()?.date
  }

  /// The last day of a lot as its newest receipt told, or else its ship notice; `nil` where nobody
  /// told.
  func lastDay(of lot: String, _ sku: String) throws -> CalendarDate? {
    let fields = [("sku", sku), ("lot", lot)]
    let received = try receipts.records(where: fields).sorted {
      ($0.record["received_at"].time?.microseconds ?? 0)
        < ($1.record["received_at"].time?.microseconds ?? 0)
    }
    for row in try received.reversed() + advices.records(where: fields) {
      if case .date(let day) = row.record["expires"] { return day }
    }
    return nil
  }
}
