internal import Domain
internal import Intake
internal import Mapping

/// What must be true of whatever a mapping makes of a row.
enum RecordCheck {
  static func fault(of mapped: MappedRow) -> String? {
    switch mapped {
    case .skipped: return nil
    case .held(let fault):
      return fault.reason.isEmpty ? "held without a reason" : nil
    case .records(let records):
      for record in records {
        if let fault = fault(of: record.record) { return fault }
      }
      return nil
    }
  }

  /// Every value reads back from its canonical text, and the key takes apart into its fields.
  static func fault(of record: Record) -> String? {
    for (field, value) in zip(record.schema.fields, record.values) {
      guard Value(canonical: value.description, as: field.type) == value else {
        return "\(field.name) is \(value) and does not read back"
      }
    }
    let keys = record.values[..<record.schema.keyCount].map(\.description)
    // What may be absent at the end of a key is left out there.
    let parts = record.key.parts
    let absent = record.schema.keyFields.dropFirst(parts.count)
    guard parts + absent.map({ _ in "" }) == keys, absent.allSatisfy(\.isOptionalInKey) else {
      return "the key \(record.key) does not take apart into \(keys)"
    }
    return nil
  }
}

/// One row as an item: a field of every kind, from columns by their number.
enum ItemMapping {
  static func mapper() -> RowMapper? {
    var fields = [
      FieldRule("sku", from: .columnNumber(1)), FieldRule("name", from: .columnNumber(2)),
      FieldRule("weight_kg", from: .columnNumber(3)),
      FieldRule("lead_time_days", from: .columnNumber(3)),
      FieldRule("hazmat", from: .columnNumber(4)),
      FieldRule("origin_country", from: .columnNumber(2)),
    ]
    fields[0].trim = true
    fields[1].collapseSpace = true
    fields[2].impliedDecimals = 2
    fields[3].onError = .warn
    fields[4].onError = .warn
    fields[5].onError = .warn
    return RowMapping.mapper("item", fields) { $0.thousandsMark = "," }
  }
}

enum RowMapping {
  /// A mapping of rows without a header; `nil` when a field is read from nowhere.
  static func mapper(
    _ entity: EntityID, _ fields: [FieldRule], change: (inout Dialect) -> Void
  ) -> RowMapper? {
    var dialect = Dialect(name: "any")
    dialect.header = .none
    change(&dialect)
    // A short row has empty cells, so that the others are looked at.
    dialect.shortRows = .pad
    let mapping = FeedMapping(emits: [EmitRule(entity: entity, fields: fields)])
    let context = MappingContext(system: "wms", timezone: "Europe/Berlin")
    return try? RowMapper(mapping, dialect: dialect, header: nil, context: context)
  }
}
