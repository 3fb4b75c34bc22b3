import Domain

/// Goods came back and nobody decided what becomes of them.
struct ReturnNoDisposition: Check {
  var code: ExceptionCode { .returnNoDisposition }
  var judges: Set<Situation.Kind> { [.returned] }
  var meaning: String { "The warehouse received a return and does not say what it did with it." }
  var remedy: String { "inspect the goods and report the action taken" }

  var examples: [CheckExample] {
    [
      CheckExample("they are on the shelf again", .returned(action: "restock"), findings: 0),
      CheckExample("nobody decided", .returned(action: nil), findings: 1),
      CheckExample(
        "the usual is to be done, and was not", .returned(action: "default"), findings: 1),
      CheckExample("an empty box", .returned(action: nil) { $0.quantity = .zero }, findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .returned(let row) = situation, row.quantity > .zero,
      row.action == nil || row.action == "default"
    else { return [] }
    return [
      exception(
        on: row, field: "action", expected: "an action", actual: row.action ?? "none",
        "what became of \(row.quantity) pieces"
          + "\(row.sku.map { " of \(Wording.cut($0))" } ?? "") is not said")
    ]
  }
}
