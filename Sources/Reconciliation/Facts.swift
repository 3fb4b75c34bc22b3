package import Domain

/// A percentage over and under which a quantity may be delivered.
package struct Allowance: Equatable, Sendable {
  package var overPercent: ExactDecimal
  package var underPercent: ExactDecimal

  package init(overPercent: ExactDecimal = .zero, underPercent: ExactDecimal = .zero) {
    self.overPercent = overPercent
    self.underPercent = underPercent
  }
}

/// One receipt line as the warehouse reported it; only the latest version of each is passed.
package struct ReceiptFact: Equatable, Sendable {
  package var good: ExactDecimal = .zero
  package var damaged: ExactDecimal = .zero
  package var rejected: ExactDecimal = .zero
  /// The warehouse says that nothing more will come on this line.
  package var isComplete = false
  package var receivedAt: Timestamp?
  package var origin: Origin?

  package init(
    good: ExactDecimal = .zero, damaged: ExactDecimal = .zero, rejected: ExactDecimal = .zero,
    isComplete: Bool = false, receivedAt: Timestamp? = nil, origin: Origin? = nil
  ) {
    self.good = good
    self.damaged = damaged
    self.rejected = rejected
    self.isComplete = isComplete
    self.receivedAt = receivedAt
    self.origin = origin
  }

  package var total: ExactDecimal { good + damaged + rejected }
}

/// A purchase order line and everything received on it.
package struct PurchaseLineFacts: Equatable, Sendable {
  package var order: String
  package var line: String
  /// `nil` when no system has such an order line.
  package var ordered: ExactDecimal?
  package var sku: String?
  /// `pending`, `approved`, `rejected`, `cancelled`, `closed`; `nil` when the header is unknown.
  package var orderStatus: String?
  package var isLineClosed = false
  package var closedAt: Timestamp?
  package var allowance = Allowance()
  /// In key order.
  package var receipts: [ReceiptFact] = []
  /// Until when an unknown order line may still arrive; `nil` when nobody waits for it.
  package var waitsUntil: Timestamp?
  package var warehouse: WarehouseID?
  package var unitCost: ExactDecimal?
  /// Where the order line was read.
  package var origin: Origin?

  package init(order: String, line: String, ordered: ExactDecimal?) {
    self.order = order
    self.line = line
    self.ordered = ordered
  }

  package var received: ExactDecimal { receipts.reduce(.zero) { $0 + $1.total } }
}

/// A purchase order with the state of each of its lines.
package struct PurchaseOrderFacts: Equatable, Sendable {
  package var order: String
  package var status: String?
  /// Ordered and received quantity per line, in line order; closed lines are left out.
  package var lines: [(ordered: ExactDecimal, received: ExactDecimal)]
  package var warehouse: WarehouseID?
  package var origin: Origin?

  package init(
    order: String, status: String?, lines: [(ordered: ExactDecimal, received: ExactDecimal)],
    warehouse: WarehouseID? = nil, origin: Origin? = nil
  ) {
    self.order = order
    self.status = status
    self.lines = lines
    self.warehouse = warehouse
    self.origin = origin
  }

  package static func == (left: Self, right: Self) -> Bool {
    left.order == right.order && left.status == right.status && left.origin == right.origin
      && left.warehouse == right.warehouse && left.lines.elementsEqual(right.lines) { $0 == $1 }
  }
}

/// When a difference is small enough to leave alone.
package struct Tolerance: Equatable, Sendable {
  /// In units of the field.
  package var absolute: ExactDecimal
  /// In percent of the expected value.
  package var relativePercent: ExactDecimal
  /// The name under which a report cites it.
  package var rule: String

  package init(
    absolute: ExactDecimal = .zero, relativePercent: ExactDecimal = .zero, rule: String = ""
  ) {
    self.absolute = absolute
    self.relativePercent = relativePercent
    self.rule = rule
  }

  /// Within the larger of the two limbs: `|difference| <= max(absolute, relative × |expected|)`.
  package func covers(_ difference: ExactDecimal, expected: ExactDecimal) -> Bool {
    difference.magnitude <= most(of: expected)
  }

  /// The largest difference that is covered.
  func most(of expected: ExactDecimal) -> ExactDecimal {
    max(absolute, relativePercent.percent(of: expected.magnitude))
  }
}

