package import Domain

/// What became of something that was sent: a file, or one row of it.
package struct AnswerFacts: Equatable, Sendable {
  package enum Finding: Equatable, Sendable {
    case accepted
    /// The receiver's own code and text; empty without one.
    case rejected(code: String, text: String)
    /// Refused with a code that passes by itself, and sent again so often.
    case exhausted(code: String, times: Int)
    /// No answer that counts yet, so many seconds after it was sent; what was said that does not,
    /// as `received`.
    case overdue(sinceSeconds: Int, sentAt: Timestamp, said: String? = nil)
    /// An answer to something that was never sent to this system.
    case unknown
  }

  /// The message number that the answer names.
  package var message: String
  /// The file that was sent; empty when nothing was.
  package var file: String
  package var system: SystemID
  /// From 1; `nil` when the file as a whole was answered.
  package var row: Int?
  /// Keys of the records that were sent, in row order.
  package var keys: [String]
  package var finding: Finding
  /// Where the answer was read.
  package var origin: Origin?

  package init(
    message: String, file: String = "", system: SystemID, row: Int? = nil, keys: [String] = [],
    finding: Finding, origin: Origin? = nil
  ) {
    self.message = message
    self.file = file
    self.system = system
    self.row = row
    self.keys = keys
    self.finding = finding
    self.origin = origin
  }
}

/// A record that cannot be written as its stream's dialect wants it.
package struct UnsentFacts: Equatable, Sendable {
  package var stream: StreamID
  /// Who would have been sent it.
  package var to: SystemID
  package var entity: EntityID
  package var key: RecordKey
  package var warehouse: WarehouseID?
  /// As `column Name holds the delimiter`.
  package var obstacle: String

  package init(
    stream: StreamID, to: SystemID, entity: EntityID, key: RecordKey,
    warehouse: WarehouseID? = nil, obstacle: String
  ) {
    self.stream = stream
    self.to = to
    self.entity = entity
    self.key = key
    self.warehouse = warehouse
    self.obstacle = obstacle
  }
}
