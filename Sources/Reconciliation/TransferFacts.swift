package import Domain

/// One dispatch of a transfer line and what arrived of it.
package struct TransferLegFact: Equatable, Sendable {
  /// Number of the dispatch; its receipt has the same.
  package var number: String
  /// `nil` when nobody reported it.
  package var dispatched: ExactDecimal?
  package var dispatchedAt: Timestamp?
  /// `nil` while it is on its way.
  package var received: ExactDecimal?
  package var origin: Origin?

  package init(
    number: String, dispatched: ExactDecimal? = nil, dispatchedAt: Timestamp? = nil,
    received: ExactDecimal? = nil, origin: Origin? = nil
  ) {
    self.number = number
    self.dispatched = dispatched
    self.dispatchedAt = dispatchedAt
    self.received = received
    self.origin = origin
  }
}

/// A line of a transfer between two warehouses with all its legs.
package struct TransferLineFacts: Equatable, Sendable {
  package var transfer: String
  package var line: String
  package var sku: String?
  /// Where the goods are to arrive.
  package var destination: WarehouseID?
  /// By number.
  package var legs: [TransferLegFact]
  /// What was booked out as lost on the way.
  package var writtenOff: ExactDecimal
  package var unitCost: ExactDecimal?
  package var now: Timestamp
  /// How long goods may be on their way.
  package var lateSeconds: Int

  package init(
    transfer: String, line: String, legs: [TransferLegFact], writtenOff: ExactDecimal = .zero,
    now: Timestamp, lateSeconds: Int
  ) {
    self.transfer = transfer
    self.line = line
    self.legs = legs
    self.writtenOff = writtenOff
    self.now = now
    self.lateSeconds = lateSeconds
  }

  /// Dispatches that have neither arrived nor been written off, oldest first.
  package var onTheWay: [TransferLegFact] {
    var lost = writtenOff
    return legs.filter { $0.received == nil && $0.dispatched ?? .zero > .zero }.sorted {
      ($0.dispatchedAt?.microseconds ?? .min) < ($1.dispatchedAt?.microseconds ?? .min)
    }.filter { leg in
      guard let quantity = leg.dispatched, lost >= quantity else { return true }
      lost = lost - quantity
      return false
    }
  }

  /// Arrived less dispatched, over the legs that have arrived; never hidden by what is on its way.
  package var difference: ExactDecimal {
    legs.reduce(.zero) { sum, leg in
      leg.received.map { sum + $0 - (leg.dispatched ?? .zero) } ?? sum
    }
  }
}
