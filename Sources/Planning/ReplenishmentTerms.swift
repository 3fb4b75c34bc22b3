package import Domain

/// What is decided about all replenishment of a retailer.
package struct ReplenishmentPolicy: Equatable, Sendable {
  /// Whose safety stock and reorder point count where both the ERP and the history have them.
  package enum Preference: String, CaseIterable, Sendable {
    /// What the history teaches; what the ERP states where there is too little history.
    case learned
    /// What the ERP states; what the history teaches where it states nothing.
    case stated
  }

  package var level: ServiceLevel
  package var preference = Preference.learned
  /// Between two looks of the buyer; 0 where one orders any day.
  package var reviewDays = 0
  /// How many days' demand an order covers beyond the reorder point.
  package var coverDays = 0
  /// Days of evidence that it takes to learn from them.
  package var leastDays = 28
  /// What an order costs, and what it costs to keep goods for a year in percent of their cost.
  package var orderCost: ExactDecimal?
  package var holdingPercent: ExactDecimal?

  package init(level: ServiceLevel) {
    self.level = level
  }
}

/// What the master data of an article say about its replenishment.
package struct StatedTerms: Equatable, Sendable {
  package var safetyStock: ExactDecimal?
  package var reorderPoint: ExactDecimal?
  package var unitCost: ExactDecimal?

  package init(
    safetyStock: ExactDecimal? = nil, reorderPoint: ExactDecimal? = nil,
    unitCost: ExactDecimal? = nil
  ) {
    self.safetyStock = safetyStock
    self.reorderPoint = reorderPoint
    self.unitCost = unitCost
  }
}

/// When an article is ordered for a warehouse, and up to which stock.
package struct ReplenishmentTerms: Equatable, Sendable {
  package var safetyStock: ExactDecimal
  package var reorderPoint: ExactDecimal
  /// Up to which one orders: the reorder point and what an order covers beyond it.
  package var target: ExactDecimal
  /// `nil` where too little is known of it.
  package var demandPerDay: Double?
  /// The reorder point was learned, and not stated.
  package var isLearned: Bool

  package init(
    safetyStock: ExactDecimal, reorderPoint: ExactDecimal, target: ExactDecimal,
    demandPerDay: Double? = nil, isLearned: Bool = false
  ) {
    self.safetyStock = safetyStock
    self.reorderPoint = reorderPoint
    self.target = target
    self.demandPerDay = demandPerDay
    self.isLearned = isLearned
  }

  /// `nil` where neither history nor master data say when to order.
  ///
  /// - Parameters:
  ///   - pattern: how the article is asked for in the warehouse.
  ///   - leadTime: `nil` where nobody knows it.
  ///   - stated: by the master data.
  ///   - policy: of the retailer.
  package init?(
    _ pattern: DemandPattern, leadTime: LeadTime?, stated: StatedTerms,
    policy: ReplenishmentPolicy
  ) {
    let knowsDemand = pattern.days.count >= max(1, policy.leastDays)
    let demandPerDay = knowsDemand ? pattern.mean : nil
    let learned = leadTime.flatMap { leadTime in
      knowsDemand ? Self.learned(pattern, leadTime, policy) : nil
    }
    let isStatedFirst = policy.preference == .stated
    let safetyStock =
      isStatedFirst
      ? stated.safetyStock ?? learned?.safetyStock : learned?.safetyStock ?? stated.safetyStock
    // A safety stock that is stated alone moves the reorder point that is learned.
    let movedPoint = learned.map { $0.expected + (safetyStock ?? .zero) }
    guard
      let reorderPoint = isStatedFirst
        ? stated.reorderPoint ?? movedPoint
        : movedPoint ?? stated.reorderPoint
    else { return nil }
    let lot = Self.lot(demandPerDay, stated.unitCost, policy)
    self.init(
      safetyStock: safetyStock ?? .zero, reorderPoint: reorderPoint, target: reorderPoint + lot,
      demandPerDay: demandPerDay,
      isLearned: learned != nil && !(isStatedFirst && stated.reorderPoint != nil))
  }

  /// The safety stock, and the demand that is expected until ordered goods come.
  private static func learned(
    _ pattern: DemandPattern, _ leadTime: LeadTime, _ policy: ReplenishmentPolicy
  ) -> (safetyStock: ExactDecimal, expected: ExactDecimal) {
    let demand = LeadTimeDemand(
      demandMean: pattern.mean, demandDeviation: pattern.deviation, leadMean: leadTime.mean,
      leadDeviation: leadTime.deviation, reviewDays: policy.reviewDays)
    let expected = ExactDecimal(statistic: demand.mean)
    if pattern.isIntermittent,
      let point = pattern.quantile(
        policy.level.share, over: leadTime.days.map { max(1, $0 + policy.reviewDays) })
    {
      return (max(.zero, point - expected), min(point, expected))
    }
    return (ExactDecimal(statistic: demand.safetyStock(policy.level)), expected)
  }

  /// What an order covers beyond the reorder point: the days it is to last, or what is cheapest.
  private static func lot(
    _ demandPerDay: Double?, _ unitCost: ExactDecimal?, _ policy: ReplenishmentPolicy
  ) -> ExactDecimal {
    guard let demandPerDay else { return .zero }
    var lot = demandPerDay * Double(policy.coverDays)
    if let orderCost = policy.orderCost, let holding = policy.holdingPercent, let unitCost,
      let cheapest = OrderTerms.economicQuantity(
        demandPerDay: demandPerDay, orderCost: orderCost, holdingPercent: holding,
        unitCost: unitCost)
    {
      lot = max(lot, cheapest)
    }
    return ExactDecimal(statistic: lot)
  }
}
