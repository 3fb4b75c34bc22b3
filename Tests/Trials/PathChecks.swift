package import Planning

/// What must hold for every path through aisles.
package enum PathChecks {
  /// What is wrong with a path; `nil` where it comes past every pick once, can be walked, starts and
  /// ends at the depot and is as long as it says.
  package static func fault(of path: PickPath, in instance: PathInstance) -> String? {
    guard path.order.sorted() == Array(instance.places.indices) else {
      return "the picks are taken in the order \(path.order)"
    }
    let depot = PickPlace(instance.aisles.depot, 0)
    guard path.turns.first == depot, path.turns.last == depot || instance.places.isEmpty else {
      return "the path does not start and end at the depot"
    }
    var length = 0
    for (from, to) in zip(path.turns, path.turns.dropFirst()) {
      guard let step = step(from, to, instance.aisles) else {
        return "there is no way from \(from) to \(to)"
      }
      length += step
    }
    guard length == path.length else {
      return "a path of \(length) says that it is one of \(path.length)"
    }
    return passFault(of: path, in: instance)
  }

  /// How far it is along an aisle or a cross aisle; `nil` where there is none.
  private static func step(_ from: PickPlace, _ to: PickPlace, _ aisles: PickAisles) -> Int? {
    guard aisles.hold(from), aisles.hold(to), from != to else { return nil }
    if from.aisle == to.aisle { return abs(from.y - to.y) }
    guard from.y == to.y, from.y == 0 || from.y == aisles.length || from.y == aisles.middle
    else { return nil }
    return abs(from.aisle - to.aisle) * aisles.pitch
  }

  /// The picks must lie on the path, in the order in which it comes past them.
  private static func passFault(of path: PickPath, in instance: PathInstance) -> String? {
    var waiting = path.order.map { instance.places[$0] }[...]
    for (from, to) in zip(path.turns, path.turns.dropFirst()) {
      while let next = waiting.first, lies(next, between: from, to) { waiting.removeFirst() }
    }
    if path.turns.count == 1 { waiting = waiting.drop { $0 == path.turns[0] } }
    return waiting.first.map { "the path does not come past \($0) in its turn" }
  }

  private static func lies(_ place: PickPlace, between one: PickPlace, _ other: PickPlace) -> Bool {
    min(one.aisle, other.aisle)...max(one.aisle, other.aisle) ~= place.aisle
      && min(one.y, other.y)...max(one.y, other.y) ~= place.y
  }

  /// What is wrong with the paths by rules of thumb, or the first that beats the shortest path.
  package static func faultOfRules(in instance: PathInstance, against exact: Int) -> String? {
    var lengths: [PathMethod: Int] = [:]
    for method in PathMethod.allCases {
      guard let path = instance.aisles.path(to: instance.places, by: method) else {
        guard instance.aisles.middle != nil, !method.isForTwoBlocks else {
          return "\(method) has no path"
        }
        continue
      }
      if let fault = fault(of: path, in: instance) { return "\(method): \(fault)" }
      if path.length < exact { return "\(method) is \(path.length), the shortest \(exact)" }
      lengths[method] = path.length
    }
    guard let combined = lengths[.combined], let sShape = lengths[.sShape], combined <= sShape
    else { return "combined is longer than the S-shape, of which it knows every choice" }
    return nil
  }
}
