package import Domain

/// Where goods come from that are not part of the stock yet.
package enum SupplySource: String, CaseIterable, Hashable, Sendable {
  case purchase, asn, transfer
  /// They are in the warehouse, and the snapshot used is older.
  case received
}

/// Goods that are on their way into a stock.
package struct ExpectedSupply: Equatable, Sendable {
  package var source: SupplySource
  /// Record type and key, as `purchase_order_line P-1|1`.
  package var document: String
  package var quantity: ExactDecimal
  /// `nil` where nobody says when they come: then they do not count.
  package var day: CalendarDate?

  package init(
    _ source: SupplySource, _ document: String, _ quantity: ExactDecimal, on day: CalendarDate?
  ) {
    self.source = source
    self.document = document
    self.quantity = quantity
    self.day = day
  }

  /// What of it counts, today being `today`: what was to come before and has not does not.
  package func counted(_ today: CalendarDate) -> DatedQuantity? {
    if source == .received { return DatedQuantity(quantity, on: today) }
    guard let day, day >= today, quantity > .zero else { return nil }
    return DatedQuantity(quantity, on: day)
  }
}

/// A line of an advance ship notice over a purchase order line.
package struct Announcement: Equatable, Sendable {
  package var document: String
  /// The notice that receipts name.
  package var asn: String
  package var quantity: ExactDecimal
  package var day: CalendarDate?

  package init(
    _ document: String, asn: String, _ quantity: ExactDecimal, on day: CalendarDate?
  ) {
    self.document = document
    self.asn = asn
    self.quantity = quantity
    self.day = day
  }
}

/// A receipt on a purchase order line: its latest version.
package struct ReceivedGoods: Equatable, Sendable {
  package var document: String
  /// `nil` where it names no notice.
  package var asn: String?
  /// Good, damaged and rejected: all that is not to come any more.
  package var quantity: ExactDecimal
  /// What can be sold of it.
  package var good: ExactDecimal
  /// Whether the snapshot used has it.
  package var membership: Membership

  package init(
    _ document: String, asn: String?, _ quantity: ExactDecimal, good: ExactDecimal,
    _ membership: Membership
  ) {
    self.document = document
    self.asn = asn
    self.quantity = quantity
    self.good = good
    self.membership = membership
  }
}

/// A line of a purchase order with its notices and receipts.
package struct PurchaseSupply: Equatable, Sendable {
  package var document: String
  /// `nil` where only notices are known of it.
  package var ordered: ExactDecimal?
  /// When what no notice tells is expected.
  package var day: CalendarDate?
  /// Nothing more is to come: closed, cancelled, rejected, or received in full.
  package var isClosed = false
  package var announced: [Announcement] = []
  package var received: [ReceivedGoods] = []

  package init(_ document: String, ordered: ExactDecimal?, on day: CalendarDate?) {
    self.document = document
    self.ordered = ordered
    self.day = day
  }

  /// What of it is still to come, and what came after the snapshot.
  ///
  /// A notice takes the place of that part of the order, never both count; together they are no more
  /// than is open of the order. A receipt that names no notice is of what is due first. What is
  /// received counts as supply only where the snapshot lacks it for certain.
  package var supply: [ExpectedSupply] {
    expected
      + received.compactMap { one in
        guard one.membership == .outside, one.good > .zero else { return nil }
        return ExpectedSupply(.received, one.document, one.good, on: nil)
      }
  }

  private var expected: [ExpectedSupply] {
    guard !isClosed else { return [] }
    var parts = parts
    var unnamed = takeNamed(from: &parts)
    var open = ordered.map { max($0 - received.reduce(.zero) { $0 + $1.quantity }, .zero) }
    var supply: [ExpectedSupply] = []
    for var part in parts.map(\.supply) {
      let came = min(unnamed, part.quantity)
      unnamed = unnamed - came
      part.quantity = part.quantity - came
      if let most = open {
        part.quantity = min(part.quantity, most)
        open = most - part.quantity
      }
      if part.quantity > .zero { supply.append(part) }
    }
    return supply
  }

  private typealias Part = (supply: ExpectedSupply, asn: String?)

  /// Its notices and what none of them tells, what is due first at the beginning.
  private var parts: [Part] {
    var parts: [Part] = announced.map {
      (ExpectedSupply(.asn, $0.document, $0.quantity, on: $0.day), $0.asn)
    }
    let told = announced.reduce(ExactDecimal.zero) { $0 + $1.quantity }
    if let ordered, ordered > told {
      parts.append((ExpectedSupply(.purchase, document, ordered - told, on: day), nil))
    }
    return parts.sorted { $0.supply.isDue(before: $1.supply) }
  }

  /// Takes receipts from the notices that they name.
  ///
  /// - Returns: how much names none, or more than the notice told.
  private func takeNamed(from parts: inout [Part]) -> ExactDecimal {
    var unnamed = ExactDecimal.zero
    for one in received {
      var left = one.quantity
      for index in parts.indices where left > .zero {
        guard let asn = one.asn, let own = parts[index].asn, own.hasSameBytes(as: asn) else {
          continue
        }
        let came = min(left, parts[index].supply.quantity)
        parts[index].supply.quantity = parts[index].supply.quantity - came
        left = left - came
      }
      unnamed += left
    }
    return unnamed
  }
}

extension ExpectedSupply {
  /// By day, what nobody says when it comes last, then by document.
  fileprivate func isDue(before other: ExpectedSupply) -> Bool {
    if day != other.day {
      guard let day else { return false }
      guard let theirs = other.day else { return true }
      return day < theirs
    }
    return document.precedesByBytes(other.document)
  }
}

/// A line of a transfer between two warehouses, with its dispatches and receipts.
package struct TransferSupply: Equatable, Sendable {
  package var document: String
  /// `nil` where only its legs are known.
  package var ordered: ExactDecimal?
  /// When it is needed at its destination.
  package var day: CalendarDate?
  package var isCancelled = false
  /// Judged by the snapshot of the warehouse that sends.
  package var dispatched: [StockEffect] = []
  /// Judged by the snapshot of the warehouse that receives.
  package var received: [StockEffect] = []

  package init(_ document: String, ordered: ExactDecimal?, on day: CalendarDate?) {
    self.document = document
    self.ordered = ordered
    self.day = day
  }

  /// What leaves the warehouse that sends: what is not dispatched yet, and what its snapshot still
  /// holds although it is gone.
  package var deduction: ExactDecimal {
    let waiting = isCancelled ? .zero : (ordered ?? .zero) - StockEffect.sum(dispatched)
    return max(waiting, .zero) + StockEffect.stillTold(dispatched)
  }

  /// What comes to the warehouse that receives: what is dispatched and not received, and what its
  /// snapshot lacks although it is there.
  ///
  /// What is not dispatched yet is no supply: it is neither on its way nor certain to be sent.
  package var supply: [ExpectedSupply] {
    let onTheWay = max(StockEffect.sum(dispatched) - StockEffect.sum(received), .zero)
    let arrived = StockEffect.lacking(received)
    var supply: [ExpectedSupply] = []
    if onTheWay > .zero {
      supply.append(ExpectedSupply(.transfer, document, onTheWay, on: day))
    }
    if arrived > .zero {
      supply.append(ExpectedSupply(.received, document, arrived, on: nil))
    }
    return supply
  }
}
