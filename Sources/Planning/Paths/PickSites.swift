/// The distinct places of a pick list by aisle and distance from the front.
struct PickSites {
  let aisles: PickAisles
  /// Distinct and in order.
  let places: [PickPlace]
  /// Which picks of the list lie at a place: those of place `i` are
  /// `picks[firstPick[i]..<firstPick[i + 1]]`, in the order of the list.
  let picks: [Int]
  let firstPick: [Int]
  /// From the first aisle with a pick to the last one; empty where there is none.
  let span: Range<Int>
  /// Places of aisle `span.lowerBound + i` are `places[firstPlace[i]..<firstPlace[i + 1]]`.
  private let firstPlace: [Int]

  init(_ list: [PickPlace], in aisles: PickAisles) {
    self.aisles = aisles
    picks = list.indices.sorted { (list[$0], $0) < (list[$1], $1) }
    var places: [PickPlace] = []
    var firstPick: [Int] = []
    for (position, pick) in picks.enumerated() where places.last != list[pick] {
      precondition(aisles.hold(list[pick]), "a place to pick at lies outside the aisles")
      places.append(list[pick])
      firstPick.append(position)
    }
    firstPick.append(list.count)
    guard let first = places.first, let last = places.last else {
      span = 0..<0
      firstPlace = [0]
      self.places = []
      self.firstPick = firstPick
      return
    }
    span = first.aisle..<last.aisle + 1
    var firstPlace = [0]
    firstPlace.reserveCapacity(span.count + 1)
    for (index, place) in places.enumerated() {
      while firstPlace.count <= place.aisle - span.lowerBound { firstPlace.append(index) }
    }
    firstPlace.append(places.count)
    self.firstPlace = firstPlace
    self.places = places
    self.firstPick = firstPick
  }

  /// Indices of the places of one aisle, front to back.
  func places(inAisle aisle: Int) -> Range<Int> {
    guard span.contains(aisle) else { return 0..<0 }
    let offset = aisle - span.lowerBound
    return firstPlace[offset]..<firstPlace[offset + 1]
  }

  /// What is to be picked in one aisle of one block; `nil` where there is nothing.
  ///
  /// A place on the middle cross aisle belongs to the block in front of it.
  func stretch(inAisle aisle: Int, of block: PickBlock) -> PickStretch? {
    var stretch: PickStretch?
    for index in places(inAisle: aisle) {
      let y = places[index].y
      guard y <= block.back else { break }
      guard y > block.front || block.front == 0 else { continue }
      if stretch == nil {
        stretch = PickStretch(aisle: aisle, y)
      } else {
        stretch?.add(y)
      }
    }
    return stretch
  }

  /// The stretches of a block, left to right.
  func stretches(of block: PickBlock) -> [PickStretch] {
    span.compactMap { stretch(inAisle: $0, of: block) }
  }
}

/// The part of the aisles between two neighbouring cross aisles.
struct PickBlock: Equatable {
  /// Where its cross aisles lie, in millimetres from the front cross aisle of the building.
  let front: Int
  let back: Int

  var length: Int { back - front }
}

/// Where in one aisle of one block there is something to pick.
struct PickStretch: Equatable {
  let aisle: Int
  private(set) var lowest: Int
  private(set) var highest: Int
  /// The widest part without a pick between two picks, the first of equals; `nil` for one place.
  private(set) var gap: Range<Int>?

  init(aisle: Int, _ y: Int) {
    self.aisle = aisle
    lowest = y
    highest = y
  }

  /// Takes in a place behind all others.
  mutating func add(_ y: Int) {
    if y - highest > gap?.count ?? 0 { gap = highest..<y }
    highest = y
  }

  /// Takes in a place in front of all others.
  mutating func addInFront(_ y: Int) {
    guard y < lowest else { return }
    if lowest - y >= gap?.count ?? 0 { gap = y..<lowest }
    lowest = y
  }
}
