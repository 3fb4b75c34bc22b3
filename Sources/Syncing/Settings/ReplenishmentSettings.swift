package import Domain
package import Planning

/// When and how much the ERP is told to order.
package struct ReplenishmentSettings: Equatable, Sendable {
  package var policy: ReplenishmentPolicy
  /// Days of which demand and deliveries are looked at.
  package var historyDays = 365
  /// Deliveries that it takes to learn a lead time from them.
  package var leastDeliveries = 3
  /// Packs that are not broken: the level of an item's unit; `nil` where single pieces are ordered.
  package var packLevel: String?
  /// Those that are replenished, in file order.
  package var warehouses: [WarehouseID]
  /// Those that goods are bought for; the others only get what other warehouses have.
  package var boughtFor: Set<WarehouseID>
  /// By warehouse: whose surplus it gets, the first one first.
  package var sources: [WarehouseID: [WarehouseID]] = [:]

  package init(level: ServiceLevel, warehouses: [WarehouseID]) {
    policy = ReplenishmentPolicy(level: level)
    self.warehouses = warehouses
    boughtFor = Set(warehouses)
  }
}
