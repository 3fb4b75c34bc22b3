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

  package let id: Int64
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
