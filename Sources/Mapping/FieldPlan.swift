import Domain
import Intake

/// How one field of one record type is filled, prepared before the first row.
final class FieldPlan {
  let position: Int
  let name: String
  let label: String
  /// Whether the record cannot be without the field.
  let isRequired: Bool
  /// Whether a fault of the field holds the row.
  let holds: Bool
  let existsIn: EntityID?

  /// Whether the quantity needs the item's units.
  var convertsUnits: Bool { unit != nil }

  private let source: SourceReading
  private let unit: SourceReading?
  private let type: FieldType
  private let tools: FieldTools
  private let trims: Bool
  private let transforms: TextTransforms
  private let flags: FlagReading
  /// Texts that the rule names itself, so that they are values even if they look empty.
  private let named: Set<ByteText>
  private let isWarehouse: Bool
  private let negates: Bool
  private let impliedDecimals: Int
  private let minimum: ExactDecimal?
  private let maximum: ExactDecimal?
  /// The cell that can be read without a closer look, as far as its content allows.
  private let plainCell: Int?
  /// The cell, or the path of a JSON document, whose content alone decides the value.
  private let onlyCell: Int?
  private let onlyPath: ValuePath?
  /// Whether a text of that path can be read without a closer look, as far as it allows.
  private let isPlainPath: Bool
  /// Where the member of the path stood last, and the bytes of its text.
  private var place = 0
  private var bytes: [UInt8] = []
  private var late = LateCells()

  init(
    _ rule: FieldRule, field: FieldSchema, position: Int, isKey: Bool, source: SourceReading,
    unit: SourceReading?, tools: FieldTools
  ) {
    self.position = position
    self.source = source
    self.unit = unit
    self.tools = tools
    name = rule.field
    label = rule.source.label
    type = field.type
    let isNeeded =
      rule.isRequired || field.isRequired || (isKey && !field.isOptionalInKey)
    isRequired = isNeeded
    holds = isNeeded || isKey || rule.onError == .hold
    existsIn = rule.existsIn
    trims = rule.trim ?? tools.trims
    transforms = TextTransforms(rule, crossReferences: tools.crossReferences)
    flags = FlagReading(rule)
    let words = (rule.trueWords ?? []) + (rule.falseWords ?? [])
    named = Set((words + (rule.values.map { Array($0.keys) } ?? [])).map { ByteText($0) })
    isWarehouse = ["warehouse", "from_warehouse", "to_warehouse"].contains(rule.field)
    negates = rule.negate
    impliedDecimals = rule.impliedDecimals
    minimum = rule.minimum
    maximum = rule.maximum
    let cell: Int? = if case .cell(let index) = source, unit == nil { index } else { nil }
    onlyCell = cell
    onlyPath = if case .path(let path) = source, unit == nil { path } else { nil }
    let isPlain =
      transforms.isEmpty && named.isEmpty && !negates && impliedDecimals == 0 && !isWarehouse
    plainCell = isPlain ? cell : nil
    isPlainPath = isPlain
  }

  /// The value of the field; `notice` is set when it flows on but must be reported.
  func value(in scope: RowScope, item: CountedItem?, notice: inout FieldFault?) throws(FieldFault)
    -> Value
  {
    if let plainCell, let range = scope.row.range(plainCell),
      let value = plainValue(scope.row.bytes, range), !isRequired || !value.isBlank
    {
      return value
    }
    if let onlyPath {
      return try value(at: onlyPath, in: scope, item: item, notice: &notice)
    }
    let cell = onlyCell.flatMap { scope.row.slice($0) }
    if let cell, let value = late.value(of: cell) { return value }
    let value = try wholeValue(in: scope, item: item, notice: &notice)
    if let cell, notice == nil { late.keep(value, of: cell) }
    return value
  }

