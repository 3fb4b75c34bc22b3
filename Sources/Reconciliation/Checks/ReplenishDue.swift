import Domain

/// An article is down to its reorder point, and nothing is on its way.
struct ReplenishDue: Check {
  var code: ExceptionCode { .replenishDue }
  var judges: Set<Situation.Kind> { [.replenishment] }
  var meaning: String {
    "What is there of an article in a warehouse and on its way to it, less what is promised, is no"
      + " more than its reorder point. The proposal says how much to order, or to move from another"
      + " warehouse."
  }
  var remedy: String { "raise the purchase order or the transfer that is proposed" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "a trifle more than the reorder point is there",
        .replenished(ExactDecimal(30) + .oneMillionth), findings: 0),
      CheckExample(
        "the reorder point is reached", .replenished(ExactDecimal(30), buying: 36), findings: 1),
      CheckExample("nothing is left", .replenished(.zero, buying: 60), findings: 1),
      CheckExample(
        "the reorder point is also the most that is wanted", .replenished(ExactDecimal(30)),
        findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .replenishment(let article) = situation,
      article.projected <= article.reorderPoint, !article.proposals.isEmpty
    else { return [] }
    let steps = article.proposals.map { proposal in
      let from =
        proposal.source.map { "move \(proposal.quantity) from \(Wording.cut($0.text))" }
        ?? "buy \(proposal.quantity)"
        + (article.supplier.map { " from \(Wording.cut($0))" } ?? "")
      return "\(from) by \(proposal.neededBy)"
    }
    return [
      SyncException(
        code, entity: "purchase_proposal",
        key: RecordKey(parts: [article.warehouse.text, article.sku]).text,
        warehouse: article.warehouse, field: "projected",
        expected: article.reorderPoint.description, actual: article.projected.description,
        difference: article.projected - article.reorderPoint,
        message: "\(Wording.cut(article.sku)) in \(Wording.cut(article.warehouse.text)):"
          + " \(article.projected) will be there, it is ordered at \(article.reorderPoint):"
          + " \(steps.joined(separator: ", "))",
        hint: remedy)
    ]
  }
}
