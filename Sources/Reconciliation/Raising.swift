import Domain

// What every exception about one kind of subject has in common: record type, key, warehouse,
// place in front of the message, and the check's remedy as the hint.

extension Check {
  /// An exception about a purchase order line; the quantity `atRisk` is valued at its unit cost.
  func exception(
    on line: PurchaseLineFacts, at origin: Origin?, owner: SystemID?, expected: String? = nil,
    actual: String? = nil, difference: ExactDecimal? = nil, atRisk: ExactDecimal? = nil,
    _ message: String
  ) -> SyncException {
    SyncException(
      code, entity: "purchase_order_line", key: RecordKey(parts: [line.order, line.line]).text,
      warehouse: line.warehouse, ownerSystem: owner, expected: expected, actual: actual,
      difference: difference, valueAtRisk: valued(atRisk, at: line.unitCost), origin: origin,
      message: Wording.at(
        origin,
        "purchase order \(Wording.cut(line.order)) line \(Wording.cut(line.line)): \(message)"),
      hint: remedy)
  }

  /// An exception about a customer order line; the sender of what stands there must act.
  ///
  /// Without a place it is the newest shipment. The quantity `atRisk` is valued at the line's
  /// unit price.
  func exception(
    on line: SalesLineFacts, at place: Origin? = nil, expected: String? = nil,
    actual: String? = nil,
    difference: ExactDecimal? = nil, atRisk: ExactDecimal? = nil, _ message: String
  ) -> SyncException {
    let origin = place ?? line.shipments.last?.origin
    return SyncException(
      code, entity: "sales_order_line", key: RecordKey(parts: [line.order, line.line]).text,
      warehouse: line.warehouse, ownerSystem: origin?.system, expected: expected, actual: actual,
      difference: difference, valueAtRisk: valued(atRisk, at: line.unitPrice), origin: origin,
      message: Wording.at(
        origin,
        "customer order \(Wording.cut(line.order)) line \(Wording.cut(line.line)): \(message)"),
      hint: remedy)
  }

  /// An exception about one line of a return.
  func exception(
    on row: ReturnFacts, field: String?, expected: String, actual: String, _ message: String
  ) -> SyncException {
    SyncException(
      code, entity: "return_receipt", key: RecordKey(parts: [row.number, row.line]).text,
      warehouse: row.warehouse, field: field, ownerSystem: row.origin?.system, expected: expected,
      actual: actual, difference: row.quantity, origin: row.origin,
      message: Wording.at(
        row.origin,
        "return \(Wording.cut(row.number)) line \(Wording.cut(row.line)): \(message)"),
      hint: remedy)
  }

  /// An exception about an order that finds no warehouse.
  func exception(on route: RouteFacts, _ message: String) -> SyncException {
    SyncException(
      code, entity: "sales_order", key: RecordKey(parts: [route.order]).text,
      ownerSystem: route.origin?.system, expected: route.waiting.description, actual: "0",
      difference: .zero - route.waiting, origin: route.origin, rule: route.rule,
      message: Wording.at(route.origin, "order \(Wording.cut(route.order)): \(message)"),
      hint: remedy)
  }

  /// An exception about a line of a transfer; the difference is valued at its unit cost.
  func exception(
    on line: TransferLineFacts, at origin: Origin?, expected: String, actual: String,
    difference: ExactDecimal, _ message: String
  ) -> SyncException {
    SyncException(
      code, entity: "transfer_line", key: RecordKey(parts: [line.transfer, line.line]).text,
      warehouse: line.destination, ownerSystem: origin?.system, expected: expected, actual: actual,
      difference: difference, valueAtRisk: valued(difference.magnitude, at: line.unitCost),
      origin: origin,
      message: Wording.at(
        origin,
        "transfer \(Wording.cut(line.transfer)) line \(Wording.cut(line.line)): \(message)"),
      hint: remedy)
  }

  /// An exception about the stock of a SKU in a warehouse.
  func exception(
    on stock: StockFacts, at origin: Origin?, owner: SystemID?, expected: String?,
    actual: String?, difference: ExactDecimal, rule: String? = nil, _ message: String
  ) -> SyncException {
    SyncException(
      code, entity: "stock", key: stock.key, warehouse: stock.warehouse, field: "on_hand",
      ownerSystem: owner, expected: expected, actual: actual, difference: difference,
      valueAtRisk: valued(difference.magnitude, at: stock.unitCost), origin: origin, rule: rule,
      message: Wording.at(
        origin, "stock of \(Wording.cut(stock.sku)) in \(stock.warehouse): \(message)"),
      hint: remedy)
  }

  /// An exception about a field on which two systems differ; `expected` is the owner's value.
  func exception(
    on field: FieldFacts, severity: Severity? = nil, owner: SystemID?, hint: String,
    _ message: String
  ) -> SyncException {
    SyncException(
      code, severity: severity, entity: field.entity, key: field.key.text,
      warehouse: field.warehouse, field: field.field, ownerSystem: owner,
      expected: field.ownerValue.isNull ? nil : Wording.cut(field.ownerValue.description),
      actual: field.otherValue.isNull ? nil : Wording.cut(field.otherValue.description),
      origin: field.origin,
      rule: field.rule, message: Wording.at(field.origin, message), hint: hint)
  }

