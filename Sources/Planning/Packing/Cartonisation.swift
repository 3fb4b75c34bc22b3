package import Domain

/// A carton with what goes into it.
package struct PackedCarton: Equatable, Sendable {
  package struct Line: Equatable, Sendable {
    package let sku: String
    package internal(set) var quantity: ExactDecimal
  }

  /// `nil` where none can be chosen: a measure is missing, or no carton is large enough.
  package internal(set) var type: String?
  /// In the order in which they were put in.
  package internal(set) var lines: [Line]
  /// In kilograms; `nil` where it is not known of all.
  package internal(set) var weight: ExactDecimal?
  package let isHazardous: Bool
  /// Why there is no type.
  package let trouble: PackingTrouble?
}

/// Why a carton cannot be chosen for an article.
package enum PackingTrouble: String, CaseIterable, Sendable {
  case measuresMissing = "measures missing"
  case notInPieces = "not in whole pieces"
  case fitsNoCarton = "fits no carton"
  /// More than `Cartonisation.cartonLimit` cartons.
  case tooMany = "too many for cartons"
}

/// Which cartons the articles of one order go into.
///
/// First-fit decreasing: the most voluminous article first, each into the first open carton that has
/// room and strength for it. A new carton is the smallest that takes all of the rest, else the
/// largest that takes a piece; at the end each goes into the smallest type that holds its content.
/// Each dangerous article has cartons of its own, since the exports do not tell the class, and two
/// classes may not travel together. An article for which no carton can be chosen travels apart from
/// the others with the reason.
package struct Cartonisation: Equatable, Sendable {
  /// The most cartons that one article is spread over.
  package static let cartonLimit = 500

  package private(set) var cartons: [PackedCarton] = []
  /// How many cartons with a type no packer can do without: by volume or by weight, whichever is
  /// more, added up over what may not share a carton.
  package private(set) var bound = 0
  /// Cartons with a type; to be held against the bound.
  package var used: Int { cartons.count { $0.type != nil } }

  /// Packs an order.
  ///
  /// - Parameters:
  ///   - articles: what is to be packed; an article that is named twice is packed as one.
  ///   - types: the cartons that are in stock.
  package init(_ articles: [PackedArticle], into types: [CartonType]) {
    let types = types.sorted {
      $0.inner.volume != $1.inner.volume
        ? $0.inner.volume < $1.inner.volume : $0.name.precedesByBytes($1.name)
    }
    var ordinary: [PackedPieces] = []
    var apart: [PackedCarton] = []
    var dangerous: [PackedPieces] = []
    for article in Self.merged(articles) {
      switch PackedPieces.make(article, types) {
      case .success(let pieces) where article.isHazardous: dangerous.append(pieces)
      case .success(let pieces): ordinary.append(pieces)
      case .failure(let trouble): Self.put(article, apart: trouble.reason, &apart)
      }
    }
    for group in [ordinary] + dangerous.map({ [$0] }) where !group.isEmpty {
      var packer = CartonPacker(types, isHazardous: group[0].article.isHazardous)
      packer.pack(group)
      cartons += packer.cartons
      bound += Self.bound(group, types)
    }
    cartons += apart
  }

  private static func merged(_ articles: [PackedArticle]) -> [PackedArticle] {
    var merged: [PackedArticle] = []
    for article in articles.sorted(by: { $0.sku.precedesByBytes($1.sku) })
    where article.quantity > .zero {
      if let last = merged.last, last.sku.hasSameBytes(as: article.sku) {
        merged[merged.count - 1].quantity += article.quantity
      } else {
        merged.append(article)
      }
    }
    return merged
  }

  /// Puts an article beside the others with the same trouble; a dangerous one stays alone.
  private static func put(
    _ article: PackedArticle, apart trouble: PackingTrouble, _ apart: inout [PackedCarton]
  ) {
    let weight = article.weight.map { $0.multiplied(by: article.quantity) }
    let line = PackedCarton.Line(sku: article.sku, quantity: article.quantity)
    let shared = apart.firstIndex {
      $0.trouble == trouble && !$0.isHazardous && !article.isHazardous
    }
    guard let shared else {
      apart.append(
        PackedCarton(
          type: nil, lines: [line], weight: weight, isHazardous: article.isHazardous,
          trouble: trouble))
      return
    }
    apart[shared].lines.append(line)
    apart[shared].weight = apart[shared].weight.flatMap { sum in weight.map { sum + $0 } }
  }

  private static func bound(_ group: [PackedPieces], _ types: [CartonType]) -> Int {
    let volume = group.reduce(Int128(0)) { $0 + $1.size.volume * Int128($1.count) }
    let largest = types.map(\.inner.volume).max() ?? 1
    var bound = Int((volume + largest - 1) / max(1, largest))
    if let strongest = Self.strongest(types), strongest > .zero {
      let weight = group.reduce(Int128(0)) {
        $0 + Int128($1.weight.millionths) * Int128($1.count)
      }
      let most = Int128(strongest.millionths)
      bound = max(bound, Int((weight + most - 1) / most))
    }
    return bound
  }

  /// What the strongest carton carries; `nil` where one has no limit.
  private static func strongest(_ types: [CartonType]) -> ExactDecimal? {
    types.contains { $0.maxWeight == nil } ? nil : types.compactMap(\.maxWeight).max()
  }
}
