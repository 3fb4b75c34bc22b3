package import Domain

/// How the rows of a feed become records: which rows, which record type, which fields.
package struct FeedMapping: Hashable, Sendable {
  /// Rows that do not meet it are skipped and counted.
  package var when: RowCondition?
  /// In file order; a row may become several records.
  package var emits: [EmitRule]
  package var mode: EmitMode

  package init(when: RowCondition? = nil, emits: [EmitRule], mode: EmitMode = .all) {
    self.when = when
    self.emits = emits
    self.mode = mode
  }
}

package enum EmitMode: String, CaseIterable, Hashable, Sendable {
  /// Every rule whose condition holds.
  case all
  /// Only the first rule whose condition holds.
  case first
}

/// One record type that a row can become.
package struct EmitRule: Hashable, Sendable {
  package var entity: EntityID
  package var when: RowCondition?
  /// JSON pointer to an array within the record; one record per element.
  package var each: String?
  /// In catalogue order of their fields.
  package var fields: [FieldRule]

  package init(
    entity: EntityID, when: RowCondition? = nil, each: String? = nil, fields: [FieldRule]
  ) {
    self.entity = entity
    self.when = when
    self.each = each
    self.fields = fields
  }
}

/// Where a value comes from.
package enum ValueSource: Hashable, Sendable {
  case column(String)
  /// From 1.
  case columnNumber(Int)
  /// JSON pointer; a leading `../` steps out of an `each`.
  case path(String)
  case constant(String)
  /// Running number within equal fields of one file, from 1; columns by name or number, or paths.
  case ordinal([String])
  /// Text with `{Name}` or `{3}` for columns, `{/path}` for JSON.
  case template(String)
}

/// A condition on a row; the first of `equals`, `in`, `matches` that is given decides.
package struct RowCondition: Hashable, Sendable {
  package enum Test: Hashable, Sendable {
    case equals(String)
    case isIn([String])
    /// A regular expression found anywhere in the value.
    case matches(String)
    indirect case not(Test)
  }

  package var source: ValueSource
  package var test: Test

  package init(_ source: ValueSource, _ test: Test) {
    self.source = source
    self.test = test
  }
}

/// How one field gets its value: source, then the transforms in the order of these properties,
/// then the type of the field with its checks.
package struct FieldRule: Hashable, Sendable {
  package enum Side: String, CaseIterable, Hashable, Sendable {
    case left
    case right
  }

  package struct Pad: Hashable, Sendable {
    package var side: Side
    package var width: Int
    package var character: Character

    package init(_ side: Side, width: Int, with character: Character) {
      self.side = side
      self.width = width
      self.character = character
    }
  }

  package enum LetterCase: String, CaseIterable, Hashable, Sendable {
    case upper
    case lower
  }

  package enum OnError: String, CaseIterable, Hashable, Sendable {
    /// The row waits.
    case hold
    /// The field stays empty, the row flows, the fault is reported.
    case warn
  }

  package var field: String
  package var source: ValueSource
  package var trim: Bool?
  package var collapseSpace = false
  package var stripLeading: Character?
  package var pad: Pad?
  package var letterCase: LetterCase?
  package var replacePattern: String?
  package var replaceWith = ""
  /// Their value to ours; an unknown one holds the row.
  package var values: [String: String]?
  /// Name of a cross reference.
  package var xref: String?
  package var negate = false
  package var impliedDecimals = 0
  /// Where the unit of this quantity stands; the quantity is converted to base units.
  package var unit: ValueSource?
  package var trueWords: [String]?
  package var falseWords: [String]?
  package var isRequired = false
  package var minimum: ExactDecimal?
  package var maximum: ExactDecimal?
  /// `item`, `partner` or `location`.
  package var existsIn: EntityID?
  package var onError: OnError = .hold

  package init(_ field: String, from source: ValueSource) {
    self.field = field
    self.source = source
  }
}

/// A table of their codes and ours.
package struct CrossReference: Hashable, Sendable {
  package enum Unmatched: String, CaseIterable, Hashable, Sendable {
    /// The row waits.
    case hold
    /// Their code is kept and reported.
    case warn
    /// Their code is kept.
    case keep
  }

  package var name: String
  /// Theirs to ours.
  package var values: [String: String]
  package var unmatched: Unmatched

  package init(name: String, values: [String: String], unmatched: Unmatched = .hold) {
    self.name = name
    self.values = values
    self.unmatched = unmatched
  }
}
