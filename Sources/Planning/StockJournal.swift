package import Domain

/// What an account of the books is for.
package enum AccountRole: String, CaseIterable, Hashable, Sendable {
  case inventory
  /// Goods received, invoice not received.
  case goodsReceived = "grni"
  /// Cost of goods sold.
  case goodsSold = "cogs"
  case shrinkage
  case inTransit = "in_transit"
}

/// Why stock moved, as far as the books care.
package enum StockCause: Hashable, Sendable {
  case received, issued, returned, adjusted, dispatched, arrived
  /// Written off on the way between two warehouses.
  case lostOnTheWay

  /// Where the value of what comes goes, and where it comes from; what leaves is negative.
  fileprivate var accounts: (debit: AccountRole, credit: AccountRole) {
    switch self {
    case .received: (.inventory, .goodsReceived)
    case .issued, .returned: (.inventory, .goodsSold)
    case .adjusted: (.inventory, .shrinkage)
    case .dispatched, .arrived: (.inventory, .inTransit)
    case .lostOnTheWay: (.inTransit, .shrinkage)
    }
  }
}

/// Stock that moved, with what it cost.
package struct ValuedMovement: Equatable, Sendable {
  package var cause: StockCause
  /// Signed: what comes is positive.
  package var quantity: ExactDecimal
  /// Of one piece.
  package var unitCost: ExactDecimal
  /// ISO 4217; `nil` where nobody says.
  package var currency: String?
  /// The day on which it happened, where the books are kept.
  package var day: CalendarDate

  package init(
    _ cause: StockCause, _ quantity: ExactDecimal, unitCost: ExactDecimal, currency: String?,
    day: CalendarDate
  ) {
    self.cause = cause
    self.quantity = quantity
    self.unitCost = unitCost
    self.currency = currency
    self.day = day
  }
}

/// A balanced proposal for the books.
package struct JournalProposal: Equatable, Sendable {
  package struct Line: Equatable, Sendable {
    package let role: AccountRole
    /// One of both is set.
    package let debit: ExactDecimal?
    package let credit: ExactDecimal?
  }

  /// The debit first.
  package let lines: [Line]
  package let eventDate: CalendarDate
  /// The day of the event, or the first open one.
  package let postingDate: CalendarDate

  /// The day of the event was closed.
  package var isLate: Bool { postingDate != eventDate }

  /// Values a movement.
  ///
  /// The amount is quantity times unit cost, rounded once, half away from zero, to the smallest unit
  /// of the currency; both lines carry the same amount, so that they balance exactly. `nil` for what
  /// is worth nothing.
  ///
  /// - Parameters:
  ///   - movement: what moved.
  ///   - closedUntil: the last day that is closed; `nil` where none is.
  package init?(for movement: ValuedMovement, closedUntil: CalendarDate?) {
    let amount = movement.quantity.product(
      with: movement.unitCost, places: CurrencyPlaces.of(movement.currency))
    guard amount != .zero else { return nil }
    var (debit, credit) = movement.cause.accounts
    if amount < .zero { swap(&debit, &credit) }
    lines = [
      Line(role: debit, debit: amount.magnitude, credit: nil),
      Line(role: credit, debit: nil, credit: amount.magnitude),
    ]
    eventDate = movement.day
    if let closedUntil, movement.day <= closedUntil {
      postingDate = CalendarDate(days: closedUntil.days + 1)
    } else {
      postingDate = movement.day
    }
  }
}
