package import Domain

/// What the books lack at the close of a period, in the order of reports.
package enum AccrualKind: String, CaseIterable, Sendable {
  /// GRNI: goods received, invoice not received.
  case received = "goods_received"
  case shipped
  case returned
  case adjusted
  case dispatched = "transfer_dispatched"
  case arrived = "transfer_received"
  case notInvoiced = "not_invoiced"

  package var title: String {
    switch self {
    case .received: "goods received, not posted"
    case .shipped: "shipped, not posted"
    case .returned: "returned, not posted"
    case .adjusted: "adjusted, not posted"
    case .dispatched: "transfer dispatched, not posted"
    case .arrived: "transfer received, not posted"
    case .notInvoiced: "shipped, not invoiced"
    }
  }
}

/// An event of a period, or a part of it, that the books did not have at its close.
package struct Accrual: Equatable, Sendable {
  package var kind: AccrualKind
  /// Record type and key, as `receipt R-1|1|1`.
  package var event: String
  /// The day on which it happened, where the books are kept.
  package var day: CalendarDate
  /// `nil` where nobody says.
  package var warehouse: WarehouseID?
  package var sku: String
  /// What the books lack, signed as it moves stock; they have too much where a correction is missing.
  ///
  /// Of an invoice what is to be invoiced.
  package var quantity: ExactDecimal
  /// Of the quantity, with its sign; `nil` without a cost.
  package var amount: ExactDecimal?
  /// ISO 4217; `nil` where nobody says.
  package var currency: String?
  /// Why it was not posted, where that is known.
  package var reason: String?

  package init(
    _ kind: AccrualKind, _ event: String, day: CalendarDate, warehouse: WarehouseID?, sku: String,
    quantity: ExactDecimal
  ) {
    self.kind = kind
    self.event = event
    self.day = day
    self.warehouse = warehouse
    self.sku = sku
    self.quantity = quantity
  }

  /// By kind, warehouse and day, then by event and article.
  package static func sorted(_ accruals: [Accrual]) -> [Accrual] {
    accruals.sorted { one, two in
      let (left, right) = (one.place, two.place)
      if left != right { return left.lexicographicallyPrecedes(right) }
      if one.day != two.day { return one.day < two.day }
      if !one.event.hasSameBytes(as: two.event) { return one.event.precedesByBytes(two.event) }
      return one.sku.precedesByBytes(two.sku)
    }
  }

  private var place: [UInt8] {
    [UInt8(AccrualKind.allCases.firstIndex(of: kind) ?? 0)] + Array((warehouse?.text ?? "").utf8)
  }
}

/// What lacks of one kind in a warehouse, in one currency.
package struct AccrualSum: Equatable, Sendable {
  package let kind: AccrualKind
  package let warehouse: WarehouseID?
  package let currency: String?
  package private(set) var events = 0
  package private(set) var amount = ExactDecimal.zero
  /// Of the events, those whose cost nobody says.
  package private(set) var unvalued = 0

  /// Sums in order of kind, warehouse and currency.
  package static func sums(of accruals: [Accrual]) -> [AccrualSum] {
    var sums: [AccrualSum] = []
    for one in Accrual.sorted(accruals) {
      let index = sums.firstIndex {
        $0.kind == one.kind && $0.warehouse == one.warehouse && $0.currency == one.currency
      }
      if index == nil {
        sums.append(
          AccrualSum(kind: one.kind, warehouse: one.warehouse, currency: one.currency))
      }
      sums[index ?? sums.count - 1].add(one)
    }
    let order = AccrualKind.allCases
    return sums.sorted { one, two in
      let (left, right) = (order.firstIndex(of: one.kind), order.firstIndex(of: two.kind))
      if left != right { return left ?? 0 < right ?? 0 }
      let (here, there) = (one.warehouse?.text ?? "", two.warehouse?.text ?? "")
      if !here.hasSameBytes(as: there) { return here.precedesByBytes(there) }
      return (one.currency ?? "").precedesByBytes(two.currency ?? "")
    }
  }

  private mutating func add(_ accrual: Accrual) {
    events += 1
    if let own = accrual.amount { amount += own } else { unvalued += 1 }
  }
}
