/// A walk round the block: through the first aisle, along the back, through the last aisle and along
/// the front, with side steps into the aisles between (one block only).
///
/// After R. W. Hall, "Distance approximations for routing manual pickers in a warehouse" (1993).
struct LoopWalk {
  let walk: Walk

  init(_ sites: PickSites, by method: PathMethod) {
    let (first, last) = (sites.span.lowerBound, sites.span.upperBound - 1)
    let aisles = sites.aisles
    guard first < last else {
      walk = SweepWalk(sites, by: .outAndBack).walk
      return
    }
    var fromFront: [Side] = []
    var fromBack: [Side] = []
    for stretch in sites.stretches(of: PickBlock(front: 0, back: aisles.length))
    where first < stretch.aisle && stretch.aisle < last {
      let gap =
        method == .midpoint
        ? Self.gapInTheMiddle(sites, inAisle: stretch.aisle) : Self.widestGap(stretch, aisles)
      if gap.lowerBound >= stretch.lowest { fromFront.append((stretch.aisle, gap.lowerBound)) }
      if gap.upperBound <= stretch.highest { fromBack.append((stretch.aisle, gap.upperBound)) }
    }
    var walk = Walk(from: aisles.start)
    for side in fromFront.reversed() where side.aisle <= aisles.depot { walk.step(into: side) }
    walk.go(toAisle: first)
    walk.go(toY: aisles.length)
    for side in fromBack { walk.step(into: side) }
    walk.go(toAisle: last)
    walk.go(toY: 0)
    for side in fromFront.reversed() where side.aisle > aisles.depot { walk.step(into: side) }
    walk.go(toAisle: aisles.depot)
    self.walk = walk
  }

  /// A pick in the very middle is fetched from the front.
  private static func gapInTheMiddle(_ sites: PickSites, inAisle aisle: Int) -> Range<Int> {
    var gap = 0..<sites.aisles.length
    for index in sites.places(inAisle: aisle) {
      let y = sites.places[index].y
      guard 2 * y <= sites.aisles.length else { return gap.lowerBound..<y }
      gap = y..<sites.aisles.length
    }
    return gap
  }

  /// The parts before the first pick and behind the last one count too; the first of equals.
  private static func widestGap(_ stretch: PickStretch, _ aisles: PickAisles) -> Range<Int> {
    let gaps = [0..<stretch.lowest, stretch.gap, stretch.highest..<aisles.length].compactMap(\.self)
    return gaps.dropFirst().reduce(gaps[0]) { $1.count > $0.count ? $1 : $0 }
  }
}

/// How far to go into which aisle.
private typealias Side = (aisle: Int, y: Int)

extension Walk {
  /// Walks along the cross aisle, into an aisle and back to the cross aisle.
  fileprivate mutating func step(into side: Side) {
    let y = place.y
    go(toAisle: side.aisle)
    go(toY: side.y)
    go(toY: y)
  }
}
