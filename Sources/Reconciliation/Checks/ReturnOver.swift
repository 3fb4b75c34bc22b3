import Domain

/// More came back of an order line than was ever shipped on it.
struct ReturnOver: Check {
  var code: ExceptionCode { .returnOver }
  var judges: Set<Situation.Kind> { [.returnedLine] }
  var meaning: String { "All returns of an order line together exceed what was shipped on it." }
  var remedy: String { "refuse the excess credit; ask whose goods they are" }

  var examples: [CheckExample] {
    let ten = ExactDecimal(10)
    return [
      CheckExample("all of it came back", .returnedLine(ten, of: ten), findings: 0),
      CheckExample(
        "a millionth more came back", .returnedLine(ten, .oneMillionth, of: ten), findings: 1),
      CheckExample("it never left", .returnedLine(ten, of: .zero), findings: 1),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .returnedLine(let line) = situation, line.returned > line.shipped else { return [] }
    let surplus = line.returned - line.shipped
    let last = line.returns.last
    return [
      SyncException(
        code, entity: "sales_order_line", key: RecordKey(parts: [line.order, line.line]).text,
        warehouse: last?.warehouse, field: "returned", ownerSystem: last?.origin?.system,
        expected: line.shipped.description, actual: line.returned.description,
        difference: surplus,
        valueAtRisk: line.unitPrice.map { surplus.multiplied(by: $0) },
        origin: last?.origin,
        message: Wording.at(
          last?.origin,
          "customer order \(Wording.cut(line.order)) line \(Wording.cut(line.line)):"
            + " \(line.returned) came back, \(line.shipped) had left"),
        hint: remedy)
    ]
  }
}
