internal import Domain
internal import Mapping

/// The units of articles as the waiting files tell them.
final class SampleUnits: UnitSource {
  private var ratios: [RecordKey: UnitRatio] = [:]

  /// Record types that tell units; their feeds are read before the others.
  static let entities: Set<EntityID> = ["item", "item_unit"]

  func add(_ record: Record) {
    let sku = record["sku"].description
    switch record.schema.entity {
    case "item":
      guard let unit = record["base_uom"].text else { return }
      ratios[RecordKey(parts: [sku, unit])] = .one
    case "item_unit":
      let key = RecordKey(parts: [sku, record["uom"].description])
      let factors = [record["numerator"].decimal, record["denominator"].decimal ?? ExactDecimal(1)]
        .compactMap { $0 }
      guard ratios[key] == nil, factors.count == 2,
        factors.allSatisfy({ $0.isWhole && $0.millionths > 0 })
      else { return }
      ratios[key] = UnitRatio(
        factors[0].millionths / 1_000_000, over: factors[1].millionths / 1_000_000)
    default: return
    }
  }

  func ratio(sku: String, unit: String, at time: Timestamp?) -> UnitRatio? {
    ratios[RecordKey(parts: [sku, unit])]
  }
}
