package import Domain

/// A part of a whole, both counted.
package struct Share: Equatable, Sendable {
  package var part: ExactDecimal
  package var whole: ExactDecimal

  package init(_ part: ExactDecimal = .zero, of whole: ExactDecimal = .zero) {
    self.part = part
    self.whole = whole
  }

  /// Counts one more case.
  package mutating func count(_ isPart: Bool) {
    whole += ExactDecimal(1)
    if isPart { part += ExactDecimal(1) }
  }

  /// In percent, rounded half up to one place; `nil` of nothing.
  package var percent: ExactDecimal? {
    guard whole > .zero else { return nil }
    let tenths =
      (Int128(part.millionths) * 2_000 + Int128(whole.millionths)) / (2 * Int128(whole.millionths))
    return ExactDecimal(millionths: Int64(clamping: tenths * 100_000))
  }
}

/// An order as its customer got it.
package struct OrderOutcome: Equatable, Sendable {
  /// A line of an order.
  package struct Line: Equatable, Sendable {
    /// Ordered and not cancelled.
    package var wanted: ExactDecimal
    package var shipped: ExactDecimal

    package init(wanted: ExactDecimal, shipped: ExactDecimal) {
      self.wanted = wanted
      self.shipped = shipped
    }

    fileprivate var isFilled: Bool { shipped >= wanted }
  }

  package var lines: [Line]
  package var warehouses: Int
  package var shipments: Int
  package var deliverBy: CalendarDate?
  /// The day of the last shipment.
  package var lastShipped: CalendarDate?

  package init(
    lines: [Line], warehouses: Int, shipments: Int, deliverBy: CalendarDate? = nil,
    lastShipped: CalendarDate? = nil
  ) {
    self.lines = lines
    self.warehouses = warehouses
    self.shipments = shipments
    self.deliverBy = deliverBy
    self.lastShipped = lastShipped
  }
}

/// How well customers were served.
package struct ServiceFigures: Equatable, Sendable {
  /// Lines that left in full, of orders of which anything left.
  package private(set) var filledLines = Share()
  /// Pieces that left, of those that these lines wanted; what left too much fills nothing.
  package private(set) var filledPieces = Share()
  /// Orders of which all left by the day that was promised, of those whose day has passed or that
  /// left before it.
  package private(set) var onTime = Share()
  /// Orders that came from several warehouses or in several shipments, of those of which anything
  /// left.
  package private(set) var split = Share()

  /// - Parameters:
  ///   - orders: in any order; what of them was cancelled wants nothing.
  ///   - today: a day that has not ended.
  package init(_ orders: [OrderOutcome], today: CalendarDate) {
    for order in orders {
      let lines = order.lines.filter { $0.wanted > .zero }
      if order.shipments > 0 {
        for line in lines {
          filledLines.count(line.isFilled)
          filledPieces.part += min(line.wanted, line.shipped)
          filledPieces.whole += line.wanted
        }
        split.count(order.warehouses > 1 || order.shipments > 1)
      }
      guard let deliverBy = order.deliverBy, !lines.isEmpty else { continue }
      let isComplete = lines.allSatisfy(\.isFilled)
      if isComplete, let last = order.lastShipped {
        onTime.count(last <= deliverBy)
      } else if deliverBy < today {
        onTime.count(false)
      }
    }
  }
}
