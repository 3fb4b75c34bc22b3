internal import Domain

/// Where the bins of one warehouse lie, and the aisles between them.
///
/// Coordinates count as soon as one bin of the warehouse has them: they say in which aisle a bin lies
/// and how far from the front, and a bin without them lies in the aisle where most bins of its aisle's
/// code lie. Where no bin has coordinates, the codes of the aisles are counted in natural order. The
/// bay then says how far from the front: bay 1 is the first, and a bin lies in the middle of its bay.
package struct PickMap: Sendable {
  /// The building that follows from the floor and the bins.
  package let aisles: PickAisles
  /// False where no bin lies in the aisle that is to be the depot's; the first aisle then is.
  package let isDepotKnown: Bool
  /// Bins whose place nobody knows, by `pick_seq`, then bin; those without `pick_seq` last.
  package let unplaced: [BinID]
  private let places: [BinID: PickPlace]
  private let sequences: [BinID: Int]

  /// Finds the place of every bin; `nil` where the floor's numbers make no building.
  ///
  /// - Parameters:
  ///   - floor: how the aisles run.
  ///   - bins: those of one warehouse, in any order; of two with one name the first counts.
  package init?(_ floor: PickFloor, bins: [PickBin]) {
    guard 1...PickAisles.longest ~= floor.pitch, 1...PickAisles.longest ~= floor.bayLength,
      1...PickAisles.longest ~= floor.baysAbreast
    else { return nil }
    let survey = FloorSurvey(floor, bins)
    var places: [BinID: PickPlace] = [:]
    var sequences: [BinID: Int] = [:]
    var reach = (floor.middle ?? 0) + floor.bayLength
    var lastAisle = survey.lastCountedAisle
    var seen: Set<BinID> = []
    var unplaced: [BinID] = []
    for bin in bins where seen.insert(bin.bin).inserted {
      sequences[bin.bin] = bin.sequence
      guard let (place, end) = survey.place(of: bin) else {
        unplaced.append(bin.bin)
        continue
      }
      places[bin.bin] = place
      reach = max(reach, end)
      lastAisle = max(lastAisle, place.aisle)
    }
    let depot = floor.depotAisle.map { survey.aisle(ofCode: $0) } ?? 0
    isDepotKnown = depot != nil
    guard
      let aisles = PickAisles(
        count: lastAisle + 1, pitch: floor.pitch, length: floor.aisleLength ?? reach,
        middle: floor.middle, depot: depot ?? 0)
    else { return nil }
    self.aisles = aisles
    self.places = places
    self.sequences = sequences
    self.unplaced = Self.inSequence(unplaced, sequences)
  }

  /// Where a bin lies; `nil` where nobody knows.
  package func place(of bin: BinID) -> PickPlace? { places[bin] }

  /// The shortest walk from the depot past these bins and back.
  ///
  /// - Parameter bins: in any order; a bin that is named twice is one stop. Bins at one place, as
  ///   above each other, follow in the order of their names.
  /// - Returns: the bins in walking order, and the walk.
  package func walk(to bins: [BinID]) -> PickWalk {
    let distinct = Set(bins).sorted()
    let placed = distinct.filter { places[$0] != nil }
    let stops = placed.compactMap { places[$0] }
    let path = aisles.shortestPath(to: stops)
    let unplaced = Self.inSequence(distinct.filter { places[$0] == nil }, sequences)
    return PickWalk(
      bins: path.order.map { placed[$0] } + unplaced, unplaced: unplaced, path: path,
      comparison: aisles.comparison(of: stops))
  }

  private static func inSequence(_ bins: [BinID], _ sequences: [BinID: Int]) -> [BinID] {
    bins.sorted { (sequences[$0] ?? .max, $0) < (sequences[$1] ?? .max, $1) }
  }
}

/// The bins of a pick list in the order in which a picker comes past them.
package struct PickWalk: Equatable, Sendable {
  /// Every bin once; those whose place nobody knows last.
  package let bins: [BinID]
  /// The last of them: those whose place nobody knows, by `pick_seq`, then bin.
  package let unplaced: [BinID]
  /// The walk past the others.
  package let path: PickPath
  /// What rules of thumb would make of the others.
  package let comparison: PathComparison
}

/// What the bins of a warehouse together tell of its aisles.
private struct FloorSurvey {
  let floor: PickFloor
  /// Where the aisles of these codes lie; by code.
  private var aisles: [AisleCode: Int] = [:]
  /// The last aisle that is known by its code alone; 0 where there is none.
  private(set) var lastCountedAisle = 0

  private enum AisleKind {}
  private typealias AisleCode = Identifier<AisleKind>

  init(_ floor: PickFloor, _ bins: [PickBin]) {
    self.floor = floor
    let hasCoordinates = bins.contains { $0.x != nil && $0.y != nil }
    guard hasCoordinates else {
      let codes = Set(bins.compactMap(\.aisle).map { AisleCode($0) })
        .map { NaturalOrder($0.text) }.sorted()
      for (number, code) in codes.enumerated() { aisles[AisleCode(code.text)] = number }
      lastCountedAisle = max(0, codes.count - 1)
      return
    }
    var counts: [AisleCode: [Int: Int]] = [:]
    for bin in bins {
      guard let code = bin.aisle, let place = placeByCoordinates(bin) else { continue }
      counts[AisleCode(code), default: [:]][place.aisle, default: 0] += 1
    }
    aisles = counts.compactMapValues { counted in
      counted.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
    }
  }

  func aisle(ofCode code: String) -> Int? { aisles[AisleCode(code)] }

  /// Where a bin lies, and how far the aisle must reach for it.
  func place(of bin: PickBin) -> (place: PickPlace, end: Int)? {
    if let place = placeByCoordinates(bin) { return (place, place.y) }
    guard bin.x == nil || bin.y == nil, let code = bin.aisle, let aisle = aisle(ofCode: code),
      let bay = bin.bayNumber
    else { return nil }
    let farthest = floor.aisleLength ?? PickAisles.longest
    let slot = (bay - 1) / floor.baysAbreast
    guard slot < farthest / floor.bayLength else { return nil }
    let y = slot * floor.bayLength + floor.bayLength / 2
    return (PickPlace(aisle, y), (slot + 1) * floor.bayLength)
  }

  private func placeByCoordinates(_ bin: PickBin) -> PickPlace? {
    guard let x = bin.x, let y = bin.y else { return nil }
    let across = PickFloor.millimetres(x - floor.originX)
    let along = PickFloor.millimetres(y - floor.originY)
    let widest = PickAisles.mostAisles * floor.pitch
    guard -floor.pitch <= across, across < widest,
      0...(floor.aisleLength ?? PickAisles.longest) ~= along
    else { return nil }
    // The nearest aisle; half-way between two the one at the right.
    let doubled = 2 * across + floor.pitch
    let aisle = doubled >= 0 ? doubled / (2 * floor.pitch) : -1
    guard 0..<PickAisles.mostAisles ~= aisle else { return nil }
    return PickPlace(aisle, along)
  }
}
