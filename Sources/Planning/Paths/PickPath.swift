/// A closed walk from the depot past every place to pick at.
package struct PickPath: Equatable, Sendable {
  /// Millimetres.
  package let length: Int
  /// The picks in the order in which the walk first comes past them, as indices of the list.
  package let order: [Int]
  /// From depot to depot, every place where the walk turns; empty where nothing is to be picked.
  package let turns: [PickPlace]

  /// The walk along these turns, which comes past every place.
  init(along walk: Walk, past sites: PickSites) {
    let turns = sites.places.isEmpty ? [] : walk.turns
    var length = 0
    var isTaken = [Bool](repeating: false, count: sites.places.count)
    var order: [Int] = []
    order.reserveCapacity(sites.picks.count)
    func take(_ index: Int) {
      guard !isTaken[index] else { return }
      isTaken[index] = true
      order += sites.picks[sites.firstPick[index]..<sites.firstPick[index + 1]]
    }
    func pass(_ aisle: Int, from: Int, to end: Int) {
      let places = sites.places(inAisle: aisle)
      if from <= end {
        for index in places where from...end ~= sites.places[index].y { take(index) }
      } else {
        for index in places.reversed() where end...from ~= sites.places[index].y { take(index) }
      }
    }
    for (from, to) in zip(turns, turns.dropFirst()) {
      if from.aisle == to.aisle {
        length += abs(to.y - from.y)
        pass(from.aisle, from: from.y, to: to.y)
      } else {
        length += abs(to.aisle - from.aisle) * sites.aisles.pitch
        let step = from.aisle < to.aisle ? 1 : -1
        for aisle in stride(from: from.aisle, through: to.aisle, by: step) {
          pass(aisle, from: to.y, to: to.y)
        }
      }
    }
    if turns.count == 1 { pass(turns[0].aisle, from: turns[0].y, to: turns[0].y) }
    self.turns = turns
    self.length = length
    self.order = order
  }
}

/// A walk while it is being made: its turns so far.
struct Walk {
  private(set) var turns: [PickPlace]

  /// Starts at a place.
  init(from start: PickPlace) {
    turns = [start]
  }

  var place: PickPlace { turns[turns.count - 1] }

  /// Walks on, along the aisle or along a cross aisle.
  mutating func go(to next: PickPlace) {
    let here = place
    guard next != here else { return }
    if turns.count > 1 {
      let before = turns[turns.count - 2]
      if Self.isStraight(before, here, next) { turns.removeLast() }
    }
    turns.append(next)
  }

  /// Walks along the aisle.
  mutating func go(toY y: Int) { go(to: PickPlace(place.aisle, y)) }

  /// Walks along the cross aisle.
  mutating func go(toAisle aisle: Int) { go(to: PickPlace(aisle, place.y)) }

  private static func isStraight(_ one: PickPlace, _ two: PickPlace, _ three: PickPlace) -> Bool {
    if one.aisle == two.aisle, two.aisle == three.aisle {
      return (one.y < two.y) == (two.y < three.y)
    }
    guard one.y == two.y, two.y == three.y else { return false }
    return (one.aisle < two.aisle) == (two.aisle < three.aisle)
  }
}
