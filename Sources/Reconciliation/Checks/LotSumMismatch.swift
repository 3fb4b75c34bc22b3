import Domain

/// Goods that are kept by lots lie there without one.
struct LotSumMismatch: Check {
  var code: ExceptionCode { .lotSumMismatch }
  var judges: Set<Situation.Kind> { [.lots] }
  var meaning: String {
    "The item master says that an article is kept by lots, and its lots do not add up to its stock:"
      + " some of it stands under no lot."
  }
  var remedy: String { "find the lot of the goods and correct it in the warehouse" }

  var examples: [CheckExample] {
    [
      CheckExample("every piece has its lot", .lots(10), findings: 0),
      CheckExample("two pieces have none", .lots(8), findings: 1),
      CheckExample("nothing has a lot", .lots(0), findings: 1),
      CheckExample("the article is not kept by lots", .lots(8, isTracked: false), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .lots(let stock) = situation, stock.isTracked, stock.inLots != stock.total else {
      return []
    }
    let missing = stock.total - stock.inLots
    return [
      SyncException(
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
    ]
  }
}
