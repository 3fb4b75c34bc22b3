import Domain

// Facts of an imagined retailer from which the checks build their examples.

extension Origin {
  static func example(_ system: SystemID, line: Int = 1) -> Origin {
    system == "erp"
      ? Origin(system: system, feed: "erp-orders", file: "erp/orders.csv", line: line)
      : Origin(system: system, feed: "wms-events", file: "wms/events.csv", line: line)
  }
}

extension Timestamp {
  /// 2026-11-23T12:00:00Z.
  static let exampleNoon = Timestamp(microseconds: 1_795_435_200_000_000)
}

extension ExactDecimal {
  static let oneMillionth = ExactDecimal(millionths: 1)
  static let hundred = ExactDecimal(100)
}

extension Situation {
  /// Line 1 of purchase order 4711 over 100 pieces at 2.50, with the receipts given.
  static func purchase(
    _ receipts: ReceiptFact..., allowing allowance: Allowance = Allowance(),
    adjusting adjust: (inout PurchaseLineFacts) -> Void = { _ in }
  ) -> Situation {
    var facts = PurchaseLineFacts(order: "4711", line: "1", ordered: .hundred)
    facts.orderStatus = "approved"
    facts.sku = "4006381333931"
    facts.warehouse = "HAM"
    facts.unitCost = ExactDecimal(millionths: 2_500_000)
    facts.origin = .example("erp", line: 7)
    facts.receipts = receipts
    facts.allowance = allowance
    adjust(&facts)
    return .purchaseLine(facts)
  }

  /// Line 1 of customer order SO-9 over 100 pieces at 4, with the shipments given.
  static func sales(
    _ shipments: ShipmentFact..., allowing allowance: Allowance = Allowance(),
    adjusting adjust: (inout SalesLineFacts) -> Void = { _ in }
  ) -> Situation {
    var facts = SalesLineFacts(order: "SO-9", line: "1", ordered: .hundred)
    facts.warehouse = "HAM"
    facts.unitPrice = ExactDecimal(4)
    facts.origin = .example("erp", line: 9)
    facts.shipments = shipments
    facts.allowance = allowance
    adjust(&facts)
    return .salesLine(facts)
  }

  /// The same line, of which the warehouse said so and nothing left.
  static func progressed(_ words: ProgressFact...) -> Situation { .sales { $0.progress = words } }

  /// The same line, of which this was asked.
  static func changed(_ shipments: ShipmentFact..., asking changes: [ChangeFact]) -> Situation {
    .sales {
      $0.shipments = shipments
      $0.apply(changes)
    }
  }

  static func changed(_ changes: ChangeFact...) -> Situation { .changed(asking: changes) }

  static func changed(_ shipment: ShipmentFact, _ change: ChangeFact) -> Situation {
    .changed(shipment, asking: [change])
  }

  /// The only shipment of SO-9, whose notice waits an hour for a tracking number.
  static func notice(tracking: [String], waited: Int) -> Situation {
    .notice(
      NoticeFacts(
        order: "SO-9", shipment: "S-1", warehouse: "HAM", tracking: tracking,
        waitedSeconds: waited, limitSeconds: 3600, origin: .example("wms", line: 30)))
  }

  /// Ten pieces that were announced for 1 January 1970 and may be an hour late.
  static func advice(begun hasBegun: Bool, after seconds: Int) -> Situation {
    let start = Timestamp(microseconds: 0)
    return .advice(
      AdviceFacts(
        advice: "A-1", line: "1", order: "4711", quantity: ExactDecimal(10), expectedAt: start,
        hasBegun: hasBegun, now: start.adding(seconds: seconds), lateSeconds: 3600))
  }

  /// Line 1 of return RT-1 over ten pieces.
  static func returned(
    action: String?, _ adjust: (inout ReturnFacts) -> Void = { _ in }
  ) -> Situation {
    var facts = ReturnFacts(number: "RT-1", line: "1", quantity: ExactDecimal(10))
    facts.action = action
    facts.origin = .example("wms", line: 60)
    adjust(&facts)
    return .returned(facts)
  }

