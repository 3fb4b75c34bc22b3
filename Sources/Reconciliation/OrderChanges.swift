package import Domain

/// Something that was asked of an order after it was sent.
package struct ChangeFact: Equatable, Sendable {
  /// What has become of the wish.
  package enum Answer: Sendable {
    case awaited, accepted, rejected
  }

  /// As `order_change.kind`.
  package var kind: String
  package var value: Value
  package var requestedAt: Timestamp?
  /// The sender's number of it; decides between equal times.
  package var change: String
  package var answer: Answer
  package var origin: Origin?

  package init(
    _ kind: String, value: Value = .null, requestedAt: Timestamp?, change: String,
    answer: Answer, origin: Origin? = nil
  ) {
    self.kind = kind
    self.value = value
    self.requestedAt = requestedAt
    self.change = change
    self.answer = answer
    self.origin = origin
  }

  package var isCancellation: Bool { kind == "cancel_line" || kind == "cancel_order" }

  fileprivate static func happensBefore(_ left: Self, _ right: Self) -> Bool {
    let times = (left.requestedAt?.microseconds ?? .min, right.requestedAt?.microseconds ?? .min)
    return times.0 != times.1 ? times.0 < times.1 : left.change.precedesByBytes(right.change)
  }
}

extension SalesLineFacts {
  /// Takes over what was asked of the line, in the order in which it was asked.
  ///
  /// Holds count as soon as they are asked; quantities and cancellations when they are accepted.
  /// A cancellation takes what had not left when it was asked.
  ///
  /// - Parameter changes: of the line and of the order as a whole, in any order.
  package mutating func apply(_ changes: [ChangeFact]) {
    self.changes = changes.sorted(by: ChangeFact.happensBefore)
    for change in self.changes where change.answer != .rejected {
      switch change.kind {
      case "hold": isHeld = true
      case "release": isHeld = false
      case "qty":
        // The quantity is the new one, not a difference.
        if change.answer == .accepted, let quantity = change.value.decimal { ordered = quantity }
      case "cancel_line", "cancel_order": cancel(change)
      default: continue
      }
    }
  }

  private mutating func cancel(_ change: ChangeFact) {
    guard let ordered else { return }
    if change.answer == .awaited {
      isCancelRequested = true
      return
    }
    isCancelRequested = false
    let moment = change.requestedAt?.microseconds ?? .min
    let left = shipments.reduce(ExactDecimal.zero) { sum, shipment in
      shipment.shippedAt.map { $0.microseconds <= moment } ?? false ? sum + shipment.quantity : sum
    }
    cancelled = max(cancelled, max(.zero, ordered - left))
    cancellation = change
  }

  /// Something left although the rest, or the whole order, was cancelled.
  package var hasLeftAfterCancellation: Bool {
    leftAfterCancellation > .zero || isOrderCancelled && shipped > .zero
  }

  /// What left after the rest was cancelled.
  var leftAfterCancellation: ExactDecimal {
    guard let cancellation else { return .zero }
    let moment = cancellation.requestedAt?.microseconds ?? .min
    return shipments.filter { !$0.isUndelivered }.reduce(.zero) { sum, shipment in
      shipment.shippedAt.map { $0.microseconds > moment } ?? true ? sum + shipment.quantity : sum
    }
  }
}
