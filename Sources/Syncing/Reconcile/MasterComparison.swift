internal import Domain
internal import Persistence
internal import Reconciliation

/// Compares masters field by field: three-way, against what was agreed last.
struct MasterComparison {
  let session: Session
  let rules: OwnershipBook

  func run() throws {
    for schema in allRecordSchemas where schema.nature == .master {
      let subject = Touched.master(schema.entity)
      let library = try MasterLibrary(session: session, schema: schema)
      if library.systems.count > 1 {
        let delivered = try library.systems.filter {
          try session.hasDeliveredInFull(schema.entity, from: $0)
        }
        try library.forEachKey(of: subject) { key in
          try Interruption.check()
          try compare(try library.view(of: key), in: library, delivered: delivered)
        }
      }
      try session.store.clearTouched(subject)
    }
  }

  private func compare(
    _ view: MasterView, in library: MasterLibrary, delivered: [SystemID]
  ) throws {
    var found = presence(of: view, delivered: delivered)
    for field in view.schema.fields[view.schema.keyCount...] {
      found += try compare(field.name, of: view, in: library)
    }
    if view.known.isEmpty {
      try session.store.forgetAgreement(on: view.key, of: view.schema.entity)
    }
    try session.desk.judge(Subject.master(view.schema.entity, view.key), findings: found)
  }

  private func presence(of view: MasterView, delivered: [SystemID]) -> [SyncException] {
    let knownIn = view.known.map(\.system)
    guard !knownIn.isEmpty else { return [] }
    let missing = delivered.filter { !knownIn.contains($0) }
    guard !missing.isEmpty else { return [] }
    return findings(
      in: .master(
        MasterFacts(
          entity: view.schema.entity, key: view.key, knownIn: knownIn, missingIn: missing,
          ownerSystem: view.known.first?.system,
          origin: view.known.first.flatMap { place(of: $0.stored) })))
  }

  private func place(of stored: RecordTable.Stored) -> Origin? {
    session.ledgerFiles[stored.file].map {
      Origin(system: stored.system, feed: $0.feed, file: $0.name, line: stored.line)
    }
  }

  private func compare(
    _ field: String, of view: MasterView, in library: MasterLibrary
  ) throws -> [SyncException] {
    let carriers = view.known.filter { library.carried[$0.system]?.contains(field) ?? false }
    guard carriers.count > 1 else { return [] }
    let (owner, rule) = view.owner(of: field)
    guard let first = owner ?? view.firstCarrier(of: field),
      let value = view.record(in: first)?[field]
    else { return [] }
    var found: [SyncException] = []
    for other in carriers where other.system != first {
      let base = try session.store.agreedBase(
        view.key, of: view.schema, with: other.system)[field]
      if isTolerated(value, other.stored.record[field], field, of: view) { continue }
      let decision = FieldMerge.decide(
        base: base, first: value, second: other.stored.record[field],
        owner: owner == nil ? .nobody : .first, onDrift: rule?.onDrift ?? .alert)
      if decision == .agreed {
        if base != value {
          try session.store.agree(
            on: value, field: field, key: view.key, of: view.schema.entity, with: other.system)
        }
        continue
      }
      found += try settle(
        FieldDispute(
          view: view, field: field, first: first, hasOwner: owner != nil, rule: rule,
          value: value, other: other.stored, decision: decision))
    }
    return found
  }

  /// Two measurements within the tolerance of their field are no dispute; the base stays.
  private func isTolerated(
    _ one: Value, _ two: Value, _ field: String, of view: MasterView
  ) -> Bool {
    guard let expected = one.decimal, let found = two.decimal, expected != found,
      let rule = session.tolerance(of: "\(view.schema.entity).\(field)", in: view.warehouse)
    else { return false }
    return rule.tolerance(for: found - expected, unitCost: nil)
      .covers(found - expected, expected: expected)
  }

