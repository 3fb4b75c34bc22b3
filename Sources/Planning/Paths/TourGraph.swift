/// The ways of a tour between the crossings of aisles and cross aisles, and how it is walked.
struct TourGraph {
  private let aisles: PickAisles
  private let crossAisles: [Int]
  private let span: ClosedRange<Int>
  /// By crossing: how many ways lead to the next aisle, and to the next cross aisle.
  private var right: [Int]
  private var back: [Int]
  /// By crossing: how far the tour goes into the aisle and returns, towards the back and the front.
  private var reachBack: [Int]
  private var reachFront: [Int]

  init(_ aisles: PickAisles, span: ClosedRange<Int>) {
    self.aisles = aisles
    self.span = span
    crossAisles = aisles.crossAisles
    let crossings = span.count * crossAisles.count
    right = Array(repeating: 0, count: crossings)
    back = right
    let places = span.flatMap { _ in aisles.crossAisles }
    reachBack = places
    reachFront = places
  }

  /// Takes up the ways to the next aisle.
  mutating func cross(fromAisle aisle: Int, _ ways: [Int]) {
    for (number, count) in ways.enumerated() { right[crossing(aisle, number)] = count }
  }

  /// Takes up how an aisle of one block is walked.
  mutating func move(
    _ move: AisleMove, _ stretch: PickStretch?, inAisle aisle: Int, block: Int
  ) {
    let front = crossing(aisle, block)
    switch move {
    case .skip: break
    case .pass: back[front] = 1
    case .passTwice: back[front] = 2
    case .fromFront: reachBack[front] = stretch?.highest ?? crossAisles[block]
    case .fromBack: reachFront[front + 1] = stretch?.lowest ?? crossAisles[block + 1]
    case .split:
      guard let gap = stretch?.gap else { return }
      reachBack[front] = gap.lowerBound
      reachFront[front + 1] = gap.upperBound
    }
  }

  /// The walk over every way once, from the depot back to the depot.
  mutating func walk() -> Walk {
    var walk = Walk(from: aisles.start)
    var isSeen = Array(repeating: false, count: right.count)
    for crossing in circuit() {
      let place = place(of: crossing)
      walk.go(to: place)
      guard !isSeen[crossing] else { continue }
      isSeen[crossing] = true
      walk.go(toY: reachBack[crossing])
      walk.go(toY: place.y)
      walk.go(toY: reachFront[crossing])
      walk.go(toY: place.y)
    }
    return walk
  }

  /// The crossings along a walk over every way once, found as Hierholzer did in 1873.
  private mutating func circuit() -> [Int] {
    var open = [crossing(aisles.depot, 0)]
    var closed: [Int] = []
    while let here = open.last {
      if let next = takeWay(from: here) {
        open.append(next)
      } else {
        closed.append(here)
        open.removeLast()
      }
    }
    return closed
  }

  /// The other end of a way that is not walked yet, which then counts as walked.
  private mutating func takeWay(from here: Int) -> Int? {
    let (aisle, number) = here.quotientAndRemainder(dividingBy: crossAisles.count)
    if right[here] > 0 {
      right[here] -= 1
      return here + crossAisles.count
    }
    if number + 1 < crossAisles.count, back[here] > 0 {
      back[here] -= 1
      return here + 1
    }
    if number > 0, back[here - 1] > 0 {
      back[here - 1] -= 1
      return here - 1
    }
    if aisle > 0, right[here - crossAisles.count] > 0 {
      right[here - crossAisles.count] -= 1
      return here - crossAisles.count
    }
    return nil
  }

  private func crossing(_ aisle: Int, _ number: Int) -> Int {
    (aisle - span.lowerBound) * crossAisles.count + number
  }

  private func place(of crossing: Int) -> PickPlace {
    let (aisle, number) = crossing.quotientAndRemainder(dividingBy: crossAisles.count)
    return PickPlace(span.lowerBound + aisle, crossAisles[number])
  }
}