  /// The value of a member of a JSON document.
  private func value(
    at path: ValuePath, in scope: RowScope, item: CountedItem?, notice: inout FieldFault?
  ) throws(FieldFault) -> Value {
    let found = path.value(in: scope, near: &place)
    let isNumber: Bool
    switch found {
    case .string(let text):
      isNumber = false
      bytes.removeAll(keepingCapacity: true)
      bytes.append(contentsOf: text.utf8)
    case .number(let text) where tools.numbers.hasPoint:
      isNumber = true
      bytes.removeAll(keepingCapacity: true)
      bytes.append(contentsOf: text.utf8)
    default:
      return try wholeValue(in: scope, item: item, notice: &notice)
    }
    if isPlainPath, let value = plainValue(bytes, bytes.indices), !isRequired || !value.isBlank {
      return value
    }
    // A number and the same digits in quotation marks may mean different things.
    if !isNumber, let value = late.value(of: bytes[...]) { return value }
    let value = try wholeValue(in: scope, item: item, notice: &notice)
    if !isNumber, notice == nil { late.keep(value, of: bytes[...]) }
    return value
  }

  /// The value after a closer look, which is there if it must be.
  private func wholeValue(
    in scope: RowScope, item: CountedItem?, notice: inout FieldFault?
  ) throws(FieldFault) -> Value {
    let value = try closeValue(in: scope, item: item, notice: &notice)
    guard !isRequired || !value.isBlank else {
      throw FieldFault(.rowInvalid, "\(quoted(name)) is required")
    }
    return value
  }

  /// What stands at the source, as written.
  func written(in scope: RowScope) -> String {
    switch source {
    case .ordinal: ""
    default:
      switch source.find(in: scope) {
      case .nothing: ""
      case .text(let text, _): text
      case .composite(let kind): kind
      }
    }
  }

  /// The value of a text that needs no transform; `nil` when it needs a closer look.
  private func plainValue(_ bytes: [UInt8], _ whole: Range<Int>) -> Value? {
    let range = trims ? trimmed(bytes, whole) : whole
    if range.isEmpty { return tools.emptyIsNull && !isRequired ? .null : nil }
    if tools.isNullWord(bytes[range]) { return nil }
    switch type {
    case .decimal, .money:
      guard let decimal = tools.numbers.plainDecimal(bytes, range), isWithinLimits(decimal)
      else { return nil }
      return .decimal(decimal)
    case .integer:
      guard let decimal = tools.numbers.plainDecimal(bytes, range), decimal.isWhole,
        isWithinLimits(decimal)
      else { return nil }
      return .decimal(decimal)
    case .time:
      return tools.times.plainTime(bytes, range).map { .time($0) }
    case .code where CodeReading.isPlain(bytes, range), .text, .unit:
      return .text(String(decoding: bytes[range], as: UTF8.self))
    default: return nil
    }
  }

  private func closeValue(
    in scope: RowScope, item: CountedItem?, notice: inout FieldFault?
  ) throws(FieldFault) -> Value {
    guard var field = try text(in: scope) else { return .null }
    try transforms.apply(to: &field, notice: &notice)
    if field.text.isEmpty, tools.emptyIsNull, !named.contains(ByteText("")) { return .null }
    switch type {
    case .code:
      guard !field.text.isEmpty else { return .null }
      return .text(
        isWarehouse
          ? try tools.warehouses.warehouse(CodeReading.code(field.text), from: field.origin)
          : try CodeReading.code(field.text))
    case .text, .unit: return .text(field.text)
    case .decimal, .money, .integer:
      return .decimal(try number(field, in: scope, item: item))
    case .bool: return .flag(try flags.flag(field.text))
    case .date: return .date(try tools.times.date(field.text))
    case .time: return .time(try tools.times.time(field.text))
    case .choice(let choices): return .text(try CodeReading.choice(field.text, of: choices))
    case .gtin: return .text(try CodeReading.gtin(field.text))
    case .country: return .text(try CodeReading.country(field.text))
    }
  }

