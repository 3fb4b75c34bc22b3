import Domain
import Reconciliation
import Testing

/// What the first and the second system say, against an agreed base of 1.
private let sides: [(changed: String, first: Value, second: Value)] = [
  ("neither", .text("1"), .text("1")),
  ("first", .text("2"), .text("1")),
  ("second", .text("1"), .text("3")),
  ("both to the same", .text("2"), .text("2")),
  ("both apart", .text("2"), .text("3")),
]

@Suite struct FieldMergeTests {
  @Test(arguments: DriftPolicy.allCases)
  func `a field with an agreed base is decided by who changed it and who owns it`(
    policy: DriftPolicy
  ) {
    let bySecond = FieldDecision.ownerViolation(policy, bySecond: true)
    let byFirst = FieldDecision.ownerViolation(policy, bySecond: false)
    let besideSecond = FieldDecision.ownerViolation(Self.besideOwner(policy), bySecond: true)
    let besideFirst = FieldDecision.ownerViolation(Self.besideOwner(policy), bySecond: false)
    let toSecond = FieldDecision.propagate(toSecond: true)
    let toFirst = FieldDecision.propagate(toSecond: false)
    let table: [(FieldOwner, [FieldDecision])] = [
      (.first, [.agreed, toSecond, bySecond, .agreed, besideSecond]),
      (.second, [.agreed, byFirst, toFirst, .agreed, besideFirst]),
      (.nobody, [.agreed, toSecond, toFirst, .agreed, .conflict]),
    ]
    for (owner, decisions) in table {
      for (side, decision) in zip(sides, decisions) {
        #expect(
          FieldMerge.decide(
            base: .text("1"), first: side.first, second: side.second, owner: owner,
            onDrift: policy) == decision, "\(owner) owns it, changed: \(side.changed)")
      }
    }
  }

  @Test(arguments: DriftPolicy.allCases)
  func `at first sight equal values agree and different ones are raised`(policy: DriftPolicy) {
    let table: [(FieldOwner, FieldDecision)] = [
      (.first, .ownerViolation(Self.besideOwner(policy), bySecond: true)),
      (.second, .ownerViolation(Self.besideOwner(policy), bySecond: false)),
      (.nobody, .conflict),
    ]
    for (owner, different) in table {
      for side in sides {
        let decision = FieldMerge.decide(
          base: nil, first: side.first, second: side.second, owner: owner, onDrift: policy)
        #expect(
          decision == (side.first == side.second ? .agreed : different),
          "\(owner) owns it, \(side.first) and \(side.second)")
      }
    }
  }

  @Test func `an edit beside the owner's own is never adopted`() {
    #expect(
      FieldMerge.decide(
        base: .text("1"), first: .text("2"), second: .text("3"), owner: .first, onDrift: .adopt)
        == .ownerViolation(.revert, bySecond: true))
    #expect(
      FieldMerge.decide(
        base: .text("1"), first: .text("1"), second: .text("3"), owner: .first, onDrift: .adopt)
        == .ownerViolation(.adopt, bySecond: true))
  }

  @Test func `an emptied field is a change like any other`() {
    #expect(
      FieldMerge.decide(
        base: .text("1"), first: .null, second: .text("1"), owner: .first, onDrift: .alert)
        == .propagate(toSecond: true))
    #expect(
      FieldMerge.decide(
        base: .null, first: .null, second: .text("1"), owner: .first, onDrift: .revert)
        == .ownerViolation(.revert, bySecond: true))
  }

  /// The owner wins where it changed the field too, or nothing was ever agreed.
  private static func besideOwner(_ policy: DriftPolicy) -> DriftPolicy {
    policy == .adopt ? .revert : policy
  }
}
