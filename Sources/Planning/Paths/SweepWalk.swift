/// A walk that goes through each block from one side to the other, aisle after aisle.
///
/// With two blocks the picker first goes through the nearest aisle with a pick to the middle cross
/// aisle, then through the farther block, and through the nearer one on the way home; after
/// K. J. Roodbergen and R. de Koster, "Routing methods for warehouses with multiple cross aisles"
/// (2001). The side that is nearer comes first, the lower aisle where both are equally near.
struct SweepWalk {
  private(set) var walk: Walk
  private let method: PathMethod

  init(_ sites: PickSites, by method: PathMethod) {
    self.method = method
    walk = Walk(from: sites.aisles.start)
    let aisles = sites.aisles
    let farBlock = aisles.middle.map { PickBlock(front: $0, back: aisles.length) }
    let far = farBlock.map { sites.stretches(of: $0) } ?? []
    let nearBlock = PickBlock(front: 0, back: aisles.middle ?? aisles.length)
    var near = sites.stretches(of: nearBlock)
    if let farBlock, !far.isEmpty {
      let (first, last) = (sites.span.lowerBound, sites.span.upperBound - 1)
      let isFromLast = last - aisles.depot < aisles.depot - first
      let way = isFromLast ? last : first
      walk.go(toAisle: way)
      walk.go(toY: farBlock.front)
      near.removeAll { $0.aisle == way }
      sweep(isFromLast ? far.reversed() : far, of: farBlock)
    }
    if let first = near.first, let last = near.last {
      let here = walk.place.aisle
      let isFromLast = abs(last.aisle - here) < abs(first.aisle - here)
      sweep(isFromLast ? near.reversed() : near, of: nearBlock)
    }
    walk.go(toY: 0)
    walk.go(toAisle: aisles.depot)
  }

  /// Goes through a block from the end of its aisles where the picker stands, to its front.
  private mutating func sweep(_ stretches: [PickStretch], of block: PickBlock) {
    var isAtFront = walk.place.y == block.front
    let passes = passes(stretches, of: block, isAtFront: isAtFront)
    for (stretch, isPassed) in zip(stretches, passes) {
      walk.go(toAisle: stretch.aisle)
      let here = walk.place.y
      walk.go(toY: isAtFront ? stretch.highest : stretch.lowest)
      if isPassed { isAtFront.toggle() }
      walk.go(toY: isPassed ? (isAtFront ? block.front : block.back) : here)
    }
  }

  /// Which aisles are walked through; the others are left where they were entered.
  private func passes(
    _ stretches: [PickStretch], of block: PickBlock, isAtFront: Bool
  ) -> [Bool] {
    switch method {
    case .combined:
      return shortestPasses(stretches, of: block, isAtFront: isAtFront)
    case .sShape:
      let isLastLeft = isAtFront != stretches.count.isMultiple(of: 2)
      return stretches.indices.map { !isLastLeft || $0 < stretches.count - 1 }
    case .outAndBack, .midpoint, .largestGap:
      return stretches.map { _ in false }
    }
  }

  /// The choice of least length that ends at the front, by dynamic programming from the last aisle.
  private func shortestPasses(
    _ stretches: [PickStretch], of block: PickBlock, isAtFront: Bool
  ) -> [Bool] {
    let never = Int.max / 4
    // What is left to walk in the aisles from here on, from either end.
    var rest = (front: 0, back: never)
    var passes: [(front: Bool, back: Bool)] = []
    for stretch in stretches.reversed() {
      let stay = (
        front: rest.front + 2 * (stretch.highest - block.front),
        back: rest.back + 2 * (block.back - stretch.lowest)
      )
      let pass = (front: rest.back + block.length, back: rest.front + block.length)
      passes.append((pass.front < stay.front, pass.back < stay.back))
      rest = (min(stay.front, pass.front), min(stay.back, pass.back))
    }
    var isAtFront = isAtFront
    return passes.reversed().map { pass in
      let isPassed = isAtFront ? pass.front : pass.back
      if isPassed { isAtFront.toggle() }
      return isPassed
    }
  }
}
