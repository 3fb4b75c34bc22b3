internal import Planning

/// How far it is from every place of an instance to every other one.
///
/// Found on the map of crossings and places with the shortest ways of R. W. Floyd and S. Warshall,
/// which knows nothing of aisles.
package struct WalkingDistances {
  /// The places of the list, and the depot before them.
  private let stops: Int
  private let between: [Int]

  package init(_ instance: PathInstance) {
    let aisles = instance.aisles
    let crossings = [0, aisles.length] + (aisles.middle.map { [$0] } ?? [])
    let ends = (0..<aisles.count).flatMap { aisle in crossings.map { PickPlace(aisle, $0) } }
    let places = Array(Set(ends + instance.places)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(places, places.indices))
    let far = Int.max / 4
    let count = places.count
    var distances = Array(repeating: far, count: count * count)
    func connect(_ one: Int, _ other: Int, _ length: Int) {
      distances[one * count + other] = length
      distances[other * count + one] = length
    }
    let nodes = ([PickPlace(aisles.depot, 0)] + instance.places).map { numbers[$0] ?? 0 }
    for (number, place) in places.enumerated() {
      distances[number * count + number] = 0
      if number + 1 < count, places[number + 1].aisle == place.aisle {
        connect(number, number + 1, places[number + 1].y - place.y)
      }
      if crossings.contains(place.y), let beside = numbers[PickPlace(place.aisle + 1, place.y)] {
        connect(number, beside, aisles.pitch)
      }
    }
    for middle in 0..<count {
      for from in 0..<count where distances[from * count + middle] < far {
        for to in 0..<count {
          let length = distances[from * count + middle] + distances[middle * count + to]
          if length < distances[from * count + to] { distances[from * count + to] = length }
        }
      }
    }
    stops = nodes.count
    between = nodes.flatMap { from in nodes.map { distances[from * count + $0] } }
  }

  /// From the depot past the places in this order and back to the depot.
  package func length(of order: [Int]) -> Int {
    let round = [0] + order.map { $0 + 1 } + [0]
    return zip(round, round.dropFirst()).reduce(0) { $0 + between[$1.0 * stops + $1.1] }
  }

  /// The length of the shortest round, by trying for every set of places which one comes last.
  ///
  /// After M. Held and R. M. Karp, "A dynamic programming approach to sequencing problems" (1962).
  package func shortestRound() -> Int {
    let places = stops - 1
    guard places > 0 else { return 0 }
    let far = Int.max / 4
    var best = Array(repeating: far, count: places << places)
    for last in 0..<places { best[(1 << last) * places + last] = between[last + 1] }
    for set in 1..<(1 << places) {
      for last in 0..<places where best[set * places + last] < far {
        let length = best[set * places + last]
        for next in 0..<places where set & (1 << next) == 0 {
          let slot = (set | (1 << next)) * places + next
          best[slot] = min(best[slot], length + between[(last + 1) * stops + next + 1])
        }
      }
    }
    let all = (1 << places) - 1
    return (0..<places).map { best[all * places + $0] + between[$0 + 1] }.min() ?? 0
  }
}
