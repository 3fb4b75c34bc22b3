/// What is remembered of tolerated differences of stock of one level of an article, so that small losses
/// that are put right again and again still add up.
package struct StockLeak: Equatable, Sendable {
  /// A difference that has not lasted long enough to count.
  package struct Candidate: Equatable, Sendable {
    /// Physical less book: the least that every look had.
    package var value: ExactDecimal
    /// In so many snapshots of both sides.
    package var seen: Int
    /// Since when it is there.
    package var since: Timestamp
    /// When the book had looked last, of those that count.
    package var book: Timestamp
    /// When the warehouse had looked last, of those that count.
    package var physical: Timestamp

    package init(
      value: ExactDecimal, seen: Int, since: Timestamp, book: Timestamp, physical: Timestamp
    ) {
      self.value = value
      self.seen = seen
      self.since = since
      self.book = book
      self.physical = physical
    }
  }

  /// The difference that counted last and is still there; physical less book.
  package var counted = ExactDecimal.zero
  /// What all that counted add up to; signed, so that noise cancels.
  package var sum = ExactDecimal.zero
  /// So many differences make the sum.
  package var times = 0
  /// Since when the first of them was there; `nil` while they add up to nothing.
  package var since: Timestamp?
  package var candidate: Candidate?

  package init() {}

  /// Nothing is left to remember.
  package var isEmpty: Bool { counted == .zero && sum == .zero && candidate == nil }
}
