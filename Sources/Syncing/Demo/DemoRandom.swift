/// Numbers that look random and are the same on every machine: SplitMix64 (Steele, Lea and Flood,
/// 2014).
struct DemoRandom {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The slight preference for small numbers of a plain remainder does no harm here.
  mutating func number(in range: ClosedRange<Int>) -> Int {
    let width = UInt64(range.upperBound - range.lowerBound) + 1
    return range.lowerBound + Int(next() % width)
  }

  /// An element of a list that is not empty.
  mutating func pick<Element>(_ list: [Element]) -> Element {
    list[number(in: 0...(list.count - 1))]
  }

  /// So many different elements, in the order of the list; all of a shorter list.
  mutating func pick<Element>(_ count: Int, of list: [Element]) -> [Element] {
    var chosen: Set<Int> = []
    while chosen.count < min(count, list.count) { chosen.insert(number(in: 0...(list.count - 1))) }
    return chosen.sorted().map { list[$0] }
  }
}