  /// The text at the source; `nil` when there is none or it means none.
  private func text(in scope: RowScope) throws(FieldFault) -> FieldText? {
    let isConstant = if case .constant = source { true } else { false }
    switch source.find(in: scope) {
    case .nothing:
      if case .ordinal = source {
        throw FieldFault(.rowInvalid, "the running number of the row is not known any more")
      }
      guard named.contains(ByteText("")) else { return nil }
      return FieldText(text: "", isNumber: false, origin: .file)
    case .composite(let kind):
      throw FieldFault(.rowInvalid, "\(kind) stands where one value is expected")
    case .text(let found, let isNumber):
      let text = trims ? trimmed(found) : found
      let key = ByteText(text)
      if tools.nulls.contains(key), !named.contains(key) { return nil }
      return FieldText(text: text, isNumber: isNumber, origin: isConstant ? .constant : .file)
    }
  }

  private func number(
    _ field: FieldText, in scope: RowScope, item: CountedItem?
  ) throws(FieldFault) -> ExactDecimal {
    var number = try decimal(field)
    if negates { number = -number }
    if impliedDecimals > 0 { number = try shifted(number) }
    if let unit { number = try inBaseUnits(number, unit.find(in: scope), item: item) }
    if type == .integer, !number.isWhole {
      throw FieldFault(.rowInvalid, "\(number) is not a whole number")
    }
    if let minimum, number < minimum {
      throw FieldFault(.rowInvalid, "\(number) is below the minimum \(minimum)")
    }
    if let maximum, number > maximum {
      throw FieldFault(.rowInvalid, "\(number) is above the maximum \(maximum)")
    }
    return number
  }

  private func decimal(_ field: FieldText) throws(FieldFault) -> ExactDecimal {
    do {
      return try tools.numbers.decimal(field.text, isNumber: field.isNumber)
    } catch {
      guard convertsUnits, tools.numbers.isTooFine(field.text, isNumber: field.isNumber) else {
        throw error
      }
      throw FieldFault(.uomFraction, error.reason)
    }
  }

  private func isWithinLimits(_ number: ExactDecimal) -> Bool {
    if let minimum, number < minimum { return false }
    if let maximum, number > maximum { return false }
    return true
  }

  private func shifted(_ number: ExactDecimal) throws(FieldFault) -> ExactDecimal {
    var divisor: Int64 = 1
    for _ in 0..<min(impliedDecimals, 18) { divisor *= 10 }
    guard let shifted = number.multiplied(by: 1, over: divisor) else {
      throw FieldFault(
        .rowInvalid, "\(number) with \(impliedDecimals) implied decimals has more than six places")
    }
    return shifted
  }

  /// The quantity in base units, exactly or not at all: a rounded unit is a unit gained or lost.
  private func inBaseUnits(
    _ number: ExactDecimal, _ unit: FoundText, item: CountedItem?
  ) throws(FieldFault) -> ExactDecimal {
    var name = ""
    if case .text(let text, _) = unit { name = tools.trims || trims ? trimmed(text) : text }
    guard !name.isEmpty else {
      throw FieldFault(.uomUnknown, "\(number) has no unit", unknownID: name)
    }
    guard let item, let ratio = tools.units?.ratio(sku: item.sku, unit: name, at: item.at),
      ratio.denominator != 0
    else {
      throw FieldFault(
        .uomUnknown, "\(quoted(name)) is no unit of \(item?.sku ?? "an unknown item")",
        unknownID: name)
    }
    let form = "\(number) \(name) of \(ratio.numerator)/\(ratio.denominator)"
    guard let converted = number.multiplied(by: ratio.numerator, over: ratio.denominator) else {
      let limit = Int128(ExactDecimal.limit) * 1_000_000
      let size = Int128(number.millionths) * Int128(ratio.numerator) / Int128(ratio.denominator)
      throw size.magnitude > limit.magnitude
        ? FieldFault(.rowInvalid, "\(form) is beyond ±\(ExactDecimal.limit)")
        : FieldFault(.uomFraction, "\(form) is no exact quantity in base units")
    }
    guard converted.isWhole || (!number.isWhole && type != .integer) else {
      throw FieldFault(.uomFraction, "\(form) is \(converted), not a whole number of base units")
    }
    return converted
  }
}

extension Value {
  /// Nothing, or only blanks: no key and no required field may be that.
  fileprivate var isBlank: Bool {
    switch self {
    case .null: true
    case .text(let text): text.utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 }
    default: false
    }
  }
}
