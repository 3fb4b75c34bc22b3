internal import Domain
internal import Intake
internal import Mapping
internal import Persistence
internal import Reconciliation

/// Holds rows that cannot flow, and reports each of them.
final class RowHolder {
  private let session: Session
  private let feed: FeedSettings
  private let file: LedgerFile
  private let mostFaults: Int
  private var findingsToReport: [SyncException] = []
  private var occurrences: [Fingerprint: Int] = [:]
  /// Rows held for a fault of their own; beyond the limit of a file they are only counted.
  private(set) var faults = 0

  /// - Parameters:
  ///   - session: the run.
  ///   - feed: the feed of the rows.
  ///   - file: the file of the rows.
  ///   - mostFaults: what is held beyond it is counted and not kept, because the file will be
  ///     refused; rows of a file that was accepted must all be kept.
  init(
    session: Session, feed: FeedSettings, file: LedgerFile, mostFaults: Int = .max
  ) {
    self.session = session
    self.feed = feed
    self.file = file
    self.mostFaults = mostFaults
  }

  /// Facts about a row of this file.
  func facts(of record: Record, line: Int, _ finding: RowFacts.Finding) -> RowFacts {
    RowFacts(
      entity: record.schema.entity, key: record.key, warehouse: record.warehouse,
      origin: origin(line), finding: finding)
  }

  private func origin(_ line: Int) -> Origin {
    Origin(system: feed.system, feed: feed.id, file: file.name, line: line)
  }

  /// Holds bytes that are no row; they wait until the sender says it again.
  func hold(_ broken: BrokenRow) throws {
    let facts = RowFacts(
      entity: nil, key: nil, origin: origin(broken.line),
      finding: .faulty(
        .rowInvalid, field: "", column: "row", value: broken.excerpt, reason: broken.reason))
    try keep(
      payload: JSONValue.string(broken.excerpt).jsonText, line: broken.line,
      byteOffset: broken.byteOffset, ordinals: [], facts: facts, reference: nil)
  }

  /// Holds a row that the mapping could not turn into records.
  ///
  /// - Parameters:
  ///   - row: the row.
  ///   - fault: why.
  ///   - ordinals: the running numbers it was given.
  ///   - until: the time that it waits for, if one.
  /// - Throws: what the store failed with.
  func hold(
    _ row: RawRow, _ fault: RowFault, ordinals: [Int], until: Timestamp? = nil
  ) throws {
    let entity = fault.entity ?? feed.mapping.emits.first?.entity
    let finding = RowFacts.Finding.faulty(
      fault.code, field: fault.field, column: fault.column, value: fault.value,
      reason: fault.reason + row.whereabouts)
    let facts = RowFacts(
      entity: entity, key: fault.key, origin: origin(row.line), finding: finding)
    try keep(
      payload: row.payload, line: row.line, byteOffset: row.byteOffset, ordinals: ordinals,
      facts: facts, reference: fault.missing, cause: until?.description ?? fault.cause)
  }

  /// Holds a row whose key said something else before.
  func hold(_ conflict: RowConflict) throws {
    var facts = facts(of: conflict.record, line: conflict.line, conflict.finding)
    facts.warehouse = conflict.warehouse
    try keep(
      payload: Self.payload(of: conflict.record), line: conflict.line, byteOffset: 0,
      ordinals: [], facts: facts, reference: nil, reports: conflict.reports)
  }

  /// What a conflicting row said, as an object of our fields.
  private static func payload(of record: Record) -> String {
    let members = zip(record.schema.fields, record.values).compactMap { field, value in
      value.isNull ? nil : JSONValue.Member(field.name, .string(value.description))
    }
    return JSONValue.object(members).jsonText
  }

  private func keep(
    payload: String, line: Int, byteOffset: Int, ordinals: [Int], facts: RowFacts,
    reference: (entity: EntityID, key: String, code: ExceptionCode)?, cause: String? = nil,
    reports: Bool = true
  ) throws {
    var found: [SyncException] = []
    if reference == nil {
      faults += 1
      if faults > mostFaults { return }
      found = findings(in: .row(facts))
      if reports {
        found = found.map(numbered)
        findingsToReport += found
      }
    }
    var held = HeldRow(
      feed: feed.id, file: file.id, line: line, byteOffset: byteOffset, payload: payload,
      ordinals: ordinals, code: reference?.code.rawValue ?? found.first?.code.rawValue ?? "",
      fingerprint: found.first?.fingerprint ?? "", context: session.context)
    held.entity = facts.entity
    held.key = facts.key
    if let reference { held.reference = (reference.entity, reference.key) }
    held.cause = cause
    try session.store.hold(held)
  }

  /// A second fault of the same fingerprint in one file is a fault of its own.
  func numbered(_ finding: SyncException) -> SyncException {
    let count = (occurrences[Fingerprint(finding.fingerprint)] ?? 0) + 1
    occurrences[Fingerprint(finding.fingerprint)] = count
    guard count > 1 else { return finding }
    var numbered = finding
    numbered.field = (finding.field ?? "") + " #\(count)"
    return numbered
  }

  /// Reports what was held; closes what earlier files had held and nothing holds any more.
  func report() throws {
    for finding in findingsToReport {
      try session.desk.raise(finding, subject: Subject.heldRow(feed.id))
    }
  }
}

extension RowFault {
  /// What the row waits for, if a reference that may still arrive.
  var missing: (entity: EntityID, key: String, code: ExceptionCode)? {
    guard let unknownID else { return nil }
    switch code {
    case .skuUnknown: return ("item", unknownID, code)
    case .partnerUnknown: return ("partner", unknownID, code)
    case .locationUnknown: return ("location", unknownID, code)
    default: return nil
    }
  }

  /// Why the id is unknown, where a cross reference and not a master record is missing.
  var cause: String? { reason.hasPrefix("no system knows") ? nil : reason }
}
