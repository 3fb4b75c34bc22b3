import Domain

/// Two systems say different things about a field that neither of them owns.
struct FieldConflict: Check {
  var code: ExceptionCode { .fieldConflict }
  var judges: Set<Situation.Kind> { [.field] }
  var meaning: String {
    "Both systems changed a field since they last agreed, or never agreed, and no rule says"
      + " whose value counts."
  }
  var remedy: String { "choose the value, and add a source-of-truth rule for the future" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "both changed the weight and nobody owns it", .weight(owner: nil, .conflict),
        findings: 1),
      CheckExample("both say the same", .weight(.agreed), findings: 0),
      CheckExample("the owner changed it", .weight(.propagate(toSecond: true)), findings: 0),
      CheckExample(
        "the warehouse changed what the ERP owns",
        .weight(.ownerViolation(.alert, bySecond: true)), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .field(let field) = situation, field.decision == .conflict else { return [] }
    return [
      exception(
        on: field, owner: nil, hint: remedy,
        "\(field.field) of \(field.entity) \(Wording.cut(field.key.text)):"
          + " \(field.owner?.text ?? "one system") says \(Wording.spelled(field.ownerValue)),"
          + " \(field.other) says \(Wording.spelled(field.otherValue)), and no rule decides")
    ]
  }
}
