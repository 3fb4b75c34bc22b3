package import Domain

/// When both sides looked at a difference of stock, and when it is judged.
package struct StockLook: Equatable, Sendable {
  package var book: Timestamp
  package var physical: Timestamp
  package var now: Timestamp

  package init(book: Timestamp, physical: Timestamp, now: Timestamp) {
    self.book = book
    self.physical = physical
    self.now = now
  }
}

/// How tolerated differences count and add up.
extension StockLeak {
  /// Takes a tolerated difference that is there now.
  ///
  /// It counts once it has lasted; of one that changes, the part that was there in every look. What moves
  /// away from zero adds up; what moves towards it is a correction and adds nothing.
  ///
  /// - Parameters:
  ///   - value: what is unexplained, physical less book.
  ///   - look: when both sides looked; only where both have looked anew it is seen once more.
  ///   - snapshots: in so many looks it must be seen.
  ///   - settleSeconds: so long it must be there.
  package mutating func see(
    _ value: ExactDecimal, at look: StockLook, snapshots: Int, settleSeconds: Int = 0
  ) {
    guard value != .zero else { return agree() }
    guard value != counted else {
      candidate = nil
      return
    }
    let first = Candidate(
      value: value, seen: 1, since: look.now, book: look.book, physical: look.physical)
    let lasting = candidate?.lasting(value, at: look) ?? first
    guard lasting.seen >= snapshots, look.now.seconds(since: lasting.since) >= settleSeconds else {
      candidate = lasting
      return
    }
    count(lasting.value, since: lasting.since)
    candidate = value == counted ? nil : first
  }

  /// Both sides say the same: what comes later is another difference.
  package mutating func agree() {
    counted = .zero
    candidate = nil
  }

  /// A difference that is not tolerated is told itself, and what was tolerated before it did not last.
  package mutating func interrupt() { candidate = nil }

  /// A person takes what has added up as it is.
  package mutating func accept() {
    sum = .zero
    times = 0
    since = nil
  }

  private mutating func count(_ value: ExactDecimal, since begin: Timestamp) {
    let isSameSide = (value < .zero) == (counted < .zero)
    let isCorrection = isSameSide && value.magnitude <= counted.magnitude
    let move = isSameSide ? value - counted : value
    counted = value
    guard !isCorrection else { return }
    sum += move
    guard sum != .zero else { return accept() }
    times += 1
    since = since ?? begin
  }
}

extension StockLeak.Candidate {
  /// What is there in this look too; `nil` where that is nothing of it.
  fileprivate func lasting(_ value: ExactDecimal, at look: StockLook) -> Self? {
    guard (value < .zero) == (self.value < .zero) else { return nil }
    var lasting = self
    if value.magnitude < self.value.magnitude { lasting.value = value }
    if look.book > book, look.physical > physical {
      lasting.seen += 1
      lasting.book = look.book
      lasting.physical = look.physical
    }
    return lasting
  }
}
