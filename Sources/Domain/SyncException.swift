/// What one system says of a matter that is not settled.
package struct ExceptionSide: Equatable, Sendable {
  package let system: SystemID
  package let value: String?
  /// As `file:line`; `nil` when the system has no such record.
  package let place: String?

  package init(_ system: SystemID, says value: String?, at place: String?) {
    self.system = system
    self.value = value
    self.place = place
  }
}

extension Origin {
  /// As `file:line`; the file alone where no line is known.
  package var place: String { line > 0 ? "\(file):\(line)" : file }
}

/// Something a person must look at: a fact with evidence, not a failure of wmsync.
package struct SyncException: Equatable, Sendable {
  package var code: ExceptionCode
  package var severity: Severity
  package var entity: EntityID?
  /// Key fields joined by `|`; for a row that has none, `file:line`.
  package var key: String
  package var warehouse: WarehouseID?
  package var field: String?
  /// The system that must act, or whose value rules.
  package var ownerSystem: SystemID?
  package var expected: String?
  package var actual: String?
  package var difference: ExactDecimal?
  /// What the difference is worth, in the currency of the item's cost.
  package var valueAtRisk: ExactDecimal?
  package var origin: Origin?
  /// The source-of-truth rule or tolerance it was judged under.
  package var rule: String?
  package var message: String
  package var hint: String
  /// What each side says and where, in the order in which they are shown; empty where only one
  /// side was judged.
  package var sides: [ExceptionSide] = []

  package init(
    _ code: ExceptionCode, severity: Severity? = nil, entity: EntityID? = nil, key: String,
    warehouse: WarehouseID? = nil, field: String? = nil, ownerSystem: SystemID? = nil,
    expected: String? = nil, actual: String? = nil, difference: ExactDecimal? = nil,
    valueAtRisk: ExactDecimal? = nil, origin: Origin? = nil, rule: String? = nil,
    message: String, hint: String? = nil
  ) {
    self.code = code
    self.severity = severity ?? code.profile.severity
    self.entity = entity
    self.key = key
    self.warehouse = warehouse
    self.field = field
    self.ownerSystem = ownerSystem
    self.expected = expected
    self.actual = actual
    self.difference = difference
    self.valueAtRisk = valueAtRisk
    self.origin = origin
    self.rule = rule
    self.message = message
    self.hint = hint ?? code.profile.action
  }

  /// Code, entity, key, warehouse and field: the same fault seen again has the same fingerprint.
  package var fingerprint: String {
    RecordKey(parts: [
      code.rawValue, entity?.text ?? "", key, warehouse?.text ?? "", field ?? "",
    ]).text
  }
}
