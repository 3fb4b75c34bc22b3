/// How an aisle of one block is walked, as far as its ends are concerned.
enum AisleMove: Int, CaseIterable {
  /// Not entered.
  case skip
  /// Walked through once.
  case pass
  /// Walked through twice.
  case passTwice
  /// Up to the farthest pick and back, from the front.
  case fromFront
  /// Down to the nearest pick and back, from the back.
  case fromBack
  /// From both ends, leaving out the widest part between two picks.
  case split
}

/// The classes of partial tours, and what becomes of a class when something is added to it.
///
/// After H. D. Ratliff and A. S. Rosenthal, "Order-picking in a rectangular warehouse: a solvable
/// case of the traveling salesman problem" (1983), and for a middle cross aisle K. J. Roodbergen and
/// R. de Koster, "Routing order pickers in a warehouse with a middle aisle" (2001). Of what has been
/// chosen so far only two things matter for the rest: whether the crossings of the last aisle have no,
/// an odd or an even number of ways, and which of them hang together. The authors list the classes
/// (seven with two cross aisles); here they are found by adding everything that can be added, which
/// needs no list of cases for either building.
struct TourClasses: Sendable {
  static let oneBlock = TourClasses(crossAisles: 2)
  static let twoBlocks = TourClasses(crossAisles: 3)

  let count: Int
  let blocks: Int
  /// Nothing is chosen yet.
  let empty = 0
  /// Whether a class is one closed tour.
  let isTour: [Bool]
  /// By class, block and move; -1 where the move is none for the class.
  private let moved: [Int]
  /// By class: the ways along the cross aisles to the next aisle, and the class there.
  let crossings: [[Crossing]]

  /// Ways from one aisle to the next.
  struct Crossing {
    /// How many along each cross aisle, front first.
    let ways: [Int]
    let count: Int
    let next: Int
  }

  private init(crossAisles: Int) {
    var classes = [TourClass(crossAisles: crossAisles)]
    var numbers = [classes[0]: 0]
    func number(_ tour: TourClass) -> Int {
      if let known = numbers[tour] { return known }
      numbers[tour] = classes.count
      classes.append(tour)
      return classes.count - 1
    }
    var moved: [Int] = []
    var crossings: [[Crossing]] = []
    var next = 0
    while next < classes.count {
      let tour = classes[next]
      for block in 0..<crossAisles - 1 {
        moved += AisleMove.allCases.map { number(tour.moved($0, inBlock: block)) }
      }
      crossings.append(
        tour.waysOnward().map { ways in
          Crossing(
            ways: ways, count: ways.reduce(0, +), next: number(tour.crossed(ways)))
        })
      next += 1
    }
    count = classes.count
    blocks = crossAisles - 1
    isTour = classes.map(\.isTour)
    self.moved = moved
    self.crossings = crossings
  }

  /// The class after a move in one block of the last aisle.
  func after(_ tour: Int, _ move: AisleMove, inBlock block: Int) -> Int {
    moved[(tour * blocks + block) * AisleMove.allCases.count + move.rawValue]
  }
}

/// What matters of a partial tour: the crossings of its last aisle with the cross aisles.
private struct TourClass: Hashable {
  enum Degree { case none, odd, even }

  /// Front first.
  private var degrees: [Degree]
  /// Crossings with the same number hang together; counted from 1 in order of appearance, 0 for
  /// a crossing without ways.
  private var parts: [Int]

  init(crossAisles: Int) {
    degrees = Array(repeating: .none, count: crossAisles)
    parts = Array(repeating: 0, count: crossAisles)
  }

  var isTour: Bool {
    parts.max() == 1 && !degrees.contains(.odd)
  }

  func moved(_ move: AisleMove, inBlock block: Int) -> TourClass {
    var tour = self
    switch move {
    case .skip: break
    case .pass:
      tour.add(.odd, to: block)
      tour.add(.odd, to: block + 1)
      tour.join(block, block + 1)
    case .passTwice:
      tour.add(.even, to: block)
      tour.add(.even, to: block + 1)
      tour.join(block, block + 1)
    case .fromFront:
      tour.add(.even, to: block)
    case .fromBack:
      tour.add(.even, to: block + 1)
    case .split:
      tour.add(.even, to: block)
      tour.add(.even, to: block + 1)
    }
    tour.countParts()
    return tour
  }

  /// The ways along the cross aisles with which the last aisle is done: each of its crossings is left
  /// with an even number, and no part stays behind.
  func waysOnward() -> [[Int]] {
    var choices: [[Int]] = [[]]
    for degree in degrees {
      let counts =
        switch degree {
        case .none: [0]
        case .odd: [1]
        case .even: [0, 2]
        }
      choices = choices.flatMap { choice in counts.map { choice + [$0] } }
    }
    return choices.filter { ways in
      let going = Set(zip(parts, ways).filter { $0.1 > 0 }.map(\.0))
      return parts.allSatisfy { $0 == 0 || going.contains($0) } && !going.isEmpty
    }
  }

  func crossed(_ ways: [Int]) -> TourClass {
    var tour = self
    for (index, count) in ways.enumerated() {
      tour.degrees[index] = count == 0 ? .none : count == 1 ? .odd : .even
      if count == 0 { tour.parts[index] = 0 }
    }
    tour.countParts()
    return tour
  }

  private mutating func add(_ degree: Degree, to crossing: Int) {
    if parts[crossing] == 0 { parts[crossing] = (parts.max() ?? 0) + 1 }
    switch (degrees[crossing], degree) {
    case (_, .none): break
    case (.none, _): degrees[crossing] = degree
    case (.odd, .odd): degrees[crossing] = .even
    case (.even, .odd): degrees[crossing] = .odd
    case (.odd, .even), (.even, .even): break
    }
  }

  private mutating func join(_ one: Int, _ other: Int) {
    let (kept, lost) = (parts[one], parts[other])
    for index in parts.indices where parts[index] == lost { parts[index] = kept }
  }

  private mutating func countParts() {
    var numbers: [Int] = []
    for index in parts.indices where parts[index] != 0 {
      let part = parts[index]
      if !numbers.contains(part) { numbers.append(part) }
      parts[index] = (numbers.firstIndex(of: part) ?? 0) + 1
    }
  }
}
