package import Domain
package import Intake

/// Makes records of the rows of one file, as its feed's mapping says.
///
/// Columns are found once, before the first row. Bad content never throws: a row that cannot
/// become its records is held, with every fault that it has.
package final class RowMapper {
  private let test: RowTest?
  private let emits: [EmitPlan]
  private let mode: EmitMode
  private let log = OrdinalLog()

  /// Prepares a mapping for a file; `header` holds the column names of a delimited file that has
  /// them, else it is `nil`.
  ///
  /// It throws when the file lacks columns that the mapping reads.
  package init(
    _ mapping: FeedMapping, dialect: Dialect, header: [String]?, context: MappingContext
  ) throws(MappingMismatch) {
    var finder = SourceFinder(dialect: dialect, header: header, log: log)
    let tools = FieldTools(dialect: dialect, context: context)
    test = mapping.when.map { RowTest($0, finder: &finder, trims: tools.trims) }
    mode = mapping.mode
    var emits: [EmitPlan] = []
    for rule in mapping.emits {
      guard let schema = RecordSchema.named(rule.entity) else { continue }
      emits.append(EmitPlan(rule, schema: schema, finder: &finder, tools: tools))
    }
    self.emits = emits
    guard finder.missing.isEmpty else { throw MappingMismatch(missingColumns: finder.missing) }
  }

  /// Running numbers that the last row used, in the order of their rules; stored with a held row.
  ///
  /// Rules whose condition the row does not meet use none, rules with `each` one per element.
  package var lastOrdinals: [Int] { log.used }

  /// Maps the next row of the file.
  package func map(_ row: RawRow) -> MappedRow {
    log.start()
    return mapped(row)
  }

  /// Maps a row that was held before, with the ordinals it had in its file.
  ///
  /// The running numbers of the file at hand go on as if the row had not been there.
  package func map(_ row: RawRow, ordinals: [Int]) -> MappedRow {
    log.start(replaying: ordinals)
    return mapped(row)
  }

  /// What can be read of a row that is held: its records without the fields at fault, in the order of
  /// their rules, those whose keys cannot be read left out.
  package func legible(_ row: RawRow, ordinals: [Int]) -> [Record] {
    log.start(replaying: ordinals)
    var records: [Record] = []
    if case .records(let whole) = mapped(row, legible: &records) { return whole.map(\.record) }
    return records
  }

  private func mapped(_ row: RawRow) -> MappedRow {
    var none: [Record] = []
    return mapped(row, legible: &none)
  }

  private func mapped(_ row: RawRow, legible: inout [Record]) -> MappedRow {
    let scope = RowScope(row: row, element: nil)
    if let test, !test.holds(in: scope) { return .skipped }
    var records: [MappedRecord] = []
    var faults: [RowFault] = []
    var isSkipped = true
    for emit in emits {
      if let test = emit.test, !test.holds(in: scope) { continue }
      isSkipped = false
      emit.map(scope, records: &records, faults: &faults, legible: &legible)
      if mode == .first { break }
    }
    if isSkipped { return .skipped }
    guard let fault = Self.held(faults) else { return .records(records) }
    legible = records.map(\.record) + legible
    return .held(fault)
  }

  /// The first fault, its reason with the others; `nil` when there is none.
  private static func held(_ faults: [RowFault]) -> RowFault? {
    guard var first = faults.first else { return nil }
    if faults.count > 1 {
      let shown = faults.dropFirst().prefix(5).map { "\($0.field): \($0.reason)" }
      first.reason += " (and \(faults.count - 1) more: \(shown.joined(separator: "; ")))"
    }
    return first
  }

  /// Columns that a mapping reads by name, for header checks.
  package static func columns(of mapping: FeedMapping) -> Set<String> {
    let conditions = [mapping.when] + mapping.emits.map(\.when)
    let fields = mapping.emits.flatMap(\.fields)
    let sources =
      conditions.compactMap { $0?.source } + fields.map(\.source) + fields.compactMap(\.unit)
    return Set(sources.flatMap(\.columnNames))
  }

  /// Numbers of the columns that fields are read from, from 1.
  package static func columnNumbers(of mapping: FeedMapping) -> [Int] {
    mapping.emits.flatMap(\.fields).compactMap { rule in
      guard case .columnNumber(let number) = rule.source else { return nil }
      return number
    }
  }

  /// Whether a text is a regular expression that conditions and replacements can use.
  package static func isValidPattern(_ pattern: String) -> Bool {
    TextPattern.regex(pattern) != nil
  }
}
