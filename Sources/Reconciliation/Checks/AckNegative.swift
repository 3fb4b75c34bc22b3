import Domain

/// A receiver refused what was sent to it.
struct AckNegative: Check {
  var code: ExceptionCode { .ackNegative }
  var judges: Set<Situation.Kind> { [.answer] }
  var meaning: String { "The receiver of a file refused it, or one of its rows." }
  var remedy: String {
    "correct the record at its source and send a new version; wmsync does not resend by itself"
  }

  var examples: [CheckExample] {
    [
      CheckExample(
        "a row was refused", .answer(.rejected(code: "E7", text: "unknown article"), row: 3),
        findings: 1),
      CheckExample(
        "a file was refused without a reason", .answer(.rejected(code: "", text: "")),
        findings: 1),
      CheckExample("the file was accepted", .answer(.accepted), findings: 0),
      CheckExample("the answer is for somebody else", .answer(.unknown), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .answer(let answer) = situation, case .rejected(let code, let text) = answer.finding
    else { return [] }
    let reasons = [code, text].filter { !$0.isEmpty }.map(Wording.cut).joined(separator: ": ")
    return [
      exception(
        on: answer, entity: "ack", expected: "accepted", actual: "rejected",
        "\(answer.system) rejects \(answer.subject): "
          + (reasons.isEmpty ? "it gives no reason" : reasons))
    ]
  }
}
