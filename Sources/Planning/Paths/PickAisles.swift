/// A place in an aisle: which aisle, and how far from the front cross aisle.
package struct PickPlace: Hashable, Comparable, Sendable {
  /// Counted from 0 at the left.
  package var aisle: Int
  /// Millimetres from the front cross aisle.
  package var y: Int

  package init(_ aisle: Int, _ y: Int) {
    self.aisle = aisle
    self.y = y
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.aisle, left.y) < (right.aisle, right.y)
  }
}

/// Parallel aisles between cross aisles, as a picker walks them: one block, or two.
///
/// A picker reaches both sides of an aisle without crossing it. Lengths are whole millimetres, so
/// that two paths compare exactly. Every path starts and ends at the front end of the depot's aisle.
package struct PickAisles: Hashable, Sendable {
  package let count: Int
  /// Between the centres of neighbouring aisles.
  package let pitch: Int
  /// From the front cross aisle to the back one.
  package let length: Int
  /// Where a middle cross aisle lies, from the front; `nil` for a single block.
  package let middle: Int?
  /// The aisle at whose front end the depot is.
  package let depot: Int

  /// More aisles, or longer ones, are a mistake of whoever says so; below these no sum overflows.
  package static let mostAisles = 100_000
  package static let longest = 1_000_000_000

  /// `nil` where the numbers make no building.
  package init?(count: Int, pitch: Int, length: Int, middle: Int? = nil, depot: Int = 0) {
    guard 1...Self.mostAisles ~= count, 1...Self.longest ~= pitch, 1...Self.longest ~= length,
      0..<count ~= depot, middle.map({ 0 < $0 && $0 < length }) ?? true
    else { return nil }
    self.count = count
    self.pitch = pitch
    self.length = length
    self.middle = middle
    self.depot = depot
  }

  /// Whether a place lies in one of the aisles, their ends counted in.
  package func hold(_ place: PickPlace) -> Bool {
    0..<count ~= place.aisle && 0...length ~= place.y
  }

  /// Where the cross aisles lie, from the front.
  var crossAisles: [Int] {
    guard let middle else { return [0, length] }
    return [0, middle, length]
  }

  var start: PickPlace { PickPlace(depot, 0) }
}

extension PickAisles {
  /// The shortest closed walk from the depot past every place.
  ///
  /// - Parameter places: where to pick, in any order; the same place may occur more than once. Each
  ///   must lie in one of the aisles.
  /// - Returns: the first of equally short ones, always the same.
  package func shortestPath(to places: [PickPlace]) -> PickPath {
    ExactTour(PickSites(places, in: self)).path
  }

  /// The walk that a rule of thumb gives.
  ///
  /// - Parameters:
  ///   - places: as for the shortest path.
  ///   - method: the rule.
  /// - Returns: `nil` where the rule is not for two blocks.
  package func path(to places: [PickPlace], by method: PathMethod) -> PickPath? {
    PickSites(places, in: self).path(by: method)
  }

  /// How long the shortest path and that of every rule of thumb are.
  package func comparison(of places: [PickPlace]) -> PathComparison {
    let sites = PickSites(places, in: self)
    return PathComparison(exact: ExactTour(sites).path.length, of: sites)
  }
}
