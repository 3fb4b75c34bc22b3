import Domain
import Reconciliation

/// Reads who owns which field, and which differences are left alone.
struct RuleReader {
  let declared: Declarations
  /// Under which rules are cited.
  let file: String

  /// In file order.
  func ownership(_ setting: Setting?) -> [OwnershipRule] {
    var seen: [[String?]: Int] = [:]
    return (setting?.items ?? []).compactMap { item in
      item.reading { section in
        let rule = ownershipRule(section, item.place.line)
        if let rule {
          reportTie([rule.field, rule.warehouse?.text, rule.key], item, &seen)
        }
        return rule
      }
    }
  }

  private func ownershipRule(_ section: Section, _ line: Int) -> OwnershipRule? {
    let field = section.need("field").flatMap { FieldName.read($0) }
    let warehouse = warehouse(section)
    let key = section["key"]?.text("the key of a record")
    let owner = section.need("owner")?.reference(to: "system", among: declared.systems)
    let fallback = section["fallback"]?.reference(to: "system", among: declared.systems)
    let onDrift = section["on_drift"]?.choice(DriftPolicy.self) ?? .revert
    guard let field, let owner else { return nil }
    return OwnershipRule(
      field: field, warehouse: warehouse, key: key, owner: SystemID(owner),
      fallback: fallback.map { SystemID($0) }, onDrift: onDrift, source: "\(file):\(line)")
  }

  /// In file order.
  func tolerances(_ setting: Setting?) -> [ToleranceRule] {
    var seen: [[String?]: Int] = [:]
    return (setting?.items ?? []).compactMap { item in
      item.reading { section in
        let rule = toleranceRule(section, item.place.line)
        if let rule { reportTie([rule.field, rule.warehouse?.text], item, &seen) }
        return rule
      }
    }
  }

  private func toleranceRule(_ section: Section, _ line: Int) -> ToleranceRule? {
    let field = section.need("field").flatMap { FieldName.read($0) }
    let rule = ToleranceRule(
      field: field ?? "", warehouse: warehouse(section),
      absolute: section["abs"]?.decimal(atLeast: .zero) ?? .zero,
      relativePercent: section["rel"]?.percent() ?? .zero,
      valueLimit: section["value"]?.decimal(atLeast: .zero),
      settleSeconds: section["settle"]?.duration() ?? 0,
      snapshots: section["snapshots"]?.integer(1...1000) ?? 2,
      hardLimit: section["hard"]?.decimal(atLeast: .zero),
      agedSeconds: section["aged"]?.duration() ?? 86_400,
      windowSeconds: section["window"]?.duration() ?? 0,
      correction: field.flatMap { correction(section["correct"], of: $0) },
      source: "\(file):\(line)")
    if let field, !FieldName.isNumeric(field) {
      for key in ["abs", "rel", "value", "hard"] {
        guard let setting = section[key] else { continue }
        setting.mistakes.report("\(setting.path): \(field) is no number", at: setting.keyPlace)
      }
    }
    return field == nil ? nil : rule
  }

  private func correction(_ setting: Setting?, of field: String) -> CorrectionLimit? {
    guard let setting else { return nil }
    guard field == "stock.on_hand" || field == "stock.*" else {
      setting.fail("only stock.on_hand is put right in the book")
      return nil
    }
    return setting.section { section in
      let value = section["value"]?.decimal(atLeast: .zero)
      return section.need("abs")?.decimal(atLeast: .zero).map {
        CorrectionLimit(absolute: $0, value: value)
      }
    } ?? nil
  }

  private func warehouse(_ section: Section) -> WarehouseID? {
    section["warehouse"]?
      .reference(to: "warehouse", among: declared.warehouses)
      .map { WarehouseID($0) }
  }

  /// Two equally specific rules would leave it to chance which one decides.
  private func reportTie(_ subject: [String?], _ item: Setting, _ seen: inout [[String?]: Int]) {
    if let line = seen[subject] {
      item.fail(
        "lines \(line) and \(item.place.line) are equally specific for \(subject[0] ?? "");"
          + " remove one of them")
    } else {
      seen[subject] = item.place.line
    }
  }
}

/// Names of fields with their record type, as `item.weight_kg` or `item.*`.
enum FieldName {
  static func read(_ setting: Setting) -> String? {
    let what = "a field as item.weight_kg or item.*"
    guard let text = setting.text(what) else { return nil }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
    guard parts.count == 2 else { return setting.expected(what) }
    guard let schema = RecordSchema.named(EntityID(parts[0])) else {
      let entities = allRecordSchemas.map(\.entity.text)
      setting.fail(
        "unknown record type \(quoted(parts[0]))" + Spelling.hint(for: parts[0], among: entities))
      return nil
    }
    guard parts[1] == "*" || schema.position(of: parts[1]) != nil else {
      let fields = schema.fields.map(\.name)
      setting.fail(
        "\(schema.entity) has no field \(quoted(parts[1]))"
          + Spelling.hint(for: parts[1], among: fields))
      return nil
    }
    return text
  }

  /// Whether differences of a field can be measured; of `item.*` those that can are meant.
  static func isNumeric(_ name: String) -> Bool {
    let parts = name.split(separator: ".")
    guard parts.count == 2, parts[1] != "*",
      let schema = RecordSchema.named(EntityID(String(parts[0]))),
      let position = schema.position(of: String(parts[1]))
    else { return true }
    return schema.fields[position].type.isNumeric
  }
}
