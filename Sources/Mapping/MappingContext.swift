package import Domain

/// What a mapping must know beyond its file: names of warehouses, code tables, zone, units.
package struct MappingContext {
  /// The system whose files are mapped.
  package var system: SystemID
  /// What this system calls our warehouses, to our codes; empty when none are declared, and then
  /// nothing is translated or checked.
  package var warehouses: [String: WarehouseID]
  /// By their name in the configuration.
  package var crossReferences: [String: CrossReference]
  /// IANA name of the site's zone; the dialect's own zone goes before it.
  package var timezone: String
  /// `nil` when no item has units besides its base unit; every unit is then unknown.
  package var units: (any UnitSource)?

  package init(
    system: SystemID, warehouses: [String: WarehouseID] = [:],
    crossReferences: [String: CrossReference] = [:], timezone: String = "UTC",
    units: (any UnitSource)? = nil
  ) {
    self.system = system
    self.warehouses = warehouses
    self.crossReferences = crossReferences
    self.timezone = timezone
    self.units = units
  }
}

/// Knows how many base units a unit of an item holds.
package protocol UnitSource: AnyObject {
  /// What a unit holds.
  ///
  /// - Parameters:
  ///   - sku: the item.
  ///   - unit: its unit.
  ///   - time: when it must have held; `nil` stands for now.
  /// - Returns: the ratio; 1/1 for the item's base unit, `nil` when the item has no such unit.
  func ratio(sku: String, unit: String, at time: Timestamp?) -> UnitRatio?
}

/// What a quantity is a quantity of.
struct CountedItem {
  var sku: String
  /// When it was counted; `nil` where the row does not say so.
  var at: Timestamp?
}

/// How many base units a unit holds, as a fraction of whole numbers.
package struct UnitRatio: Hashable, Sendable {
  package let numerator: Int64
  package let denominator: Int64

  /// The base unit itself.
  package static let one = UnitRatio(1, over: 1)

  package init(_ numerator: Int64, over denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }
}

/// The file does not have the columns that its mapping reads.
package struct MappingMismatch: Error, Equatable, Sendable {
  /// In the order of the rules that read them, each once.
  package let missingColumns: [String]

  package init(missingColumns: [String]) {
    self.missingColumns = missingColumns
  }
}
