/// Whether something was already part of a snapshot.
package struct Membership: Equatable, Sendable {
  /// The likelier answer, and the true one where it is certain.
  package let isInside: Bool
  package let isCertain: Bool

  package init(isInside: Bool, isCertain: Bool) {
    self.isInside = isInside
    self.isCertain = isCertain
  }

  package static let inside = Membership(isInside: true, isCertain: true)
  package static let outside = Membership(isInside: false, isCertain: true)
  package static let likelyInside = Membership(isInside: true, isCertain: false)
  package static let likelyOutside = Membership(isInside: false, isCertain: false)
}

/// The moment at which a side looked at its stock.
package struct SnapshotMoment: Equatable, Sendable {
  /// It did not look before this time.
  ///
  /// `nil` where nothing is known; equal to `latest` where the snapshot states its time.
  package var earliest: Timestamp?
  /// Not after.
  package var latest: Timestamp
  /// The last event of the side that is part of it, by the side's own numbering; `nil` where it
  /// does not say.
  package var lastSequence: ExactDecimal?

  package init(earliest: Timestamp?, latest: Timestamp, lastSequence: ExactDecimal? = nil) {
    self.earliest = earliest
    self.latest = latest
    self.lastSequence = lastSequence
  }

  /// Whether an event is part of the snapshot: by its number where both are numbered, else by its
  /// time.
  ///
  /// - Parameters:
  ///   - time: when it happened; `nil` where nobody says.
  ///   - sequence: its number; only events of the same side are numbered alike.
  ///   - windowSeconds: so close to the moment time alone decides nothing.
  /// - Returns: the answer; likely where it is not certain.
  package func membership(
    at time: Timestamp?, sequence: ExactDecimal? = nil, windowSeconds: Int
  ) -> Membership {
    if let sequence, let lastSequence { return sequence <= lastSequence ? .inside : .outside }
    guard let time else { return .likelyInside }
    if time > latest {
      return time > latest.adding(seconds: windowSeconds) ? .outside : .likelyOutside
    }
    guard let earliest else { return .likelyInside }
    return time.adding(seconds: windowSeconds) <= earliest ? .inside : .likelyInside
  }
}
