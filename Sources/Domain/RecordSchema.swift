/// What a field may contain, and how text becomes its value.
package enum FieldType: Hashable, Sendable {
  /// An identifier: text, never a number; zeros and case are kept.
  case code
  case text
  case integer
  /// An exact decimal with at most six places.
  case decimal
  /// An exact amount; the currency stands in a field of its own.
  case money
  case bool
  case date
  case time
  case choice([String])
  case unit
  /// A GTIN-8, -12, -13 or -14; the check digit is verified.
  case gtin
  /// An ISO 3166 country code, two letters.
  case country

  /// The name of the kind, without the choices of a choice.
  package var name: String {
    switch self {
    case .code: "code"
    case .text: "text"
    case .integer: "integer"
    case .decimal: "decimal"
    case .money: "money"
    case .bool: "bool"
    case .date: "date"
    case .time: "time"
    case .choice: "choice"
    case .unit: "unit"
    case .gtin: "gtin"
    case .country: "country"
    }
  }

  package var isNumeric: Bool {
    switch self {
    case .integer, .decimal, .money: true
    default: false
    }
  }
}

/// One field of a record type.
package struct FieldSchema: Hashable, Sendable {
  package let name: String
  package let type: FieldType
  /// A key field that may be absent, as the lot of a stock row; its absence is part of the key.
  package let isOptionalInKey: Bool
  /// A field without which the record says nothing: a mapping that fills it must find a value.
  package let isRequired: Bool
  /// A time that is meant to come, as when goods are expected.
  package let isPlanned: Bool
  /// Beyond what is agreed: a stream that names no columns carries it only where an export does.
  package let isAdded: Bool

  package init(
    _ name: String, _ type: FieldType, optional: Bool = false, required: Bool = false,
    planned: Bool = false, added: Bool = false
  ) {
    self.name = name
    self.type = type
    isOptionalInKey = optional
    isRequired = required
    isPlanned = planned
    isAdded = added
  }
}

/// How records of a type are reconciled; see each case.
package enum Nature: String, Hashable, Sendable {
  /// Three-way merge per field against the agreed base.
  case master
  /// Versioned; the owner's content is forwarded, progress is derived from events.
  case document
  /// Appended once and replayed to the other side; idempotent by key and content.
  case event
  /// Compared, never copied onto the other side.
  case snapshot
  /// Made by wmsync and sent.
  case derived
}

/// A record type: its name, nature, key and fields in catalogue order.
///
/// Key fields come first; `fields[0..<keyCount]` is the key. A reference type, because every
/// record points at its schema.
package final class RecordSchema: Sendable {
  package let entity: EntityID
  package let nature: Nature
  package let fields: [FieldSchema]
  package let keyCount: Int
  /// Groups of fields by which other records are found, as the order line of a shipment.
  package let lookups: [[String]]
  private let positions: [String: Int]

  package init(
    _ entity: EntityID, _ nature: Nature, key: [FieldSchema], fields: [FieldSchema],
    lookups: [[String]] = []
  ) {
    self.entity = entity
    self.nature = nature
    self.fields = key + fields
    keyCount = key.count
    self.lookups = lookups
    var positions: [String: Int] = [:]
    for (position, field) in self.fields.enumerated() { positions[field.name] = position }
    self.positions = positions
  }

  /// Where the field stands; `nil` when the record type has no such field.
  package func position(of field: String) -> Int? { positions[field] }

  package var keyFields: ArraySlice<FieldSchema> { fields[..<keyCount] }

  /// The key of a record with these values, without optional fields that are absent at its end.
  package func key(of values: [Value]) -> RecordKey {
    var count = keyCount
    while count > 1, fields[count - 1].isOptionalInKey, case .null = values[count - 1] {
      count -= 1
    }
    return RecordKey(values[..<count])
  }
}

extension RecordSchema: Equatable {
  package static func == (left: RecordSchema, right: RecordSchema) -> Bool {
    left.entity == right.entity
  }
}
