internal import Domain
internal import Persistence
internal import Reconciliation

/// What holds of a field.
struct HoldingValue {
  /// Whose value it is.
  let system: SystemID
  let value: Value
  /// `nil` where nobody owns the field.
  let rule: OwnershipRule?
}

extension MasterView {
  /// What holds of a field by the source-of-truth rules, edits that a rule adopts included.
  ///
  /// - Parameters:
  ///   - field: the field's name.
  ///   - session: whose store knows what was agreed before.
  /// - Returns: `nil` where no known record carries the field.
  /// - Throws: what the store failed with.
  func holding(_ field: String, in session: Session) throws -> HoldingValue? {
    let (owner, rule) = owner(of: field)
    guard let holder = owner ?? firstCarrier(of: field) else { return nil }
    let value = record(in: holder)?[field] ?? .null
    if let owner, rule?.onDrift == .adopt,
      let edit = try edit(of: field, beside: owner, value, in: session)
    {
      return HoldingValue(system: edit.system, value: edit.value, rule: rule)
    }
    if owner == nil, let edit = try edit(of: field, beside: holder, value, in: session) {
      return HoldingValue(system: edit.system, value: edit.value, rule: rule)
    }
    return HoldingValue(system: holder, value: value, rule: rule)
  }

  /// What another system changed since both agreed: an edit that the rule adopts holds until the
  /// owner has it too, and of two values that nobody owns the changed one goes to the other.
  private func edit(
    of field: String, beside holder: SystemID, _ value: Value, in session: Session
  ) throws -> (system: SystemID, value: Value)? {
    for (system, stored) in known
    where system != holder && carried[system]?.contains(field) ?? false {
      let base = try session.store.agreedBase(key, of: schema, with: system)[field]
      if let base, base == value, stored.record[field] != base {
        return (system, stored.record[field])
      }
    }
    return nil
  }
}
