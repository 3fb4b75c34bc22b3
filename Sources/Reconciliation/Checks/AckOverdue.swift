import Domain

/// A receiver has not answered what was sent to it within the time given.
struct AckOverdue: Check {
  var code: ExceptionCode { .ackOverdue }
  var judges: Set<Situation.Kind> { [.answer] }
  var meaning: String { "A file was sent, and its receiver has not answered in the agreed time." }
  var remedy: String {
    "look for the file in the receiver's import log; deliver it again if it never got there"
  }

  var examples: [CheckExample] {
    [
      CheckExample(
        "nothing for two hours",
        .answer(.overdue(sinceSeconds: 7200, sentAt: Timestamp(microseconds: 0))), findings: 1),
      CheckExample(
        "only that it arrived was said",
        .answer(
          .overdue(
            sinceSeconds: 7200, sentAt: Timestamp(microseconds: 0), said: "received")), findings: 1),
      CheckExample("the file was accepted", .answer(.accepted), findings: 0),
      CheckExample("the file was refused", .answer(.rejected(code: "", text: "")), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .answer(let answer) = situation,
      case .overdue(let since, let sentAt, let said) = answer.finding
    else { return [] }
    return [
      exception(
        on: answer, expected: "an answer", actual: said ?? "none",
        "\(answer.subject) was sent at \(sentAt), \(answer.system) has "
          + (said.map { "only answered \"\($0)\"" } ?? "not answered")
          + " for \(Wording.duration(seconds: since))")
    ]
  }
}
