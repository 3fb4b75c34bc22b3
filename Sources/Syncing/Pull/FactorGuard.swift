internal import Domain
internal import Mapping
internal import Persistence

/// Holds back a change of what an item is counted in while goods of it lie in stock or order lines
/// of it are open: the same number would suddenly mean another quantity.
///
/// The row waits and the factor of before holds; it flows by itself once nothing is counted in it
/// any more, or when a person accepts the file.
final class FactorGuard {
  private let session: Session
  private let feed: FeedSettings
  /// SKUs in use; read when the first change is met.
  private var used: Set<String>?

  init(session: Session, feed: FeedSettings) {
    self.session = session
    self.feed = feed
  }

  /// Whether such a row is to be looked at again.
  static func holds(_ code: String) -> Bool { code == ExceptionCode.uomFactorChanged.rawValue }

  /// The first change among the records that must wait.
  func find(in records: [MappedRecord], of file: LedgerFile) throws -> RowFault? {
    for record in records.lazy.map(\.record) {
      let fault: RowFault?
      switch record.schema {
      case .itemUnit: fault = try changedFactor(record)
      case .item: fault = try changedBase(record)
      default: continue
      }
      guard let fault else { continue }
      let isAccepted = session.accepted.contains {
        $0.feed == feed.id && !$0.hash.isEmpty && file.sha256.hasPrefix($0.hash)
      }
      if isAccepted { return nil }
      guard try isUsed(record.values[0].description) else { continue }
      return withRemedy(fault, file)
    }
    return nil
  }

  private func withRemedy(_ fault: RowFault, _ file: LedgerFile) -> RowFault {
    var fault = fault
    fault.reason +=
      "; goods or open order lines are counted in it: the row waits until there are none, or until"
      + " `wmsync run --accept \(feed.id)@\(file.sha256.prefix(12))`"
    return fault
  }

  private func isUsed(_ sku: String) throws -> Bool {
    let known = try used ?? session.store.skusInUse()
    used = known
    return known.contains(sku)
  }

  private func changedFactor(_ record: Record) throws -> RowFault? {
    guard let before = try stored(record), let old = Ratio(before), let new = Ratio(record),
      old != new
    else { return nil }
    return RowFault(
      .uomFactorChanged, entity: record.schema.entity, key: record.key, field: "numerator",
      column: "", value: new.text,
      reason: "one \(record["uom"]) was \(old.text), and is \(new.text)")
  }

  private func changedBase(_ record: Record) throws -> RowFault? {
    guard let new = record["base_uom"].text, let old = try stored(record)?["base_uom"].text,
      old != new
    else { return nil }
    return RowFault(
      .uomFactorChanged, entity: record.schema.entity, key: record.key, field: "base_uom",
      column: "", value: new, reason: "the base unit was \(old), and is \(new)")
  }

  private func stored(_ record: Record) throws -> Record? {
    try session.store.table(record.schema).record(record.key, in: feed.system)?.record
  }
}

/// How many base units a unit holds, exactly.
private struct Ratio: Equatable {
  let numerator: ExactDecimal
  let denominator: ExactDecimal

  init?(_ record: Record) {
    guard let numerator = record["numerator"].decimal else { return nil }
    self.numerator = numerator
    denominator = record["denominator"].decimal ?? ExactDecimal(1)
  }

  static func == (left: Ratio, right: Ratio) -> Bool {
    left.numerator.multiplied(by: right.denominator)
      == right.numerator.multiplied(by: left.denominator)
  }

  var text: String {
    denominator == ExactDecimal(1) ? "\(numerator)" : "\(numerator)/\(denominator)"
  }
}
