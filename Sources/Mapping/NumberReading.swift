import Domain

/// Reads exact decimals as a dialect writes them.
struct NumberReading {
  private let decimalMark: UInt8
  private let thousandsMark: UInt8?
  /// A mark that is no ASCII character, as a no-break space; it is exchanged before reading.
  private let wideMarks: [(mark: Character, byte: UInt8)]

  /// Stand-ins for marks outside ASCII: control characters, which no number contains.
  private static let decimalStandIn: UInt8 = 0x01
  private static let thousandsStandIn: UInt8 = 0x02

  init(decimalMark: Character, thousandsMark: Character?) {
    var wide: [(mark: Character, byte: UInt8)] = []
    self.decimalMark = decimalMark.asciiValue ?? Self.decimalStandIn
    if decimalMark.asciiValue == nil { wide.append((decimalMark, Self.decimalStandIn)) }
    self.thousandsMark = thousandsMark.map { $0.asciiValue ?? Self.thousandsStandIn }
    if let thousandsMark, thousandsMark.asciiValue == nil {
      wide.append((thousandsMark, Self.thousandsStandIn))
    }
    wideMarks = wide
  }

  /// Whether decimals are written with a point, as JSON numbers are.
  var hasPoint: Bool { decimalMark == UInt8(ascii: ".") }

  /// A number of plain digits; `nil` when it is written in any other way, also a valid one.
  func plainDecimal(_ bytes: [UInt8], _ range: Range<Int>) -> ExactDecimal? {
    var index = range.lowerBound
    let end = range.upperBound
    guard index < end, end - index <= 14 else { return nil }
    let isNegative = bytes[index] == UInt8(ascii: "-")
    if isNegative { index += 1 }
    var value: Int64 = 0
    var digits = 0
    var places = -1
    while index < end {
      let byte = bytes[index]
      if byte.isDigit {
        value = value * 10 + Int64(byte & 0x0F)
        digits += 1
        if places >= 0 { places += 1 }
      } else if byte == decimalMark, places < 0 {
        places = 0
      } else {
        return nil
      }
      index += 1
    }
    guard digits > 0, digits <= 12, places <= 6 else { return nil }
    let millionths = value * Self.scale[6 - max(places, 0)]
    return ExactDecimal(millionths: isNegative ? -millionths : millionths)
  }

  private static let scale: [Int64] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000]

  func decimal(_ text: String, isNumber: Bool) throws(FieldFault) -> ExactDecimal {
    let written = isNumber ? text : exchanged(text)
    if let decimal = exact(written, isNumber) { return decimal }
    throw FieldFault(.rowInvalid, "\(quoted(text)) \(fault(of: written, isNumber))")
  }

  /// Whether the text is a number with more places than a quantity can have.
  func isTooFine(_ text: String, isNumber: Bool) -> Bool {
    fault(of: isNumber ? text : exchanged(text), isNumber) == Self.tooFine
  }

  private static let tooFine = "has more than six decimal places"

  private func exact(_ text: some StringProtocol, _ isNumber: Bool) -> ExactDecimal? {
    isNumber
      ? ExactDecimal(text)
      : ExactDecimal(text, decimalMark: decimalMark, thousandsMark: thousandsMark)
  }

  private func exchanged(_ text: String) -> String {
    guard !wideMarks.isEmpty else { return text }
    return String(
      text.map { character in
        guard let wide = wideMarks.first(where: { $0.mark == character }) else { return character }
        return Character(Unicode.Scalar(wide.byte))
      })
  }

  /// What is wrong with a text that is not an exact decimal.
  private func fault(of text: String, _ isNumber: Bool) -> String {
    let mark = isNumber ? UInt8(ascii: ".") : decimalMark
    let parts = text.utf8.split(separator: mark, omittingEmptySubsequences: false)
    if parts.count == 2, parts[1].count > 6, parts[1].allSatisfy(\.isDigit),
      exact(Substring(text.utf8.prefix(parts[0].count + 7)), isNumber) != nil
    {
      return Self.tooFine
    }
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    let isLong = digits.first?.isDigit == true && digits.prefix { $0 != mark }.count > 12
    if isLong, digits.allSatisfy({ $0.isDigit || $0 == mark || $0 == thousandsMark }) {
      return "is beyond ±\(ExactDecimal.limit)"
    }
    return "is not a decimal number"
  }
}
