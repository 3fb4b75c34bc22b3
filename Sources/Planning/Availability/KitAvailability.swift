package import Domain

/// A component of a kit, with what can be promised of it.
package struct KitSupply: Equatable, Sendable {
  package var sku: String
  /// So many go into one kit; above zero.
  package var perKit: ExactDecimal
  /// What can be promised, by warehouse.
  package var promises: [SitePromise]
  /// What is deducted from it wherever it lies: safety stock, hard reserves, orders without a
  /// warehouse.
  package var deduction: ExactDecimal = .zero

  package init(_ sku: String, perKit: ExactDecimal, promises: [SitePromise]) {
    self.sku = sku
    self.perKit = perKit
    self.promises = promises
  }
}

/// A kit has no stock of its own: it is as available as its scarcest component in one warehouse.
package enum KitAvailability {
  /// How many kits each warehouse can make, in byte order of warehouses; a component that a warehouse
  /// does not have makes it zero.
  package static func promises(of parts: [KitSupply]) -> [SitePromise] {
    let warehouses = Set(parts.flatMap { $0.promises.map(\.warehouse) }).sorted()
    return warehouses.map { warehouse in
      let kits = parts.map { part -> ExactDecimal in
        let own = part.promises.first { $0.warehouse == warehouse }?.quantity ?? .zero
        return whole(max(own, .zero), by: part.perKit, up: false)
      }
      return SitePromise(warehouse, kits.min() ?? .zero)
    }
  }

  /// How many kits must be kept back because of what is deducted from their components.
  package static func deduction(of parts: [KitSupply]) -> ExactDecimal {
    parts.map { whole(max($0.deduction, .zero), by: $0.perKit, up: true) }.max() ?? .zero
  }

  private static func whole(
    _ quantity: ExactDecimal, by part: ExactDecimal, up: Bool
  ) -> ExactDecimal {
    guard part > .zero else { return .zero }
    let more = up ? part.millionths - 1 : 0
    return ExactDecimal(Int((quantity.millionths + more) / part.millionths))
  }
}
