/// The shortest tour past the places of a pick list, by dynamic programming from aisle to aisle.
///
/// Work grows with the number of aisles and picks only: of all partial tours of one class only the
/// shortest is kept, since whatever completes one of them completes them all.
struct ExactTour {
  let path: PickPath

  init(_ sites: PickSites) {
    guard !sites.places.isEmpty else {
      path = PickPath(along: Walk(from: sites.aisles.start), past: sites)
      return
    }
    var search = TourSearch(sites)
    search.run()
    var graph = search.graph()
    path = PickPath(along: graph.walk(), past: sites)
    assert(path.length == search.length, "the tour is as long as the sum of its parts")
  }
}

/// Keeps the shortest partial tour of each class while it goes through the aisles.
private struct TourSearch {
  private let aisles: PickAisles
  private let sites: PickSites
  private let classes: TourClasses
  private let blocks: [PickBlock]
  /// Aisles that the tour can need: those with picks, the depot's, and those between them.
  private let span: ClosedRange<Int>
  /// Length of the shortest partial tour of each class.
  private var lengths: [Int]
  /// The same after the step that is being made.
  private var longer: [Int]
  /// For each step and class, how it was reached: class before × 8 + choice.
  private var trail: [Int32]
  /// By aisle and block; where the depot lies counts as a place to come past.
  private var stretches: [PickStretch?] = []

  private static let none = Int.max

  init(_ sites: PickSites) {
    self.sites = sites
    aisles = sites.aisles
    let crossAisles = aisles.crossAisles
    blocks = zip(crossAisles, crossAisles.dropFirst()).map { PickBlock(front: $0, back: $1) }
    classes = aisles.middle == nil ? .oneBlock : .twoBlocks
    span =
      min(aisles.depot, sites.span.lowerBound)...max(aisles.depot, sites.span.upperBound - 1)
    lengths = Array(repeating: Self.none, count: classes.count)
    longer = lengths
    lengths[classes.empty] = 0
    trail = []
    trail.reserveCapacity(span.count * (blocks.count + 1) * classes.count)
  }

  /// The length of the shortest tour, once it is found.
  var length: Int { bestClass.map { lengths[$0] } ?? 0 }

  private var bestClass: Int? {
    lengths.indices.filter { classes.isTour[$0] && lengths[$0] != Self.none }
      .min { (lengths[$0], $0) < (lengths[$1], $1) }
  }

  mutating func run() {
    for aisle in span {
      for (number, block) in blocks.enumerated() {
        var stretch = sites.stretch(inAisle: aisle, of: block)
        if aisle == aisles.depot, number == 0 {
          if stretch == nil { stretch = PickStretch(aisle: aisle, 0) }
          stretch?.addInFront(0)
        }
        stretches.append(stretch)
        add(stretch, of: block, number)
      }
      if aisle < span.upperBound { cross() }
    }
  }

  /// Adds one block of the aisle to every partial tour, in every way.
  private mutating func add(_ stretch: PickStretch?, of block: PickBlock, _ number: Int) {
    beginStep()
    for move in AisleMove.allCases {
      guard let cost = cost(of: move, stretch, of: block) else { continue }
      for tour in lengths.indices where lengths[tour] != Self.none {
        reach(
          classes.after(tour, move, inBlock: number), from: tour, cost: cost,
          choice: move.rawValue)
      }
    }
    swap(&lengths, &longer)
  }

  /// What a move costs; `nil` where it leaves a pick out, or is of no use.
  private func cost(of move: AisleMove, _ stretch: PickStretch?, of block: PickBlock) -> Int? {
    switch move {
    case .skip: return stretch == nil ? 0 : nil
    case .pass: return block.length
    case .passTwice: return 2 * block.length
    // Where the other end is reached, walking through twice is as long, and joins both ends.
    case .fromFront where stretch?.highest == block.back: return nil
    case .fromBack where stretch?.lowest == block.front: return nil
    case .fromFront: return stretch.map { 2 * ($0.highest - block.front) }
    case .fromBack: return stretch.map { 2 * (block.back - $0.lowest) }
    case .split: return stretch?.gap.map { 2 * (block.length - $0.count) }
    }
  }

  /// Takes every partial tour to the next aisle.
  private mutating func cross() {
    beginStep()
    for tour in lengths.indices where lengths[tour] != Self.none {
      for (choice, crossing) in classes.crossings[tour].enumerated() {
        reach(crossing.next, from: tour, cost: crossing.count * aisles.pitch, choice: choice)
      }
    }
    swap(&lengths, &longer)
  }

  private mutating func beginStep() {
    for tour in longer.indices {
      longer[tour] = Self.none
      trail.append(-1)
    }
  }

  /// Keeps a longer partial tour if it is the first or the shortest of its class.
  private mutating func reach(_ next: Int, from tour: Int, cost: Int, choice: Int) {
    let length = lengths[tour] + cost
    guard length < longer[next] else { return }
    longer[next] = length
    trail[trail.count - longer.count + next] = Int32(tour * 8 + choice)
  }

  /// Goes back along the choices of the shortest tour.
  func graph() -> TourGraph {
    var graph = TourGraph(aisles, span: span)
    guard var tour = bestClass else {
      preconditionFailure("walking every aisle twice and one cross aisle twice is a tour")
    }
    var step = trail.count / classes.count - 1
    for aisle in span.reversed() {
      if aisle < span.upperBound {
        let (before, choice) = stepBack(from: &step, tour)
        tour = before
        graph.cross(fromAisle: aisle, classes.crossings[tour][choice].ways)
      }
      for number in blocks.indices.reversed() {
        let (before, choice) = stepBack(from: &step, tour)
        tour = before
        let stretch = stretches[(aisle - span.lowerBound) * blocks.count + number]
        guard let move = AisleMove(rawValue: choice) else { continue }
        graph.move(move, stretch, inAisle: aisle, block: number)
      }
    }
    return graph
  }

  private func stepBack(from step: inout Int, _ tour: Int) -> (class: Int, choice: Int) {
    let entry = Int(trail[step * classes.count + tour])
    step -= 1
    return (entry / 8, entry % 8)
  }
}
