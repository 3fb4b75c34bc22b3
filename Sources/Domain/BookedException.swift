/// An exception with its life.
package struct BookedException: Equatable, Sendable {
  package enum State: String, CaseIterable, Sendable {
    case open
    /// Seen, but not yet long or often enough to count.
    case watch
    case acknowledged
    case ignored
    case resolved
  }

  package var id: Int64
  package var state: State
  package var exception: SyncException
  /// What was judged when it was found; a new look at the same subject may close it.
  package var subject: String
  package var firstSeen: Timestamp
  package var lastSeen: Timestamp
  package var seen: Int
  /// Complete snapshots it survived so far, and how many make it count.
  package var survived: Int
  package var needed: Int
  package var settleSeconds: Int
  package var assignedTo: String?
  package var due: String?
  package var ignoredUntil: String?
  /// An ignored one counts again once it changed by more than this, in percent of what it was.
  package var ignoredChange: ExactDecimal?
  /// What it was when it was ignored: the difference, or what was found where there is none.
  package var ignoredFrom: String?
  /// Since when it has been there this time; `nil` for the first time.
  package var liveSince: Timestamp?
  package var lastRun: Int64

  package init(
    id: Int64, state: State, exception: SyncException, subject: String, firstSeen: Timestamp,
    lastSeen: Timestamp, seen: Int, survived: Int, needed: Int, settleSeconds: Int,
    assignedTo: String? = nil, due: String? = nil, ignoredUntil: String? = nil, lastRun: Int64
  ) {
    self.id = id
    self.state = state
    self.exception = exception
    self.subject = subject
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.seen = seen
    self.survived = survived
    self.needed = needed
    self.settleSeconds = settleSeconds
    self.assignedTo = assignedTo
    self.due = due
    self.ignoredUntil = ignoredUntil
    self.lastRun = lastRun
  }

  /// When it was found, or found again after it had been resolved.
  package var since: Timestamp { liveSince ?? firstSeen }

  /// What may change of it while it is ignored; `nil` where it tells nothing of the kind.
  package var changeable: String? { exception.difference?.description ?? exception.actual }

  /// Whether it changed more than the person who ignored it allowed.
  package var hasOutgrownIgnoring: Bool {
    guard let ignoredChange, let ignoredFrom, let now = changeable, now != ignoredFrom else {
      return false
    }
    guard let before = ExactDecimal(ignoredFrom), let after = ExactDecimal(now) else { return true }
    let moved = Int128((after - before).millionths).magnitude * 100_000_000
    return moved > Int128(before.millionths).magnitude * UInt128(ignoredChange.millionths)
  }
}

/// A line in the life of an exception.
package struct ExceptionEvent: Sendable {
  package let at: String
  package let who: String
  package let action: String
  package let note: String?

  package init(at: String, who: String, action: String, note: String?) {
    self.at = at
    self.who = who
    self.action = action
    self.note = note
  }
}
