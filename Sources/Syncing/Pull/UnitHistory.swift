internal import Domain
internal import Mapping
internal import Persistence

/// Keeps what a unit of an item held before its factor changed: what happened under the old factor
/// is counted with it, whenever it arrives.
struct UnitHistory {
  private let session: Session
  private let system: SystemID

  init(session: Session, system: SystemID) {
    self.session = session
    self.system = system
  }

  /// Notes a change, before the new record is written.
  ///
  /// - Parameters:
  ///   - new: it holds from its `valid_from`, or from now on.
  ///   - table: where the record of before stands.
  /// - Throws: what the store failed with.
  func note(_ new: Record, in table: RecordTable) throws {
    let before = { (field: String) throws in
      try table.stored(field, underKeyOf: new, in: system).decimal
    }
    guard let numerator = try before("numerator"), let holds = new["numerator"].decimal else {
      return
    }
    let denominator = try before("denominator") ?? ExactDecimal(1)
    let parts = new["denominator"].decimal ?? ExactDecimal(1)
    guard numerator.multiplied(by: parts) != holds.multiplied(by: denominator) else { return }
    let (sku, unit) = (new["sku"].description, new["uom"].description)
    var time = session.now
    if case .date(let day) = new["valid_from"] {
      time = ZoneClock(session.settings.timezone).start(of: day)
    }
    // Until then the one that held then was right, which may be an earlier one.
    let factor =
      try session.store.factorBefore(
        sku: sku, unit: unit, in: system, at: Timestamp(microseconds: time.microseconds - 1))
      ?? UnitFactor(numerator: numerator, denominator: denominator)
    try session.store.keepFactor(factor, sku: sku, unit: unit, in: system, until: time)
  }
}
