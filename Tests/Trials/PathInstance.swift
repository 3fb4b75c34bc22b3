package import Planning
internal import Workbench

/// Aisles with places to pick at, made up from a seed.
package struct PathInstance: CustomStringConvertible {
  package let aisles: PickAisles
  package let places: [PickPlace]

  package init(_ aisles: PickAisles, _ places: [PickPlace]) {
    self.aisles = aisles
    self.places = places
  }

  package var description: String {
    let picks = places.map { "(\($0.aisle),\($0.y))" }.joined()
    return "\(aisles.count) aisles of \(aisles.length), pitch \(aisles.pitch), middle"
      + " \(aisles.middle.map { "\($0)" } ?? "none"), depot \(aisles.depot), picks \(picks)"
  }
}

/// What instances of a trial are like.
package struct PathInstances {
  package let blocks: Int
  package let aisles: ClosedRange<Int>
  package let lengths: ClosedRange<Int>
  package let picks: ClosedRange<Int>

  /// Few aisles and short ones, so that picks often share a place, lie at an end or lie equally far.
  package static func small(blocks: Int, picks: Int) -> Self {
    Self(blocks: blocks, aisles: 1...6, lengths: 2...14, picks: 1...picks)
  }

  /// As large as real ones.
  package static func large(blocks: Int) -> Self {
    Self(blocks: blocks, aisles: 2...20, lengths: 20...60, picks: 20...60)
  }

  /// The instance of a seed.
  package func made(seed: Int) throws(TrialFault) -> PathInstance {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let count = Int.random(in: aisles, using: &numbers)
    let length = Int.random(in: lengths, using: &numbers)
    let pitch = Int.random(in: 1...8, using: &numbers)
    let middle = blocks == 2 ? Int.random(in: 1..<length, using: &numbers) : nil
    let depot = Int.random(in: 0..<count, using: &numbers)
    guard
      let aisles = PickAisles(
        count: count, pitch: pitch, length: length, middle: middle, depot: depot)
    else { throw TrialFault("instance \(seed) is no building") }
    let places = (0..<Int.random(in: picks, using: &numbers)).map { _ in
      PickPlace(
        Int.random(in: 0..<count, using: &numbers), Int.random(in: 0...length, using: &numbers))
    }
    return PathInstance(aisles, places)
  }
}