/// Stock of one SKU in one warehouse, at the coarsest level that both sides have.
package struct StockFacts: Equatable, Sendable {
  package var warehouse: WarehouseID
  package var sku: String
  /// Key fields below the SKU that both sides have, as `stock_status`, in catalogue order; joined
  /// into the key of the exception.
  package var level: [Value] = []
  /// Book stock; `nil` when the ERP has no row.
  package var book: ExactDecimal?
  /// Physical stock; `nil` when the warehouse has no row.
  package var physical: ExactDecimal?
  /// Both sides deliver stock of this warehouse; without it only one side can be judged.
  package var hasBothSides: Bool
  package var tolerance = Tolerance()
  /// What explains the difference, or a part of it; `nil` where no movements are known.
  package var equation: StockEquation?
  /// Until when the oldest movement that explains something may wait; `nil` when none does.
  package var explainedUntil: Timestamp?
  package var now: Timestamp?
  package var unitCost: ExactDecimal?
  package var bookOrigin: Origin?
  package var physicalOrigin: Origin?
  /// Each side's own movements add up to its stock, so that none is missing on either.
  package var sidesAddUp = false
  /// Who owns the physical quantity.
  package var ownerSystem: SystemID?

  package init(
    warehouse: WarehouseID, sku: String, book: ExactDecimal?, physical: ExactDecimal?,
    hasBothSides: Bool
  ) {
    self.warehouse = warehouse
    self.sku = sku
    self.book = book
    self.physical = physical
    self.hasBothSides = hasBothSides
  }

  /// What no movement explains; physical less book.
  package var unexplained: ExactDecimal {
    equation?.unexplained ?? (physical ?? .zero) - (book ?? .zero)
  }

  /// What is unexplained is small enough to leave alone.
  package var isTolerated: Bool { tolerance.covers(unexplained, expected: book ?? .zero) }
}

/// Which of the systems that keep a master know one of its records.
package struct MasterFacts: Equatable, Sendable {
  package var entity: EntityID
  package var key: RecordKey
  /// Systems that have the record, by name.
  package var knownIn: [SystemID]
  /// Systems that deliver this record type in full and lack it, by name.
  package var missingIn: [SystemID]
  /// Systems that will be sent the record by an outbound stream of ours.
  package var isBeingSentTo: [SystemID]
  package var ownerSystem: SystemID?
  package var origin: Origin?

  package init(
    entity: EntityID, key: RecordKey, knownIn: [SystemID], missingIn: [SystemID],
    isBeingSentTo: [SystemID] = [], ownerSystem: SystemID? = nil, origin: Origin? = nil
  ) {
    self.entity = entity
    self.key = key
    self.knownIn = knownIn
    self.missingIn = missingIn
    self.isBeingSentTo = isBeingSentTo
    self.ownerSystem = ownerSystem
    self.origin = origin
  }
}

/// One field of a record on which two systems do not agree, and what was decided.
package struct FieldFacts: Equatable, Sendable {
  package var entity: EntityID
  package var key: RecordKey
  package var warehouse: WarehouseID?
  package var field: String
  package var owner: SystemID?
  package var ownerValue: Value
  package var other: SystemID
  package var otherValue: Value
  package var decision: FieldDecision
  /// The source-of-truth rule it was decided under.
  package var rule: String?
  package var origin: Origin?

  package init(
    entity: EntityID, key: RecordKey, field: String, owner: SystemID?, ownerValue: Value,
    other: SystemID, otherValue: Value, decision: FieldDecision
  ) {
    self.entity = entity
    self.key = key
    self.field = field
    self.owner = owner
    self.ownerValue = ownerValue
    self.other = other
    self.otherValue = otherValue
    self.decision = decision
  }
}

