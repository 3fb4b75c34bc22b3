package import Domain

/// What is known of one article in one warehouse.
package struct SiteStock: Sendable {
  package var warehouse: WarehouseID
  /// What can be sold of the snapshot, less what is gone although the snapshot tells it, and less what
  /// is kept for others than the open orders.
  package var onHand: ExactDecimal
  package var supply: [ExpectedSupply] = []
  package var demand: [OpenDemand] = []
  /// The snapshot has events that nobody has told yet.
  ///
  /// Goods that are expected may then already lie on the shelf, so nothing that is expected counts.
  package var isAheadOfEvents = false

  package init(_ warehouse: WarehouseID, onHand: ExactDecimal) {
    self.warehouse = warehouse
    self.onHand = onHand
  }

  /// What comes of it as far as it counts.
  package func countedSupply(_ today: CalendarDate) -> [DatedQuantity] {
    supply.compactMap { one in
      isAheadOfEvents && one.source != .received ? nil : one.counted(today)
    }
  }

  /// What may be sold: every promise takes its goods on the first day on which it may leave.
  ///
  /// A promise that is to be kept later may nevertheless be shipped today, so that what comes in
  /// between is not there for whoever was sold today's stock.
  package func forSale(_ today: CalendarDate, days: Int) -> StockProjection {
    StockProjection(
      onHand: onHand, supply: countedSupply(today),
      demand: demand.map { DatedQuantity($0.quantity, on: $0.leaves ?? today) },
      from: today, days: days)
  }

  /// Whether promises can be kept: every one takes its goods on the day that was promised.
  package func promised(_ today: CalendarDate, days: Int) -> StockProjection {
    StockProjection(
      onHand: onHand, supply: countedSupply(today),
      demand: demand.map { DatedQuantity($0.quantity, on: $0.due(today)) },
      from: today, days: days)
  }

  /// The orders that cannot be kept, the latest first.
  package func ordersAtRisk(_ today: CalendarDate, days: Int) -> [OrderAtRisk] {
    OrderAtRisk.found(
      in: demand, onHand: onHand, supply: countedSupply(today), today: today, days: days)
  }
}
