package import Domain
package import Planning

/// How orders are picked in a warehouse.
package struct PickingSettings: Equatable, Sendable {
  package var warehouse: WarehouseID
  package var rule = PickRule(.single)
  /// So long before its carrier comes an order is put on a list; `nil` puts it on one at once.
  package var beforeSeconds: Int?
  /// Where the aisles are; `nil` walks in the order of `pick_seq`.
  package var floor: PickFloor?
}

/// What orders are packed into.
package struct PackingSettings: Equatable, Sendable {
  /// A carton with where it is in stock.
  package struct Carton: Equatable, Sendable {
    package var type: CartonType
    /// Empty for all.
    package var warehouses: [WarehouseID]
  }

  package var cartons: [Carton] = []
  /// Storage classes of articles that are not laid on their side.
  package var uprightClasses: [String] = []

  package init() {}

  /// The cartons that a warehouse has.
  func types(in warehouse: WarehouseID) -> [CartonType] {
    cartons.filter { $0.warehouses.isEmpty || $0.warehouses.contains(warehouse) }.map(\.type)
  }
}
