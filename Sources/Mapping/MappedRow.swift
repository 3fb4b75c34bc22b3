package import Domain

/// What became of a row.
package enum MappedRow: Sendable {
  /// It meets no condition of the feed.
  case skipped
  case records([MappedRecord])
  /// It waits until the cause of the fault is gone.
  case held(RowFault)
}

/// A record with what must still be looked up and what was noticed on the way.
package struct MappedRecord: Sendable {
  package var record: Record
  /// References that must exist before the record may flow, in field order.
  package var references: [Reference]
  /// Faults of fields with `on_error: warn` and xrefs with `unmatched: warn`.
  package var warnings: [RowFault]

  package init(_ record: Record, references: [Reference] = [], warnings: [RowFault] = []) {
    self.record = record
    self.references = references
    self.warnings = warnings
  }
}

/// A value that must be known as a master record.
package struct Reference: Hashable, Sendable {
  /// `item`, `partner` or `location`.
  package let entity: EntityID
  /// Key of the master record: `sku`, or `role|partner`, or `warehouse|bin`.
  package let key: RecordKey
  /// The field of our record that refers to it.
  package let field: String

  package init(entity: EntityID, key: RecordKey, field: String) {
    self.entity = entity
    self.key = key
    self.field = field
  }

  /// SKU_UNKNOWN, PARTNER_UNKNOWN or LOCATION_UNKNOWN.
  package var code: ExceptionCode {
    switch entity {
    case "item": .skuUnknown
    case "partner": .partnerUnknown
    default: .locationUnknown
    }
  }
}

/// Why a row cannot become a record, or a field stays empty.
package struct RowFault: Equatable, Sendable {
  package var code: ExceptionCode
  package var entity: EntityID?
  /// The record's key as far as it could be read; `nil` when a key field itself is at fault.
  package var key: RecordKey?
  /// Our field.
  package var field: String
  /// Their column: its name, its number, or a JSON pointer.
  package var column: String
  /// What stood there, as written.
  package var value: String
  /// As `"12,5x" is not a decimal number`.
  package var reason: String
  /// For SKU_UNKNOWN, LOCATION_UNKNOWN, PARTNER_UNKNOWN: the id nobody knows.
  package var unknownID: String?

  package init(
    _ code: ExceptionCode, entity: EntityID? = nil, key: RecordKey? = nil, field: String,
    column: String, value: String, reason: String, unknownID: String? = nil
  ) {
    self.code = code
    self.entity = entity
    self.key = key
    self.field = field
    self.column = column
    self.value = value
    self.reason = reason
    self.unknownID = unknownID
  }
}
