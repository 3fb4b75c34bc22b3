import Domain

/// A header without lines, or lines without a header.
struct DocIncomplete: Check {
  var code: ExceptionCode { .docIncomplete }
  var judges: Set<Situation.Kind> { [.document] }
  var meaning: String {
    "An order has a header and no lines, or lines and no header, although its system delivers both."
  }
  var remedy: String { "have the order exported again, as a whole" }

  var examples: [CheckExample] {
    [
      CheckExample("header and lines are there", .document(), findings: 0),
      CheckExample("the header has no lines", .document(hasLines: false), findings: 1),
      CheckExample("the lines have no header", .document(hasHeader: false), findings: 1),
      CheckExample(
        "nobody has the order at all", .document(hasHeader: false, hasLines: false), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .document(let order) = situation, order.hasHeader != order.hasLines else {
      return []
    }
    let (there, missing) = order.hasHeader ? ("a header", "lines") : ("lines", "a header")
    return [
      SyncException(
        code, entity: order.entity, key: order.key, warehouse: order.warehouse,
        ownerSystem: order.origin?.system, expected: missing, actual: "none", origin: order.origin,
        message: Wording.at(
          order.origin,
          "\(order.entity) \(Wording.cut(order.key)) has \(there) and no \(missing)"
            .replacing("no a ", with: "no ")), hint: remedy)
    ]
  }
}
