import Domain

/// A lot that may not be used any more can still be sold.
struct LotExpiredSellable: Check {
  var code: ExceptionCode { .lotExpiredSellable }
  var judges: Set<Situation.Kind> { [.lots] }
  var meaning: String {
    "The last day of a lot has passed, as its goods receipt or its ship notice told, and the"
      + " warehouse still lists it as available."
  }
  var remedy: String { "block the lot in the warehouse (status expired) and take it off the shelf" }

  var examples: [CheckExample] {
    [
      CheckExample("today is its last day", .lots(10, expires: 0), findings: 0),
      CheckExample("yesterday was its last day", .lots(10, expires: -1), findings: 1),
      CheckExample("nobody told its last day", .lots(10), findings: 0),
      CheckExample("nothing of it may be sold", .lots(0, isTracked: false), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .lots(let stock) = situation else { return [] }
    return stock.sellable.compactMap { lot in
      guard lot.quantity > .zero, let last = lot.expires, last < stock.today else { return nil }
      return SyncException(
        code, entity: "stock",
        key: RecordKey(parts: [stock.warehouse.text, stock.sku, lot.number]).text,
        warehouse: stock.warehouse, field: "stock_status", ownerSystem: lot.origin?.system,
        expected: "expired", actual: "available", difference: lot.quantity,
        valueAtRisk: stock.unitCost.map { lot.quantity.multiplied(by: $0) }, origin: lot.origin,
        message: Wording.at(
          lot.origin,
          "\(lot.quantity) of \(Wording.cut(stock.sku)) in \(stock.warehouse) belong to lot"
            + " \(Wording.cut(lot.number)), which was good until \(last)"), hint: remedy)
    }
  }
}