  /// What came back of line 1 of SO-9.
  static func returnedLine(_ quantities: ExactDecimal..., of shipped: ExactDecimal) -> Situation {
    let returns = quantities.enumerated().map {
      ReturnFacts(number: "RT-\($0)", line: "1", quantity: $1)
    }
    return .returnedLine(
      ReturnedLineFacts(
        order: "SO-9", line: "1", shipped: shipped, returns: returns, unitPrice: ExactDecimal(4)))
  }

  /// One dispatch on 1 January 1970 that may take a day, looked at so many seconds later.
  static func route(_ obstacle: RouteFacts.Obstacle?) -> Situation {
    .route(
      RouteFacts(
        order: "SO-1", obstacle: obstacle, waiting: ExactDecimal(2),
        reasons: ["HAM: has 1 of 2 of SOCKS", "TIL: does not serve DE"]))
  }

  static func transfer(
    _ dispatched: ExactDecimal?, arrived: ExactDecimal?, after seconds: Int,
    writtenOff: ExactDecimal = .zero
  ) -> Situation {
    let start = Timestamp(microseconds: 0)
    let leg = TransferLegFact(
      number: "1", dispatched: dispatched, dispatchedAt: dispatched.map { _ in start },
      received: arrived, origin: .example("wms", line: 70))
    return .transfer(
      TransferLineFacts(
        transfer: "TR-1", line: "1", legs: [leg], writtenOff: writtenOff,
        now: start.adding(seconds: seconds), lateSeconds: 86_400))
  }

  /// Stock of SKU 1001 in HAM at 3 a piece.
  static func stock(
    book: ExactDecimal?, physical: ExactDecimal?, within tolerance: Tolerance = Tolerance(),
    bothSides: Bool = true, shipped: ExactDecimal? = nil, hoursLate: Int = -1
  ) -> Situation {
    var facts = StockFacts(
      warehouse: "HAM", sku: "1001", book: book, physical: physical, hasBothSides: bothSides)
    if let shipped {
      let shipment = StockMovement(
        "shipment S-1|1|1", .shipment, level: [], physical: [.init(-shipped, now: .inside)],
        book: [], at: .exampleNoon, origin: .example("wms", line: 30))
      facts.equation = StockEquation(
        of: (physical ?? .zero) - (book ?? .zero), by: [shipment])
      facts.explainedUntil = .exampleNoon
      facts.now = .exampleNoon.adding(seconds: hoursLate * 3600)
    }
    facts.tolerance = tolerance
    facts.unitCost = ExactDecimal(3)
    facts.bookOrigin = book.map { _ in .example("erp", line: 3) }
    facts.physicalOrigin = physical.map { _ in .example("wms", line: 5) }
    facts.ownerSystem = "wms"
    return .stock(facts)
  }

  static func file(_ finding: FileFacts.Finding) -> Situation {
    .file(
      FileFacts(feed: "wms-stock", system: "wms", file: "wms/stock_44.csv", finding: finding))
  }

  /// A row of the warehouse's receipts in line 12.
  static func row(
    key: RecordKey? = RecordKey(parts: ["R1", "1"]), _ finding: RowFacts.Finding
  ) -> Situation {
    .row(
      RowFacts(
        entity: "receipt", key: key, warehouse: "HAM", origin: .example("wms", line: 12),
        finding: finding))
  }

  /// What the warehouse says to the orders it was sent.
  static func answer(_ finding: AnswerFacts.Finding, row: Int? = nil) -> Situation {
    .answer(
      AnswerFacts(
        message: "wms-orders-00000007", file: "wms/in/orders_7.json", system: "wms", row: row,
        keys: ["SO-9|1", "SO-9|2"], finding: finding, origin: .example("wms", line: 2)))
  }

