internal import Domain

/// Pieces of one article that have a size and a weight, and a carton that takes one.
struct PackedPieces {
  /// A failure that is a reason.
  struct Refusal: Error {
    let reason: PackingTrouble
  }

  let article: PackedArticle
  let size: BoxSize
  let weight: ExactDecimal
  var count: Int
  let orientations: [BoxSize]

  static func make(
    _ article: PackedArticle, _ types: [CartonType]
  ) -> Result<PackedPieces, Refusal> {
    guard let size = article.size, let weight = article.weight, weight >= .zero,
      min(size.length, size.width, size.height) > 0
    else { return .failure(Refusal(reason: .measuresMissing)) }
    guard article.quantity.isWhole else { return .failure(Refusal(reason: .notInPieces)) }
    let pieces = PackedPieces(
      article: article, size: size, weight: weight,
      count: Int(article.quantity.millionths / 1_000_000),
      orientations: size.orientations(isUpright: article.isUpright))
    let most = types.map { pieces.most(in: $0) }.max() ?? 0
    guard most > 0 else { return .failure(Refusal(reason: .fitsNoCarton)) }
    guard pieces.count / most < Cartonisation.cartonLimit else {
      return .failure(Refusal(reason: .tooMany))
    }
    return .success(pieces)
  }

  /// How many an empty carton takes.
  func most(in type: CartonType) -> Int {
    var space = CartonSpace(type.inner)
    return space.put(min(count, carried(by: type, beside: .zero)), orientations)
  }

  /// How many a carton carries beside what it holds.
  func carried(by type: CartonType, beside weight: ExactDecimal) -> Int {
    guard let most = type.maxWeight, self.weight > .zero else { return count }
    return max(0, Int((most - weight).millionths / self.weight.millionths))
  }
}

/// Packs what may share cartons.
struct CartonPacker {
  /// From the smallest on.
  private let types: [CartonType]
  private let isHazardous: Bool
  private var open: [Open] = []

  private struct Open {
    var type: CartonType
    var space: CartonSpace
    var weight = ExactDecimal.zero
    var content: [PackedPieces] = []

    init(_ type: CartonType) {
      self.type = type
      space = CartonSpace(type.inner)
    }

    /// Puts in as many as go, and says how many those are.
    mutating func put(_ pieces: PackedPieces) -> Int {
      let some = space.put(
        min(pieces.count, pieces.carried(by: type, beside: weight)), pieces.orientations)
      guard some > 0 else { return 0 }
      weight += pieces.weight.multiplied(by: ExactDecimal(some))
      var part = pieces
      part.count = some
      content.append(part)
      return some
    }

    /// Whether all of it goes into an empty carton of a type.
    static func filled(_ type: CartonType, with content: [PackedPieces]) -> Open? {
      var carton = Open(type)
      return content.allSatisfy { carton.put($0) == $0.count } ? carton : nil
    }
  }

  init(_ types: [CartonType], isHazardous: Bool) {
    self.types = types
    self.isHazardous = isHazardous
  }

  /// In the order in which they were opened.
  var cartons: [PackedCarton] {
    open.map { carton in
      PackedCarton(
        type: carton.type.name,
        lines: carton.content.map {
          PackedCarton.Line(sku: $0.article.sku, quantity: ExactDecimal($0.count))
        }, weight: carton.weight, isHazardous: isHazardous, trouble: nil)
    }
  }

  mutating func pack(_ group: [PackedPieces]) {
    var rest = group.sorted { one, two in
      if one.size.volume != two.size.volume { return one.size.volume > two.size.volume }
      if one.weight != two.weight { return one.weight > two.weight }
      return one.article.sku.precedesByBytes(two.article.sku)
    }
    while var pieces = rest.first {
      for place in open.indices where pieces.count > 0 {
        pieces.count -= open[place].put(pieces)
      }
      rest[0].count = pieces.count
      guard pieces.count > 0 else {
        rest.removeFirst()
        continue
      }
      guard let type = typeForNew(rest) else { return }
      open.append(Open(type))
    }
    for place in open.indices { shrink(place) }
  }

  /// The smallest type that takes all of the rest, else the largest that takes a piece of the first.
  private func typeForNew(_ rest: [PackedPieces]) -> CartonType? {
    types.first { Open.filled($0, with: rest) != nil }
      ?? types.last { rest[0].most(in: $0) > 0 }
  }

  private mutating func shrink(_ place: Int) {
    for type in types where type.inner.volume < open[place].type.inner.volume {
      guard let smaller = Open.filled(type, with: open[place].content) else { continue }
      open[place] = smaller
      return
    }
  }
}
