/// The content of one field of a record.
package enum Value: Hashable, Sendable {
  /// The field is empty: the export had nothing there, or the feed does not carry it.
  case null
  /// Identifiers, names, choices, units: always text, leading zeros kept.
  case text(String)
  /// Quantities, amounts, percentages and whole numbers.
  case decimal(ExactDecimal)
  case flag(Bool)
  case date(CalendarDate)
  case time(Timestamp)

  package var isNull: Bool { self == .null }

  package var text: String? {
    guard case .text(let text) = self else { return nil }
    return text
  }

  package var decimal: ExactDecimal? {
    guard case .decimal(let decimal) = self else { return nil }
    return decimal
  }

  package var flag: Bool? {
    guard case .flag(let flag) = self else { return nil }
    return flag
  }

  package var time: Timestamp? {
    switch self {
    case .time(let time): time
    case .date(let date): Timestamp(date: date)
    default: nil
    }
  }
}

extension Value: CustomStringConvertible {
  /// The canonical text, empty for `null`: the same on every machine, in reports and in keys.
  package var description: String {
    switch self {
    case .null: ""
    case .text(let text): text
    case .decimal(let decimal): decimal.description
    case .flag(let flag): flag ? "true" : "false"
    case .date(let date): date.description
    case .time(let time): time.description
    }
  }
}

extension Value {
  /// Reads back what `description` wrote; `nil` when the text is no value of the type.
  package init?(canonical text: String, as type: FieldType) {
    guard !text.isEmpty else {
      self = .null
      return
    }
    let value: Value? =
      switch type {
      case .integer, .decimal, .money: ExactDecimal(text).map { .decimal($0) }
      case .bool: text == "true" ? .flag(true) : text == "false" ? .flag(false) : nil
      case .date: CalendarDate(text).map { .date($0) }
      case .time: Timestamp(rfc3339: text).map { .time($0) }
      case .code, .text, .choice, .unit, .gtin, .country: .text(text)
      }
    guard let value else { return nil }
    self = value
  }
}