  /// An exception about a file; its key is the file's path unless the fault outlives the file.
  func exception(
    on file: FileFacts, severity: Severity? = nil, key: String? = nil, line: Int = 1,
    expected: String? = nil, actual: String? = nil, hint: String? = nil, _ message: String
  ) -> SyncException {
    let origin = Origin(system: file.system, feed: file.feed, file: file.file, line: line)
    return SyncException(
      code, severity: severity, key: key ?? file.file, ownerSystem: file.system,
      expected: expected, actual: actual, origin: origin, message: Wording.at(origin, message),
      hint: hint ?? remedy)
  }

  /// An exception about one row; its key is `file:line` when the record's key is unknown.
  func exception(
    on row: RowFacts, field: String? = nil, expected: String? = nil, actual: String? = nil,
    _ message: String
  ) -> SyncException {
    SyncException(
      code, entity: row.entity, key: row.key?.text ?? Wording.place(row.origin),
      warehouse: row.warehouse, field: field, ownerSystem: row.origin.system, expected: expected,
      actual: actual, origin: row.origin, message: Wording.at(row.origin, message), hint: remedy)
  }

  /// One exception for an id that a system uses and nobody can tell what it is.
  ///
  /// The id is judged per system, and the fingerprint must tell the systems apart: the system
  /// stands in brackets in `field`. The warehouse is left out, since rows of several may wait.
  func unknown(
    _ situation: Situation, entity: EntityID, called name: String
  ) -> [SyncException] {
    guard case .row(let row) = situation,
      case .unknownReference(code, let id, let rows, let cause) = row.finding
    else { return [] }
    let shown = Wording.cut(id)
    let message =
      "\(row.origin.system) uses \(name) \"\(shown)\" in \(Wording.counted(rows, "row")), "
      + (cause ?? "no system has it as a master record")
    return [
      SyncException(
        code, entity: entity, key: id, field: "(\(row.origin.system))",
        ownerSystem: row.origin.system, actual: String(rows), origin: row.origin,
        message: Wording.at(row.origin, message),
        hint: cause.map { Self.entry(for: shown, lackingBecause: $0) } ?? remedy)
    ]
  }

  /// Whatever `has no entry for it` is where the entry belongs.
  private static func entry(for id: String, lackingBecause cause: String) -> String {
    let ending = " has no entry for it"
    guard cause.hasSuffix(ending) else {
      return "add the entry for \"\(id)\" that is missing; its rows are then read again"
    }
    return "add an entry for \"\(id)\" to \(cause.dropLast(ending.count));"
      + " its rows are then read again"
  }

  /// An exception about something that was sent.
  func exception(
    on answer: AnswerFacts, severity: Severity? = nil, entity: EntityID? = nil,
    expected: String? = nil, actual: String? = nil, hint: String? = nil, _ message: String
  ) -> SyncException {
    SyncException(
      code, severity: severity, entity: entity, key: answer.message, ownerSystem: answer.system,
      expected: expected, actual: actual, origin: answer.origin,
      message: Wording.at(answer.origin, message), hint: hint ?? remedy)
  }

  private func valued(_ quantity: ExactDecimal?, at price: ExactDecimal?) -> ExactDecimal? {
    guard let quantity, let price else { return nil }
    return quantity.multiplied(by: price)
  }
}

extension Allowance {
  /// The largest quantity that may come; percent of a millionth never rounds in favour of more.
  func most(of ordered: ExactDecimal) -> ExactDecimal {
    ordered + overPercent.percent(of: ordered.magnitude)
  }

  /// The smallest quantity that counts as delivered in full.
  func least(of ordered: ExactDecimal) -> ExactDecimal {
    ordered - underPercent.percent(of: ordered.magnitude)
  }
}

extension PurchaseLineFacts {
  /// By time of receipt; of equal or unknown times the last in key order.
  var latestReceipt: ReceiptFact? {
    let oldest = Timestamp(microseconds: .min)
    var latest: ReceiptFact?
    for receipt in receipts
    where (receipt.receivedAt ?? oldest) >= (latest?.receivedAt ?? oldest) {
      latest = receipt
    }
    return latest
  }

  var isRefused: Bool { orderStatus == "rejected" || orderStatus == "cancelled" }
}

extension AnswerFacts {
  /// Most keys that a message lists.
  private static var keyLimit: Int { 3 }

  /// As `wms/in/orders_7.json row 3 (SO-9|1)`; the message number when no file is known.
  var subject: String {
    let name = file.isEmpty ? message : file
    let place = row.map { "\(name) row \($0)" } ?? name
    return keys.isEmpty
      ? place : "\(place) (\(Wording.listed(keys.map(Wording.cut), limit: Self.keyLimit)))"
  }
}

extension StockFacts {
  /// `warehouse|sku|level…`, without empty parts at the end.
  var key: String {
    var parts = [warehouse.text, sku] + level.map(\.description)
    while parts.count > 2, parts.last?.isEmpty == true { parts.removeLast() }
    return RecordKey(parts: parts).text
  }
}