/// What arrived in a file as a whole.
package struct FileFacts: Equatable, Sendable {
  package enum Finding: Equatable, Sendable {
    /// Same content as a file that was taken before, under that name.
    case duplicate(of: String)
    /// A name that was taken before, with other content.
    case nameReused
    /// Numbers that have not come, as 41 to 43; later files wait when `holds`.
    case sequenceGap(missing: ClosedRange<Int>, holds: Bool)
    /// The numbering started again below what was seen.
    case sequenceReset(last: Int, found: Int)
    /// Older than what was already taken; `applied` when its rows were still used.
    case late(applied: Bool)
    /// The sender has not finished it within the time given.
    case partial(waitedSeconds: Int)
    /// It is not yet what it should be, for that reason; it is looked at again.
    case unfinished(expected: String, actual: String, reason: String)
    /// What its trailer or manifest announced did not come, in several looks.
    case mismatch(expected: String, actual: String, witness: String, looks: Int)
    case unreadable(line: Int, reason: String)
    /// Header against the header of the files before.
    case drift(missing: [String], added: [String], reordered: Bool, refused: Bool)
    /// A full export that lost too much against the one before: `records missing`, `4 of 10`,
    /// `20 %`. For the measure `rows`, `limit` is the least number of rows.
    case shrink(measure: String, found: String, limit: String, hash: String)
    case fine
  }

  package var feed: FeedID
  package var system: SystemID
  package var file: String
  package var finding: Finding

  package init(feed: FeedID, system: SystemID, file: String, finding: Finding) {
    self.feed = feed
    self.system = system
    self.file = file
    self.finding = finding
  }
}

/// How a feed keeps its rhythm.
package struct FeedFacts: Equatable, Sendable {
  package var feed: FeedID
  package var system: SystemID
  /// Seconds since the newest accepted file, or since the feed was first expected.
  package var silentSeconds: Int
  package var lateSeconds: Int?
  package var criticalSeconds: Int?
  /// Within the hours in which the feed is expected.
  package var isExpectedNow = true
  /// The newest accepted file and when it was taken; `nil` when none ever came.
  package var lastFile: String?
  package var lastAt: Timestamp?

  package init(
    feed: FeedID, system: SystemID, silentSeconds: Int, lateSeconds: Int?, criticalSeconds: Int?
  ) {
    self.feed = feed
    self.system = system
    self.silentSeconds = silentSeconds
    self.lateSeconds = lateSeconds
    self.criticalSeconds = criticalSeconds
  }
}

/// A row of a file that does not flow, or that stands there too often.
package struct RowFacts: Equatable, Sendable {
  package enum Finding: Equatable, Sendable {
    /// The row cannot become a record: the code the mapping gave, our field, their column, the
    /// value as written, and the reason; `flows` when the record was taken all the same.
    case faulty(
      ExceptionCode, field: String, column: String, value: String, reason: String,
      flows: Bool = false)
    /// An id that nobody knows, and how many rows wait for it.
    ///
    /// The cause as `cross reference tpl-sku has no entry for it`; `nil` when the master record
    /// is what is missing.
    case unknownReference(ExceptionCode, id: String, rows: Int, cause: String? = nil)
    /// Rows of this key with other content stand in the same file: all their lines, ascending,
    /// with that of this row among them.
    case keyTwice(lines: [Int])
    /// The row stands there again, identical in every column, in that line before.
    case identicalTo(line: Int)
    /// An event with this key was taken before with other content: where, and what differs in
    /// catalogue order.
    case eventChanged(before: Origin?, changes: [FieldChange] = [])
  }

  /// A field that says something else than before, as text; empty for an empty field.
  package struct FieldChange: Equatable, Sendable {
    package var field: String
    package var before: String
    package var now: String

    package init(field: String, before: String, now: String) {
      self.field = field
      self.before = before
      self.now = now
    }
  }

  package var entity: EntityID?
  /// The record's key, or `nil` when it could not be read.
  package var key: RecordKey?
  package var warehouse: WarehouseID?
  package var origin: Origin
  package var finding: Finding

  package init(
    entity: EntityID?, key: RecordKey?, warehouse: WarehouseID? = nil, origin: Origin,
    finding: Finding
  ) {
    self.entity = entity
    self.key = key
    self.warehouse = warehouse
    self.origin = origin
    self.finding = finding
  }
}
