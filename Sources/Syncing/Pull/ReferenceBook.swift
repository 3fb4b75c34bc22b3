internal import Domain
internal import Mapping
internal import Persistence

/// Answers whether a master record is known to any system, and what its units hold.
///
/// Remembers what it found, so that a million rows cost one look-up per id.
final class ReferenceBook: UnitSource {
  private let store: StateStore
  private let systems: [SystemID]
  private let warehouses: Set<WarehouseID>
  private var known: Set<Reference> = []
  private var ratios: [RecordKey: FoundRatio?] = [:]
  private let now: Timestamp
  private var failure: (any Error)?

  init(store: StateStore, settings: Settings, now: Timestamp) {
    self.store = store
    self.now = now
    systems = settings.systems.map(\.id)
    warehouses = Set(settings.warehouses.map(\.id))
  }

  /// Forgets what it remembers: records have changed.
  func forget() {
    known.removeAll(keepingCapacity: true)
    ratios.removeAll(keepingCapacity: true)
  }

  func knows(_ reference: Reference) throws -> Bool {
    let identity = Reference(entity: reference.entity, key: reference.key, field: "")
    if known.contains(identity) { return true }
    guard try find(reference) else { return false }
    known.insert(identity)
    return true
  }

  func knows(_ entity: EntityID, _ key: String) throws -> Bool {
    try knows(Reference(entity: entity, key: RecordKey(text: key), field: ""))
  }

  private func find(_ reference: Reference) throws -> Bool {
    let parts = reference.key.parts
    if reference.entity == RecordSchema.location.entity, parts.count == 1,
      warehouses.contains(WarehouseID(parts[0]))
    {
      return true
    }
    guard let schema = RecordSchema.named(reference.entity) else { return false }
    let table = try store.table(schema)
    for system in systems where try table.contains(keyStart: parts, in: system) { return true }
    return false
  }

  func ratio(sku: String, unit: String, at time: Timestamp?) -> UnitRatio? {
    let identity = RecordKey(parts: [sku, unit])
    do {
      let found: FoundRatio?
      if let known = ratios[identity] {
        found = known
      } else {
        found = try findRatio(sku: sku, unit: unit)
        ratios[identity] = .some(found)
      }
      guard let found, let system = found.changedIn else { return found?.ratio }
      let before = try store.factorBefore(sku: sku, unit: unit, in: system, at: time ?? now)
      return before.flatMap(UnitRatio.init) ?? found.ratio
    } catch {
      // The mapping cannot fail; the failure stops the file as soon as the row is back.
      failure = error
      return nil
    }
  }

  /// Throws what a look-up for the mapping met.
  func rethrow() throws {
    guard let failure else { return }
    self.failure = nil
    throw failure
  }

  private func findRatio(sku: String, unit: String) throws -> FoundRatio? {
    let items = try store.table(.item)
    let units = try store.table(.itemUnit)
    for system in systems {
      if let item = try items.record(RecordKey(parts: [sku]), in: system)?.record,
        item["base_uom"].text == unit
      {
        return FoundRatio(ratio: .one)
      }
    }
    for system in systems {
      guard let found = try units.record(RecordKey(parts: [sku, unit]), in: system)?.record,
        let numerator = found["numerator"].decimal
      else { continue }
      let factor = UnitFactor(
        numerator: numerator, denominator: found["denominator"].decimal ?? ExactDecimal(1))
      guard let ratio = UnitRatio(factor) else { continue }
      // Whatever held at the beginning of time held before something else did.
      let isFirst =
        try store.factorBefore(
          sku: sku, unit: unit, in: system, at: Timestamp(microseconds: .min)) == nil
      return FoundRatio(ratio: ratio, changedIn: isFirst ? nil : system)
    }
    return nil
  }
}

/// What a unit holds now, and in whose records it has held something else before.
private struct FoundRatio {
  var ratio: UnitRatio
  var changedIn: SystemID?
}

extension UnitRatio {
  /// `nil` for what is no fraction of whole numbers.
  fileprivate init?(_ factor: UnitFactor) {
    let parts = [factor.numerator, factor.denominator]
    guard parts.allSatisfy({ $0.isWhole && $0.millionths > 0 }) else { return nil }
    self.init(parts[0].millionths / 1_000_000, over: parts[1].millionths / 1_000_000)
  }
}
