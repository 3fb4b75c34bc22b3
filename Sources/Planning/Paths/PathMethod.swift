/// A rule of thumb for the way of a picker.
package enum PathMethod: String, CaseIterable, Hashable, Sendable {
  /// Every aisle with a pick is walked through; the last one is left where it was entered if need be.
  case sShape = "s_shape"
  /// Every aisle is entered and left at the front.
  case outAndBack = "return"
  /// The first and the last aisle are walked through, the others entered from both ends as far as
  /// their middle.
  case midpoint
  /// As by the midpoint, but the widest part of an aisle without a pick is left out.
  case largestGap = "largest_gap"
  /// Aisle by aisle either walked through or left where it was entered, whatever is shorter in all.
  case combined

  /// Whether the rule is known for two blocks.
  package var isForTwoBlocks: Bool {
    switch self {
    case .sShape, .combined: true
    case .outAndBack, .midpoint, .largestGap: false
    }
  }
}

/// How long the shortest path is, and what rules of thumb make of the same picks.
package struct PathComparison: Equatable, Sendable {
  /// A rule's path.
  package struct Heuristic: Equatable, Sendable {
    package let method: PathMethod
    /// Millimetres.
    package let length: Int
  }

  /// Of the shortest path, in millimetres.
  package let exact: Int
  /// Of the rules that are for this building, in the order of `PathMethod`.
  package let heuristics: [Heuristic]

  init(exact: Int, of sites: PickSites) {
    self.exact = exact
    heuristics = PathMethod.allCases.compactMap { method in
      sites.path(by: method).map { Heuristic(method: method, length: $0.length) }
    }
  }

  /// Millimetres by one of the rules; `nil` where it is not for two blocks.
  package func length(by method: PathMethod) -> Int? {
    heuristics.first { $0.method == method }?.length
  }

  /// By how many millimetres the shortest path is shorter than that of the S-shape.
  package var savedAgainstSShape: Int { (length(by: .sShape) ?? exact) - exact }
}

extension PickSites {
  /// The path by a rule; `nil` where it is not for two blocks.
  func path(by method: PathMethod) -> PickPath? {
    guard aisles.middle == nil || method.isForTwoBlocks else { return nil }
    guard !places.isEmpty else { return PickPath(along: Walk(from: aisles.start), past: self) }
    let walk =
      switch method {
      case .sShape, .outAndBack, .combined: SweepWalk(self, by: method).walk
      case .midpoint, .largestGap: LoopWalk(self, by: method).walk
      }
    return PickPath(along: walk, past: self)
  }
}