  /// A customer order line that the stream to the warehouse cannot write.
  static func unsent(obstacle: String) -> Situation {
    .unsent(
      UnsentFacts(
        stream: "wms-orders", to: "wms", entity: "sales_order_line",
        key: RecordKey(parts: ["SO-9", "1"]), warehouse: "HAM", obstacle: obstacle))
  }

  /// The weight of SKU 1001: 2.5 in the ERP, 2.7 in the warehouse.
  static func weight(
    owner: SystemID? = "erp", second: Value = .decimal(ExactDecimal(millionths: 2_700_000)),
    _ decision: FieldDecision
  ) -> Situation {
    var facts = FieldFacts(
      entity: "item", key: RecordKey(parts: ["1001"]), field: "weight_kg", owner: owner,
      ownerValue: .decimal(ExactDecimal(millionths: 2_500_000)), other: "wms",
      otherValue: second, decision: decision)
    facts.rule = "wmsync.yaml:41"
    facts.origin = .example("wms", line: 4)
    return .field(facts)
  }

  /// Pieces received of pieces ordered, line by line, of an order in that status.
  static func purchaseOrder(
    _ status: String?, _ lines: (received: Int, ordered: Int)...
  ) -> Situation {
    .purchaseOrder(
      PurchaseOrderFacts(
        order: "4711", status: status,
        lines: lines.map {
          (ordered: ExactDecimal($0.ordered), received: ExactDecimal($0.received))
        }, origin: .example("erp", line: 2)))
  }
}

extension ReceiptFact {
  /// Good pieces from row 20 of the warehouse's events.
  static func good(_ quantity: ExactDecimal, complete: Bool = false) -> ReceiptFact {
    ReceiptFact(good: quantity, isComplete: complete, origin: .example("wms", line: 20))
  }

  /// One good piece that came so many seconds into 1 January 1970.
  static func arrived(second: Int) -> ReceiptFact {
    ReceiptFact(
      good: ExactDecimal(1), receivedAt: Timestamp(microseconds: 0).adding(seconds: second),
      origin: .example("wms", line: 20))
  }
}

extension ShipmentFact {
  static func undelivered(_ quantity: ExactDecimal) -> ShipmentFact {
    var fact = ShipmentFact(
      quantity: .zero - quantity, closing: "backorder", origin: .example("wms", line: 9))
    fact.isUndelivered = true
    return fact
  }

  /// Pieces from row 30 of the warehouse's events.
  static func pieces(_ quantity: ExactDecimal, closing: String? = nil) -> ShipmentFact {
    ShipmentFact(quantity: quantity, closing: closing, origin: .example("wms", line: 30))
  }

  /// Pieces that left so many seconds into 1 January 1970.
  static func left(_ quantity: ExactDecimal, second: Int) -> ShipmentFact {
    var fact = pieces(quantity)
    fact.shippedAt = Timestamp(microseconds: 0).adding(seconds: second)
    return fact
  }

  /// Pieces of another article.
  static func substitute(_ quantity: ExactDecimal) -> ShipmentFact {
    var fact = pieces(quantity, closing: "substituted")
    fact.isSubstitute = true
    fact.sku = "1002"
    return fact
  }
}

extension ProgressFact {
  /// A word of the warehouse, so many seconds into 1 January 1970.
  static func said(
    _ code: String, _ second: Int, of quantity: ExactDecimal? = nil
  ) -> ProgressFact {
    ProgressFact(
      code, quantity, at: Timestamp(microseconds: 0).adding(seconds: second),
      event: "E\(second)", origin: .example("wms", line: 40 + second))
  }
}

extension ChangeFact {
  /// Something that was asked so many seconds into 1 January 1970.
  static func asked(_ kind: String, _ second: Int, _ answer: Answer = .awaited) -> ChangeFact {
    ChangeFact(
      kind, requestedAt: Timestamp(microseconds: 0).adding(seconds: second), change: "C\(second)",
      answer: answer, origin: .example("erp", line: 50 + second))
  }
}
