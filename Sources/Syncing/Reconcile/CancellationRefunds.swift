internal import Domain
internal import Persistence
internal import Reconciliation

/// Has the ERP credit what was cancelled and never left, where customers pay before.
///
/// Once for each order line, when the cancellation was accepted, and not while goods have left after
/// it: then a person decides.
struct CancellationRefunds {
  private let session: Session
  private let table: RecordTable

  /// `nil` where nothing is credited so.
  init?(session: Session) throws {
    let isCarried = session.settings.outbound.contains {
      $0.entity == RecordSchema.creditTrigger.entity
    }
    guard session.settings.shipping.refundsCancelled, isCarried else { return nil }
    self.session = session
    table = try session.store.table(.creditTrigger)
  }

  /// What was credited of a line as cancelled; `nil` when nothing was.
  func kept(for line: Record) throws -> ExactDecimal? {
    try table.record(Self.key(of: line), in: Session.ourselves)?.record["qty"].decimal
  }

  /// The return number under which an order's cancellations are credited.
  static func number(of order: String) -> String { "cancel-\(order)" }

  private static func key(of line: Record) -> RecordKey {
    RecordKey(parts: [number(of: line["order"].description), line["line"].description])
  }

  func make(for lines: [OrderLine], currency: Value) throws {
    for line in lines {
      guard let life = line.facts.life,
        line.facts.cancellation != nil || line.facts.isOrderCancelled,
        life.cancelled > .zero, line.facts.hasLeftAfterCancellation == false
      else { continue }
      var record = Record(.creditTrigger)
      record["return"] = .text(Self.key(of: line.record).parts[0])
      record["line"] = line.record["line"]
      guard try table.record(record.key, in: Session.ourselves) == nil else { continue }
      record["order"] = line.record["order"]
      record["sku"] = line.record["sku"]
      record["qty"] = .decimal(life.cancelled)
      if let price = line.facts.unitPrice {
        record["amount"] = .decimal(life.cancelled.multiplied(by: price))
      }
      record["currency"] = currency
      record["reason"] = .text("cancelled")
      try session.keepDerived(record)
    }
  }
}
