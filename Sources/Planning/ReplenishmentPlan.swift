package import Domain

/// What an article has, and what is promised of it, in one warehouse.
package struct InventoryPosition: Equatable, Sendable {
  package var onHand: ExactDecimal
  /// Ordered from suppliers and not received.
  package var onOrder: ExactDecimal
  /// On the way from other warehouses, or about to be.
  package var inbound: ExactDecimal
  /// Promised to orders that the stock covers.
  package var reserved: ExactDecimal
  /// Promised to orders that it does not cover.
  package var backordered: ExactDecimal

  package init(
    onHand: ExactDecimal = .zero, onOrder: ExactDecimal = .zero, inbound: ExactDecimal = .zero,
    reserved: ExactDecimal = .zero, backordered: ExactDecimal = .zero
  ) {
    self.onHand = onHand
    self.onOrder = onOrder
    self.inbound = inbound
    self.reserved = reserved
    self.backordered = backordered
  }

  /// What will be there once everything that is ordered has come and everything promised has left.
  package var projected: ExactDecimal { onHand + onOrder + inbound - reserved - backordered }

  /// What could leave for another warehouse today.
  package var free: ExactDecimal { max(.zero, onHand - reserved - backordered) }
}

/// An article in one warehouse, as its replenishment is planned.
package struct ReplenishedSite: Equatable, Sendable {
  package var warehouse: WarehouseID
  package var position: InventoryPosition
  package var terms: ReplenishmentTerms
  /// Goods are bought for it; where they are not, they only come from other warehouses.
  package var isBoughtFor: Bool
  /// Warehouses whose surplus comes here before anything is bought, the first one first.
  package var sources: [WarehouseID]

  package init(
    _ warehouse: WarehouseID, position: InventoryPosition, terms: ReplenishmentTerms,
    isBoughtFor: Bool = true, sources: [WarehouseID] = []
  ) {
    self.warehouse = warehouse
    self.position = position
    self.terms = terms
    self.isBoughtFor = isBoughtFor
    self.sources = sources
  }

  /// The stock is no more than that at which one orders.
  package var isDue: Bool { position.projected <= terms.reorderPoint }

  /// What another warehouse may have: free today, and beyond what an order would bring it up to.
  package var surplus: ExactDecimal {
    max(.zero, min(position.free, position.projected - terms.target))
  }

  /// How long the stock lasts; for ever where nothing is asked for.
  fileprivate var daysOfCover: Double {
    guard let demand = terms.demandPerDay, demand > 0 else {
      return position.projected > .zero ? .infinity : 0
    }
    return max(0, position.projected.approximate) / demand
  }

  /// When the stock has shrunk to the safety stock; today where it has.
  fileprivate func neededBy(_ today: CalendarDate) -> CalendarDate {
    let above = (position.projected - terms.safetyStock).approximate
    guard above > 0, let demand = terms.demandPerDay, demand > 0 else { return today }
    return CalendarDate(days: today.days + Int32(min(3_650, (above / demand).rounded(.down))))
  }
}

/// A proposal to buy an article, or to move it between two warehouses.
package struct ReplenishmentProposal: Equatable, Sendable {
  package var warehouse: WarehouseID
  /// From where it is moved; `nil` where it is bought.
  package var source: WarehouseID?
  package var quantity: ExactDecimal
  /// The day on which the stock is down to the safety stock.
  package var neededBy: CalendarDate
  /// The stock that will be there without this proposal, all others of the plan included.
  package var projected: ExactDecimal
  package var reorderPoint: ExactDecimal
  package var safetyStock: ExactDecimal
}

/// Plans the replenishment of one article in all its warehouses.
package struct ReplenishmentPlan: Sendable {
  private let terms: OrderTerms
  private let today: CalendarDate

  package init(terms: OrderTerms, today: CalendarDate) {
    self.terms = terms
    self.today = today
  }

  /// Moves surplus first and buys the rest.
  ///
  /// The warehouse whose stock lasts least is served first. What comes from another warehouse is
  /// whole pieces, and counts as on its way: where it lifts the stock above the reorder point,
  /// nothing is bought yet, as nothing would be once the transfer is ordered.
  ///
  /// - Parameter sites: each warehouse once, in any order.
  /// - Returns: by warehouse, transfers before the purchase.
  package func proposals(for sites: [ReplenishedSite]) -> [ReplenishmentProposal] {
    var surplus: [WarehouseID: ExactDecimal] = [:]
    for site in sites where !site.isDue { surplus[site.warehouse] = site.surplus }
    let due = sites.filter(\.isDue).sorted {
      ($0.daysOfCover, $0.warehouse) < ($1.daysOfCover, $1.warehouse)
    }
    let planned = due.flatMap { proposals(for: $0, &surplus) }
    // The sort keeps the order of equals only where it is told.
    return planned.enumerated().sorted {
      ($0.element.warehouse, $0.offset) < ($1.element.warehouse, $1.offset)
    }.map(\.element)
  }

  private func proposals(
    for site: ReplenishedSite, _ surplus: inout [WarehouseID: ExactDecimal]
  ) -> [ReplenishmentProposal] {
    let neededBy = site.neededBy(today)
    var site = site
    var proposals: [ReplenishmentProposal] = []
    func propose(_ quantity: ExactDecimal, from source: WarehouseID?) {
      proposals.append(
        ReplenishmentProposal(
          warehouse: site.warehouse, source: source, quantity: quantity, neededBy: neededBy,
          projected: site.position.projected, reorderPoint: site.terms.reorderPoint,
          safetyStock: site.terms.safetyStock))
    }
    let piece = ExactDecimal(1)
    for source in site.sources where source != site.warehouse {
      let lack = (site.terms.target - site.position.projected).roundedUp(toMultipleOf: piece)
      let moved = min(lack, (surplus[source] ?? .zero).roundedDown(toMultipleOf: piece))
      guard moved > .zero else { continue }
      surplus[source] = (surplus[source] ?? .zero) - moved
      propose(moved, from: source)
      site.position.inbound += moved
    }
    guard site.isBoughtFor, site.isDue else { return proposals }
    let quantity = terms.quantity(for: site.terms.target - site.position.projected)
    if quantity > .zero { propose(quantity, from: nil) }
    return proposals
  }
}
