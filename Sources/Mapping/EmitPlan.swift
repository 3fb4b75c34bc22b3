import Domain
import Intake

/// How one record type is made of a row, prepared before the first row.
final class EmitPlan {
  let test: RowTest?
  private let each: ValuePath?
  private let eachLabel: String
  private let schema: RecordSchema
  private let fields: [FieldPlan]
  private let skuPosition: Int?
  /// Where the record says when it happened or was counted; `nil` where it does not.
  private let timePosition: Int?
  /// Quantities are converted when everything else of the record is known.
  private let converts: Bool
  private let referring: [ReferenceRule]

  init(
    _ rule: EmitRule, schema: RecordSchema, finder: inout SourceFinder, tools: FieldTools
  ) {
    self.schema = schema
    test = rule.when.map { RowTest($0, finder: &finder, trims: tools.trims) }
    each = rule.each.map { ValuePath($0) }
    eachLabel = rule.each ?? ""
    skuPosition = schema.position(of: "sku") ?? schema.position(of: "component_sku")
    timePosition =
      [.event, .snapshot].contains(schema.nature)
      ? schema.fields.firstIndex { $0.type == .time && !$0.isPlanned } : nil
    let plans = Self.plans(rule, schema, &finder, tools)
    converts = plans.contains(where: \.convertsUnits)
    fields = plans.filter { !$0.convertsUnits } + plans.filter(\.convertsUnits)
    referring = fields.compactMap { plan in
      plan.existsIn.flatMap {
        ReferenceRule(to: $0, from: plan.name, at: plan.position, of: schema)
      }
    }
  }

  /// In catalogue order, key fields without a rule among them: they are always at fault.
  private static func plans(
    _ rule: EmitRule, _ schema: RecordSchema, _ finder: inout SourceFinder, _ tools: FieldTools
  ) -> [FieldPlan] {
    var plans: [FieldPlan] = []
    for (position, field) in schema.fields.enumerated() {
      let isKey = position < schema.keyCount
      if let given = rule.fields.first(where: { $0.field == field.name }) {
        let source = finder.reading(of: given.source)
        let unit = given.unit.map { finder.reading(of: $0) }
        plans.append(
          FieldPlan(
            given, field: field, position: position, isKey: isKey, source: source, unit: unit,
            tools: tools))
      } else if isKey, !field.isOptionalInKey {
        plans.append(
          FieldPlan(
            FieldRule(field.name, from: .constant("")), field: field, position: position,
            isKey: true, source: .nowhere, unit: nil, tools: tools))
      }
    }
    return plans
  }

  /// Adds the records that the rule makes of a row, the faults of those that it cannot make, and what
  /// can be read of these, without the fields at fault, as far as their keys can.
  func map(
    _ scope: RowScope, records: inout [MappedRecord], faults: inout [RowFault],
    legible: inout [Record]
  ) {
    guard let each else { return map(element: scope, &records, &faults, &legible) }
    switch each.value(in: scope) {
    case nil, .null: return
    case .array(let elements):
      for element in elements {
        map(element: RowScope(row: scope.row, element: element), &records, &faults, &legible)
      }
    default:
      faults.append(
        RowFault(
          .rowInvalid, entity: schema.entity, field: "", column: eachLabel, value: "",
          reason: "\(eachLabel) is not a list"))
    }
  }

  private func map(
    element scope: RowScope, _ records: inout [MappedRecord], _ faults: inout [RowFault],
    _ legible: inout [Record]
  ) {
    var values = [Value](repeating: .null, count: schema.fields.count)
    var found: [(plan: FieldPlan, fault: FieldFault, holds: Bool)] = []
    for plan in fields {
      var notice: FieldFault?
      do {
        let item = plan.convertsUnits ? counted(values) : nil
        values[plan.position] = try plan.value(in: scope, item: item, notice: &notice)
      } catch {
        found.append((plan, error, plan.holds))
        notice = nil
      }
      if let notice { found.append((plan, notice, false)) }
    }
    guard !found.isEmpty else {
      records.append(MappedRecord(Record(schema, values: values), references: references(values)))
      return
    }
    if converts { found.sort { $0.plan.position < $1.plan.position } }
    let hasKey = !found.contains { $0.holds && $0.plan.position < schema.keyCount }
    let key = hasKey ? schema.key(of: values) : nil
    let holding = found.filter(\.holds)
    if holding.isEmpty {
      records.append(
        MappedRecord(
          Record(schema, values: values), references: references(values),
          warnings: found.map { rowFault($0.plan, $0.fault, key, scope) }))
    } else {
      faults += holding.map { rowFault($0.plan, $0.fault, key, scope) }
      if hasKey { legible.append(Record(schema, values: values)) }
    }
  }

  private func counted(_ values: [Value]) -> CountedItem? {
    guard let sku = skuPosition.flatMap({ values[$0].text }) else { return nil }
    return CountedItem(sku: sku, at: timePosition.flatMap { values[$0].time })
  }

  private func rowFault(
    _ plan: FieldPlan, _ fault: FieldFault, _ key: RecordKey?, _ scope: RowScope
  ) -> RowFault {
    RowFault(
      fault.code, entity: schema.entity, key: key, field: plan.name, column: plan.label,
      value: excerpt(plan.written(in: scope)), reason: fault.reason, unknownID: fault.unknownID)
  }

  private func references(_ values: [Value]) -> [Reference] {
    guard !referring.isEmpty else { return [] }
    var references: [Reference] = []
    references.reserveCapacity(referring.count)
    for rule in referring {
      if let reference = rule.reference(values) { references.append(reference) }
    }
    return references
  }
}

/// How a field that must exist as a master record names it.
struct ReferenceRule {
  /// What stands before the field's own value in the key of the master record.
  private enum Prefix {
    case nothing
    case role(String)
    /// Position of the field that holds the role or the warehouse.
    case field(Int)
  }

  private let entity: EntityID
  private let field: String
  private let position: Int
  private let prefix: Prefix

  /// `nil` when the record type does not say which role or warehouse the value belongs to.
  init?(to entity: EntityID, from field: String, at position: Int, of schema: RecordSchema) {
    self.entity = entity
    self.field = field
    self.position = position
    switch entity.text {
    case "partner" where ["customer", "supplier", "carrier"].contains(field):
      prefix = .role(field)
    case "location" where !["warehouse", "from_warehouse", "to_warehouse"].contains(field):
      guard let warehouse = schema.position(of: "warehouse") else { return nil }
      prefix = .field(warehouse)
    case "partner":
      guard let role = schema.position(of: "role") else { return nil }
      prefix = .field(role)
    default: prefix = .nothing
    }
  }

  /// `nil` when the field or what belongs to it is empty.
  func reference(_ values: [Value]) -> Reference? {
    guard case .text(let text) = values[position] else { return nil }
    let key: RecordKey
    switch prefix {
    case .nothing: key = Self.key(text)
    case .role(let role): key = RecordKey(parts: [role, text])
    case .field(let position):
      guard case .text(let first) = values[position] else { return nil }
      key = RecordKey(parts: [first, text])
    }
    return Reference(entity: entity, key: key, field: field)
  }

  private static func key(_ text: String) -> RecordKey {
    let needsEscape = text.utf8.contains {
      $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "\\")
    }
    return needsEscape ? RecordKey(parts: [text]) : RecordKey(text: text)
  }
}
