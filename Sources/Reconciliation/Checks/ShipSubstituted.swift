import Domain

/// Another article left than the customer ordered, and the order does not allow that.
struct ShipSubstituted: Check {
  var code: ExceptionCode { .shipSubstituted }
  var judges: Set<Situation.Kind> { [.salesLine] }
  var meaning: String {
    "The warehouse shipped another article in the place of the ordered one, and the order line"
      + " forbids that."
  }
  var remedy: String { "approve article and price, or take the goods back" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "the ordered article left", .sales(.pieces(.hundred)) { $0.allowsSubstitution = false },
        findings: 0),
      CheckExample("nobody forbade it", .sales(.substitute(.hundred)), findings: 0),
      CheckExample(
        "the order allows it", .sales(.substitute(.hundred)) { $0.allowsSubstitution = true },
        findings: 0),
      CheckExample(
        "the order forbids it", .sales(.substitute(.hundred)) { $0.allowsSubstitution = false },
        findings: 1),
      CheckExample(
        "nothing of the other article left",
        .sales(.substitute(.zero)) { $0.allowsSubstitution = false }, findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .salesLine(let line) = situation, line.allowsSubstitution == false,
      let other = line.shipments.last(where: { $0.isSubstitute && $0.quantity > .zero }),
      let life = line.life
    else { return [] }
    return [
      exception(
        on: line, at: other.origin, expected: line.sku, actual: other.sku,
        difference: life.substituted, atRisk: life.substituted,
        "\(life.substituted) pieces of another article"
          + (other.sku.map { " (\(Wording.cut($0)))" } ?? "")
          + " left, and the order forbids that\(Wording.bracketed(line.origin))")
    ]
  }
}
