import Domain
import Intake
import Mapping

/// Short ways to say what a test maps.
enum Bench {
  /// A row of a delimited file.
  static func row(_ cells: [String]) -> RawRow {
    var row = RawRow()
    for cell in cells {
      row.bytes += Array(cell.utf8)
      row.ends.append(row.bytes.count)
    }
    return row
  }

  static func row(_ cells: String...) -> RawRow { row(cells) }

  /// A JSON record.
  static func row(_ document: JSONValue) -> RawRow {
    var row = RawRow()
    row.document = document
    return row
  }

  static func dialect(_ change: (inout Dialect) -> Void = { _ in }) -> Dialect {
    var dialect = Dialect(name: "test")
    change(&dialect)
    return dialect
  }

  static let json = dialect { $0.format = .json }

  static func rule(
    _ field: String, _ source: ValueSource, _ change: (inout FieldRule) -> Void = { _ in }
  ) -> FieldRule {
    var rule = FieldRule(field, from: source)
    change(&rule)
    return rule
  }

  static func mapper(
    _ mapping: FeedMapping, _ dialect: Dialect = dialect(), header: [String]? = nil,
    context: MappingContext = MappingContext(system: "wms")
  ) throws -> RowMapper {
    try RowMapper(mapping, dialect: dialect, header: header, context: context)
  }

  /// Constants for the key fields that a test does not speak of.
  static func keyRules(_ entity: EntityID, except fields: Set<String>) -> [FieldRule] {
    guard let schema = RecordSchema.named(entity) else { return [] }
    return schema.keyFields.filter { !$0.isOptionalInKey && !fields.contains($0.name) }.map {
      switch $0.type {
      case .choice(let choices): FieldRule($0.name, from: .constant(choices[0]))
      case .integer: FieldRule($0.name, from: .constant("1"))
      case .date: FieldRule($0.name, from: .constant("2026-01-01"))
      default: FieldRule($0.name, from: .constant("K"))
      }
    }
  }

  /// Maps one field from the first cell of a row.
  static func map(
    _ cells: [String], to field: String, of entity: EntityID = "item",
    _ dialect: Dialect = dialect(), context: MappingContext = MappingContext(system: "wms"),
    _ change: (inout FieldRule) -> Void = { _ in }
  ) throws -> MappedRow {
    let rules =
      keyRules(entity, except: [field]) + [rule(field, .columnNumber(1), change)]
    let mapping = FeedMapping(emits: [EmitRule(entity: entity, fields: rules)])
    return try mapper(mapping, dialect, context: context).map(row(cells))
  }

  static func map(
    _ cell: String, to field: String, of entity: EntityID = "item",
    _ dialect: Dialect = dialect(), context: MappingContext = MappingContext(system: "wms"),
    _ change: (inout FieldRule) -> Void = { _ in }
  ) throws -> MappedRow {
    try map([cell], to: field, of: entity, dialect, context: context, change)
  }
}

extension MappedRow {
  var records: [MappedRecord] {
    guard case .records(let records) = self else { return [] }
    return records
  }

  var fault: RowFault? {
    guard case .held(let fault) = self else { return nil }
    return fault
  }

  var isSkipped: Bool {
    guard case .skipped = self else { return false }
    return true
  }

  /// The field of the only record; `nil` when the row became anything else.
  subscript(_ field: String) -> Value? {
    records.count == 1 ? records[0].record[field] : nil
  }
}

extension Value {
  /// An exact number from its text.
  static func number(_ text: String) -> Value? { ExactDecimal(text).map { .decimal($0) } }

  static func instant(_ text: String) -> Value? { Timestamp(rfc3339: text).map { .time($0) } }

  static func day(_ text: String) -> Value? { CalendarDate(text).map { .date($0) } }
}

/// Units of items for tests, by `sku|unit`.
final class TestUnits: UnitSource {
  private let ratios: [String: UnitRatio]

  init(_ ratios: [String: UnitRatio]) {
    self.ratios = ratios
  }

  func ratio(sku: String, unit: String, at _: Timestamp?) -> UnitRatio? {
    ratios["\(sku)|\(unit)"]
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
  ExpressibleByNilLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .number(String(value)) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
  init(nilLiteral: ()) { self = .null }
}
