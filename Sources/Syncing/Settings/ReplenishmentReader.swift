import Domain
import Planning

/// Reads when and how much is ordered.
struct ReplenishmentReader {
  let declared: Declarations

  /// - Parameter setting: the section; `nil` where there is none.
  /// - Returns: `nil` where nobody wants proposals.
  func replenishment(_ setting: Setting?) -> ReplenishmentSettings? {
    setting?.reading { section in
      let level = section.need("service_level").flatMap { serviceLevel($0) }
      let named = section["warehouses"].map { warehouses($0) }
      guard let usual = ServiceLevel(percent: ExactDecimal(50)) else { return nil }
      var settings = ReplenishmentSettings(
        level: level ?? usual,
        warehouses: named ?? declared.warehouses.map { WarehouseID($0) })
      if let named = section["bought_for"].map({ warehouses($0) }) {
        settings.boughtFor = Set(named)
      }
      for receiver in section["transfer_from"]?.named ?? [] {
        guard let id = warehouse(named: receiver) else { continue }
        settings.sources[id] = warehouses(receiver)
      }
      if let days = section["history"].flatMap({ days($0, 1...3_650) }) {
        settings.historyDays = days
      }
      if let count = section["min_deliveries"]?.integer(1...1_000) {
        settings.leastDeliveries = count
      }
      settings.packLevel = section["pack"]?.oneOf(["inner", "case", "pallet"])
      readPolicy(section, into: &settings.policy)
      return settings
    }
  }

  private func readPolicy(_ section: Section, into policy: inout ReplenishmentPolicy) {
    if let terms = section["terms"]?.choice(ReplenishmentPolicy.Preference.self) {
      policy.preference = terms
    }
    if let days = section["review"].flatMap({ days($0, 0...365) }) { policy.reviewDays = days }
    if let days = section["cover"].flatMap({ days($0, 0...365) }) { policy.coverDays = days }
    if let days = section["min_history"].flatMap({ days($0, 1...3_650) }) {
      policy.leastDays = days
    }
    policy.orderCost = section["order_cost"]?.decimal(atLeast: .zero)
    policy.holdingPercent = section["holding"]?.percent()
    // One without the other says nothing of what an order should bring.
    if policy.orderCost != nil && policy.holdingPercent == nil {
      section.miss(
        ["holding"], "missing key \"holding\", without which \"order_cost\" means nothing")
    } else if policy.holdingPercent != nil && policy.orderCost == nil {
      section.miss(
        ["order_cost"], "missing key \"order_cost\", without which \"holding\" means nothing")
    }
  }

  private func serviceLevel(_ setting: Setting) -> ServiceLevel? {
    guard let percent = setting.percent() else { return nil }
    return ServiceLevel(percent: percent) ?? setting.expected("a percentage from 50% to 99.99%")
  }

  private func days(_ setting: Setting, _ range: ClosedRange<Int>) -> Int? {
    guard let seconds = setting.duration() else { return nil }
    guard seconds % 86_400 == 0, range.contains(seconds / 86_400) else {
      return setting.expected(
        "whole days from \(range.lowerBound)d to \(range.upperBound)d")
    }
    return seconds / 86_400
  }

  private func warehouses(_ setting: Setting) -> [WarehouseID] {
    setting.itemsOrOne.compactMap {
      $0.reference(to: "warehouse", among: declared.warehouses)
    }.map { WarehouseID($0) }
  }

  /// The warehouse that a key names.
  private func warehouse(named setting: Setting) -> WarehouseID? {
    guard declared.warehouses.contains(setting.key) else {
      let hint = Spelling.hint(for: setting.key, among: declared.warehouses)
      setting.mistakes.report(
        "\(setting.path): unknown warehouse \(quoted(setting.key))\(hint)", at: setting.keyPlace)
      return nil
    }
    return WarehouseID(setting.key)
  }
}
