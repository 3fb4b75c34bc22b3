import Domain

/// Goods that are kept by lots or by serial numbers are there without one, or in two places.
struct LotSumMismatch: Check {
  var code: ExceptionCode { .lotSumMismatch }
  var judges: Set<Situation.Kind> { [.lots, .serials] }
  var meaning: String {
    "The item master says that an article is kept by lots, and its lots do not add up to its stock;"
      + " or an event names more or fewer serial numbers than pieces, or one that cannot be there."
  }
  var remedy: String {
    "find the lot or the serial numbers of the goods and correct them in the warehouse"
  }

  /// Serial numbers that a message spells out.
  private static let mostTold = 3

  var examples: [CheckExample] {
    [
      CheckExample("every piece has its lot", .lots(10), findings: 0),
      CheckExample("two pieces have none", .lots(8), findings: 1),
      CheckExample("nothing has a lot", .lots(0), findings: 1),
      CheckExample("the article is not kept by lots", .lots(8, isTracked: false), findings: 0),
      CheckExample("three pieces, three serial numbers", .serials(3), findings: 0),
      CheckExample("a serial number is missing", .serials(2), findings: 1),
      CheckExample("there is one too many", .serials(4, isTracked: false), findings: 1),
      CheckExample("none, and the article needs them", .serials(0), findings: 1),
      CheckExample("none, and nobody needs them", .serials(0, isTracked: false), findings: 0),
      CheckExample("what is here came again", .serials(3, misplaced: ["S1"]), findings: 1),
      CheckExample(
        "what has left leaves again, and one is missing",
        .serials(2, comes: false, misplaced: ["S1", "S2", "S3", "S4"]), findings: 2),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    switch situation {
    case .lots(let stock): missingLots(stock).map { [$0] } ?? []
    case .serials(let event): [wrongCount(event), wrongPlace(event)].compactMap { $0 }
    default: []
    }
  }

  private func missingLots(_ stock: LotFacts) -> SyncException? {
    guard stock.isTracked, stock.inLots != stock.total else { return nil }
    let missing = stock.total - stock.inLots
    return SyncException(
      code, entity: "stock",
      key: RecordKey(parts: [stock.warehouse.text, stock.sku]).text, warehouse: stock.warehouse,
      field: "lot", ownerSystem: stock.origin?.system, expected: stock.total.description,
      actual: stock.inLots.description, difference: stock.inLots - stock.total,
      valueAtRisk: stock.unitCost.map { missing.magnitude.multiplied(by: $0) },
      origin: stock.origin,
      message: Wording.at(
        stock.origin,
        "\(Wording.cut(stock.sku)) in \(stock.warehouse): \(stock.total) lie there,"
          + " \(stock.inLots) of them in lots"), hint: remedy)
  }

  private func wrongCount(_ event: SerialFacts) -> SyncException? {
    guard event.count > 0 || event.isTracked, event.quantity != ExactDecimal(event.count) else {
      return nil
    }
    var found = exception(
      on: event, expected: event.quantity.description, actual: "\(event.count)",
      "\(event.quantity) pieces of \(Wording.cut(event.sku)) with \(event.count) serial numbers")
    found.field = "serials"
    found.difference = ExactDecimal(event.count) - event.quantity
    return found
  }

  private func wrongPlace(_ event: SerialFacts) -> SyncException? {
    guard !event.misplaced.isEmpty else { return nil }
    let told = event.misplaced.prefix(Self.mostTold).map {
      "\(Wording.cut($0.serial)) \(event.comes ? "is here" : "has left") already (\($0.before))"
    }
    let more = event.misplaced.count - told.count
    var found = exception(
      on: event, expected: "each in one place", actual: "\(event.misplaced.count) elsewhere",
      "of \(Wording.cut(event.sku)), " + told.joined(separator: ", ")
        + (more > 0 ? " and \(more) more" : ""))
    found.difference = ExactDecimal(event.misplaced.count)
    return found
  }

  private func exception(
    on event: SerialFacts, expected: String, actual: String, _ message: String
  ) -> SyncException {
    let name = event.key.parts.map { Wording.cut($0) }.joined(separator: " line ")
    return SyncException(
      code, entity: event.entity, key: event.key.text, warehouse: event.warehouse,
      ownerSystem: event.origin?.system, expected: expected, actual: actual, origin: event.origin,
      message: Wording.at(event.origin, "\(event.entity) \(name): \(message)"), hint: remedy)
  }
}
