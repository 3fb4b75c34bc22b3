import Domain

/// What was to pass by itself did not.
struct RetryExhausted: Check {
  var code: ExceptionCode { .retryExhausted }
  var judges: Set<Situation.Kind> { [.answer] }
  var meaning: String {
    "The receiver refused a record with a code that passes by itself, as a lock does. It was sent"
      + " again as often as is configured, and refused each time."
  }
  var remedy: String {
    "find out why the receiver still refuses it, then `wmsync exceptions retry`"
  }

  var examples: [CheckExample] {
    [
      CheckExample(
        "the record was locked four times", .answer(.exhausted(code: "LOCKED", times: 3), row: 3),
        findings: 1),
      CheckExample(
        "it was refused for good", .answer(.rejected(code: "E7", text: "unknown article"), row: 3),
        findings: 0),
      CheckExample("the file was accepted", .answer(.accepted), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .answer(let answer) = situation,
      case .exhausted(let code, let times) = answer.finding
    else { return [] }
    return [
      exception(
        on: answer, entity: "ack", expected: "accepted", actual: "rejected",
        "\(answer.system) still refuses \(answer.subject) with \(Wording.cut(code)) after it was"
          + " sent again \(times < 3 ? ["", "once", "twice"][times] : "\(times) times")")
    ]
  }
}
