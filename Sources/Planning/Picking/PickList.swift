package import Domain

/// What one person picks on one walk.
package struct PickList: Equatable, Sendable {
  /// A quantity of one order line out of one bin.
  package struct Part: Equatable, Sendable {
    package let order: String
    package let line: String
    package let quantity: ExactDecimal
    /// Counted from 1 in order of the orders; `nil` where orders are not kept apart by totes.
    package internal(set) var tote: Int?
  }

  /// Everything that is taken of one article and lot where one stands still.
  package struct Stop: Equatable, Sendable {
    package let bin: BinID
    package let sku: String
    package let lot: String?
    /// In order of order and line.
    package internal(set) var parts: [Part]
    /// Where to go when the bin has less; `nil` where nothing is left elsewhere.
    package internal(set) var fallback: BinID?

    package var quantity: ExactDecimal { parts.reduce(.zero) { $0 + $1.quantity } }
  }

  package let departure: Departure
  /// `nil` where lists are not divided by priority, or the orders have none.
  package let priority: Int?
  /// `nil` where lists are not divided by zone, or the bins have none.
  package let zone: String?
  /// In order of bin, article and lot.
  package internal(set) var stops: [Stop]
  /// In kilograms, of what has a weight.
  package internal(set) var weight: ExactDecimal

  /// The bins to go to, each once.
  package var bins: [BinID] {
    var bins: [BinID] = []
    for stop in stops where bins.last != stop.bin { bins.append(stop.bin) }
    return bins
  }

  /// The stops in the order of a walk; bins that it leaves out come last.
  ///
  /// - Parameter walk: the bins in the order in which one comes to them.
  /// - Returns: the same stops.
  package func stops(walking walk: [BinID]) -> [Stop] {
    var places: [BinID: Int] = [:]
    for (place, bin) in walk.enumerated() where places[bin] == nil { places[bin] = place }
    return stops.enumerated().sorted { one, two in
      let left = places[one.element.bin] ?? .max
      let right = places[two.element.bin] ?? .max
      return left != right ? left < right : one.offset < two.offset
    }.map(\.element)
  }
}

/// What no bin has of an order line.
package struct PickShort: Equatable, Sendable {
  package let order: String
  package let line: String
  package let sku: String
  package let quantity: ExactDecimal
}