  private func settle(_ dispute: FieldDispute) throws -> [SyncException] {
    let isNew = try log(dispute)
    let toOther = session.stream(of: dispute.view.schema.entity, to: dispute.other.system)
    let toFirst = session.stream(of: dispute.view.schema.entity, to: dispute.first)
    switch dispute.decision {
    case .agreed:
      return []
    case .propagate(let toSecond):
      // A change that no stream carries would wait for ever without anybody knowing.
      return (toSecond ? toOther : toFirst) == nil ? try report(dispute, as: .conflict) : []
    case .ownerViolation(.revert, _):
      if isNew {
        if let toOther { try session.store.forgetSent(dispute.view.key, on: toOther.id) }
        try correct(dispute)
        try session.touchOutbound(dispute.view.schema.entity, dispute.view.key)
      }
      guard case .ownerViolation(_, let bySecond) = dispute.decision, toOther == nil else { break }
      // Nothing carries the owner's value back, so a person must.
      return try report(dispute, as: .ownerViolation(.alert, bySecond: bySecond))
    case .ownerViolation, .conflict:
      break
    }
    return try report(dispute, as: dispute.decision)
  }

  private func log(_ dispute: FieldDispute) throws -> Bool {
    try session.store.record(
      DecisionEntry(
        run: session.run, at: session.now, entity: dispute.view.schema.entity,
        key: dispute.view.key, field: dispute.field, decision: dispute.name,
        owner: dispute.hasOwner ? dispute.first : nil, ownerValue: dispute.value.description,
        other: dispute.other.system, otherValue: dispute.otherValue.description,
        ruleSet: rules.ruleSet, rule: dispute.rule.map(OwnershipBook.citation)))
  }

  /// Tells the system that is not the owner what the owner says, where a stream asks for it.
  private func correct(_ dispute: FieldDispute) throws {
    guard
      session.stream(of: RecordSchema.fieldCorrection.entity, to: dispute.other.system) != nil
    else { return }
    var correction = Record(.fieldCorrection)
    correction["entity"] = .text(dispute.view.schema.entity.text)
    correction["key"] = .text(dispute.view.key.text)
    correction["field"] = .text(dispute.field)
    correction["owner_value"] = .text(dispute.value.description)
    correction["found_value"] = .text(dispute.otherValue.description)
    correction["rule"] = .text(dispute.rule.map(OwnershipBook.citation) ?? "")
    try session.keepDerived(correction)
  }

  private func report(
    _ dispute: FieldDispute, as decision: FieldDecision
  ) throws -> [SyncException] {
    var facts = FieldFacts(
      entity: dispute.view.schema.entity, key: dispute.view.key, field: dispute.field,
      owner: dispute.first, ownerValue: dispute.value, other: dispute.other.system,
      otherValue: dispute.otherValue, decision: decision)
    facts.warehouse = dispute.view.warehouse
    facts.rule = dispute.rule.map(OwnershipBook.citation)
    facts.origin = try session.origin(of: dispute.other)
    let first = dispute.view.known.first { $0.system == dispute.first }?.stored
    let place = try first.flatMap { try session.origin(of: $0)?.place }
    let sides = [
      ExceptionSide(dispute.first, says: dispute.value.description, at: place),
      ExceptionSide(
        dispute.other.system, says: dispute.otherValue.description, at: facts.origin?.place),
    ]
    return findings(in: .field(facts)).map { finding in
      var finding = finding
      finding.sides = sides
      return finding
    }
  }
}

/// One field on which two systems do not agree.
private struct FieldDispute {
  let view: MasterView
  let field: String
  /// The owner, or the side others are compared with when nobody owns the field.
  let first: SystemID
  let hasOwner: Bool
  let rule: OwnershipRule?
  let value: Value
  let other: RecordTable.Stored
  let decision: FieldDecision

  var otherValue: Value { other.record[field] }

  /// As the decision log names it.
  var name: String {
    switch decision {
    case .agreed: "agreed"
    case .propagate(let toSecond): "propagate to \(toSecond ? other.system : first)"
    case .ownerViolation(let policy, _): policy.rawValue
    case .conflict: "conflict"
    }
  }
}
