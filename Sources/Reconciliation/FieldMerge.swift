package import Domain

/// What to do with a non-owner's edit.
package enum DriftPolicy: String, CaseIterable, Hashable, Sendable {
  /// The owner's value is sent again.
  case revert
  /// A person decides.
  case alert
  /// The edit becomes the agreed value.
  case adopt

  /// The policy when the owner changed the field too, or nothing was ever agreed: an edit beside
  /// the owner's own is never adopted, the owner wins.
  var besideOwner: DriftPolicy { self == .adopt ? .revert : self }
}

/// Who may decide about a field, as far as a pair of systems is concerned.
package enum FieldOwner: Hashable, Sendable {
  /// The first of the two.
  case first
  case second
  /// No rule names either of them.
  case nobody
}

/// What a comparison of two values with their agreed base leads to.
package enum FieldDecision: Hashable, Sendable {
  /// Both say the same: the base advances.
  case agreed
  /// The owner changed it; the other side is told and the base waits for its echo.
  case propagate(toSecond: Bool)
  /// The side that does not own the field changed it.
  case ownerViolation(DriftPolicy, bySecond: Bool)
  /// Both changed it, to different values, and nobody owns it; or neither base nor owner is known.
  case conflict
}

/// Three-way merge of one field of two systems.
package enum FieldMerge {
  /// Decides one field.
  ///
  /// - Parameters:
  ///   - base: what both agreed on last; `nil` at first sight.
  ///   - first: what the first system says.
  ///   - second: what the second system says.
  ///   - owner: which of them may decide.
  ///   - onDrift: what to do with an edit of the other one.
  /// - Returns: the decision.
  package static func decide(
    base: Value?, first: Value, second: Value, owner: FieldOwner, onDrift: DriftPolicy
  ) -> FieldDecision {
    if first == second { return .agreed }
    let firstChanged = base.map { $0 != first }
    let secondChanged = base.map { $0 != second }
    switch (owner, firstChanged, secondChanged) {
    case (.first, _, false?): return .propagate(toSecond: true)
    case (.second, false?, _): return .propagate(toSecond: false)
    case (.first, false?, _): return .ownerViolation(onDrift, bySecond: true)
    case (.second, _, false?): return .ownerViolation(onDrift, bySecond: false)
    case (.first, _, _): return .ownerViolation(onDrift.besideOwner, bySecond: true)
    case (.second, _, _): return .ownerViolation(onDrift.besideOwner, bySecond: false)
    case (.nobody, true?, false?): return .propagate(toSecond: true)
    case (.nobody, false?, true?): return .propagate(toSecond: false)
    case (.nobody, _, _): return .conflict
    }
  }
}
