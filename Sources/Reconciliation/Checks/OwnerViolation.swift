import Domain

/// A system changed a field that another system owns.
struct OwnerViolation: Check {
  var code: ExceptionCode { .ownerViolation }
  var judges: Set<Situation.Kind> { [.field] }
  var meaning: String {
    "A system says something else than the owner of the field; the rule decides whether the"
      + " owner's value is sent again, the edit is adopted, or a person must decide."
  }
  var remedy: String { "take the edit back, or give the field to the system that edits it" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "the owner's value is sent again", .weight(.ownerViolation(.revert, bySecond: true)),
        findings: 1),
      CheckExample(
        "a person must decide", .weight(.ownerViolation(.alert, bySecond: true)), findings: 1),
      CheckExample(
        "the edit is adopted", .weight(.ownerViolation(.adopt, bySecond: false)), findings: 1),
      CheckExample("the owner changed it", .weight(.propagate(toSecond: true)), findings: 0),
      CheckExample("nobody owns the field", .weight(owner: nil, .conflict), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .field(let field) = situation,
      case .ownerViolation(let policy, _) = field.decision
    else { return [] }
    let (outcome, hint) = consequence(of: policy, in: field)
    return [
      exception(
        on: field, severity: policy == .adopt ? .info : nil, owner: field.owner, hint: hint,
        "\(field.field) of \(field.entity) \(Wording.cut(field.key.text)):"
          + " its owner \(field.owner?.text ?? "") says \(Wording.spelled(field.ownerValue)),"
          + " \(field.other) says \(Wording.spelled(field.otherValue)); \(outcome)")
    ]
  }

  private func consequence(
    of policy: DriftPolicy, in field: FieldFacts
  ) -> (outcome: String, hint: String) {
    switch policy {
    case .revert:
      ("the owner's value is sent again", "find out why \(field.other) edits it; \(remedy)")
    case .alert: ("a person must decide", remedy)
    case .adopt: ("the edit was adopted", "nothing to do unless the edit is wrong")
    }
  }
}
