/// An exact decimal number with at most six places: quantities, prices, amounts, percentages.
///
/// Held as millionths in an `Int64` and bounded to ±10¹², so that a sum of any two cannot
/// overflow. Binary floating point never touches a value.
package struct ExactDecimal: Hashable, Comparable, Sendable {
  /// The value in millionths.
  package let millionths: Int64

  package static let zero = ExactDecimal(millionths: 0)
  /// Largest magnitude accepted from a file, in whole units.
  package static let limit: Int64 = 1_000_000_000_000
  private static let scale: Int64 = 1_000_000
  private static let places = 6

  package init(millionths: Int64) {
    self.millionths = millionths
  }

  package init(_ whole: Int) {
    millionths = Int64(whole) * Self.scale
  }

  /// Reads plain digits with an optional sign, thousands marks and decimal mark.
  ///
  /// `nil` when the text is not such a number, has more than six significant places, or lies
  /// beyond the limit. An exponent is read too (`1e3`), since JSON allows it.
  package init?(
    _ text: some StringProtocol, decimalMark: UInt8 = UInt8(ascii: "."),
    thousandsMark: UInt8? = nil
  ) {
    var scanner = DecimalScanner(decimalMark: decimalMark, thousandsMark: thousandsMark)
    for byte in text.utf8 {
      guard scanner.take(byte) else { return nil }
    }
    guard let millionths = scanner.millionths(places: Self.places),
      millionths.magnitude <= UInt64(Self.limit) * UInt64(Self.scale)
    else { return nil }
    self.millionths = millionths
  }

  package static func < (left: Self, right: Self) -> Bool { left.millionths < right.millionths }

  /// The sum; clamped at the ends of `Int64`, which millions of records at the limit cannot pass
  /// without being a `ROW_INVALID` each.
  package static func + (left: Self, right: Self) -> Self {
    let (sum, overflow) = left.millionths.addingReportingOverflow(right.millionths)
    guard overflow else { return Self(millionths: sum) }
    return Self(millionths: left.millionths < 0 ? .min : .max)
  }

  /// The difference; clamped like the sum.
  package static func - (left: Self, right: Self) -> Self {
    let (difference, overflow) = left.millionths.subtractingReportingOverflow(right.millionths)
    guard overflow else { return Self(millionths: difference) }
    return Self(millionths: left.millionths < 0 ? .min : .max)
  }

  package static prefix func - (value: Self) -> Self {
    Self(millionths: value.millionths == .min ? .max : -value.millionths)
  }

  package static func += (left: inout Self, right: Self) { left = left + right }

  package var magnitude: Self { millionths < 0 ? -self : self }

  package var isWhole: Bool { millionths % Self.scale == 0 }

  /// This value times `numerator / denominator`, exactly.
  ///
  /// - Returns: `nil` when the result has more than six places, is out of range, or the ratio has
  ///   no meaning.
  package func multiplied(by numerator: Int64, over denominator: Int64) -> Self? {
    guard denominator != 0 else { return nil }
    let product = Int128(millionths) * Int128(numerator)
    guard product % Int128(denominator) == 0 else { return nil }
    let quotient = product / Int128(denominator)
    guard quotient.magnitude <= UInt128(Self.limit) * UInt128(Self.scale) else { return nil }
    return Self(millionths: Int64(quotient))
  }

  /// The product, rounded half away from zero at the sixth place; clamped at the limit.
  package func multiplied(by other: Self) -> Self {
    let product = Int128(millionths) * Int128(other.millionths)
    let half: Int128 = product < 0 ? -500_000 : 500_000
    let rounded = (product + half) / Int128(Self.scale)
    let bound = Int128(Self.limit) * Int128(Self.scale)
    return Self(millionths: Int64(min(max(rounded, -bound), bound)))
  }

  /// This share of `whole` in percent, cut at the sixth place: 2 percent of 50 is 1.
  package func percent(of whole: Self) -> Self {
    let product = Int128(millionths) * Int128(whole.millionths)
    return Self(millionths: Int64(clamping: product / (Int128(Self.scale) * 100)))
  }
}

extension ExactDecimal: CustomStringConvertible {
  /// Plain digits, no exponent, no trailing zeros after the mark: `12.5`, `-3`, `0`.
  package var description: String {
    let whole = millionths.magnitude / 1_000_000
    var rest = millionths.magnitude % 1_000_000
    let sign = millionths < 0 ? "-" : ""
    guard rest != 0 else { return sign + String(whole) }
    var digits: [UInt8] = []
    for _ in 0..<Self.places {
      digits.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    while digits.first == UInt8(ascii: "0") { digits.removeFirst() }
    return sign + String(whole) + "." + String(decoding: digits.reversed(), as: UTF8.self)
  }
}

/// Takes a number byte by byte; keeps every significant digit until the place is known.
private struct DecimalScanner {
  let decimalMark: UInt8
  let thousandsMark: UInt8?
  private var isNegative = false
  private var coefficient: UInt64 = 0
  private var digits = 0
  private var fraction = 0
  private var sawMark = false
  private var digitsSinceThousands: Int?
  private var exponent: Int?
  private var exponentIsNegative = false
  private var exponentHasSign = false
  private var exponentDigits = 0
  private var position = 0

  init(decimalMark: UInt8, thousandsMark: UInt8?) {
    self.decimalMark = decimalMark
    self.thousandsMark = thousandsMark
  }

  mutating func take(_ byte: UInt8) -> Bool {
    defer { position += 1 }
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      return takeDigit(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "-"), UInt8(ascii: "+"):
      return takeSign(byte)
    case decimalMark where !sawMark && exponent == nil:
      guard digitsSinceThousands.map({ $0 == 3 }) ?? true else { return false }
      sawMark = true
      return true
    case UInt8(ascii: "e"), UInt8(ascii: "E"):
      guard digits > 0, exponent == nil else { return false }
      exponent = 0
      return true
    default:
      return takeThousands(byte)
    }
  }

  private mutating func takeDigit(_ digit: UInt8) -> Bool {
    if let value = exponent {
      exponentDigits += 1
      exponent = min(value * 10 + Int(digit), 10_000)
      return true
    }
    digits += 1
    if let count = digitsSinceThousands, !sawMark { digitsSinceThousands = count + 1 }
    if sawMark { fraction += 1 }
    let (product, over) = coefficient.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(UInt64(digit))
    if over || carry {
      guard sawMark, digit == 0 else { return false }
      fraction -= 1
      return true
    }
    coefficient = sum
    return true
  }

  private mutating func takeSign(_ byte: UInt8) -> Bool {
    if exponent != nil {
      guard exponentDigits == 0, !exponentHasSign else { return false }
      exponentHasSign = true
      exponentIsNegative = byte == UInt8(ascii: "-")
      return true
    }
    guard position == 0 else { return false }
    isNegative = byte == UInt8(ascii: "-")
    return true
  }

  private mutating func takeThousands(_ byte: UInt8) -> Bool {
    guard byte == thousandsMark, !sawMark, exponent == nil, digits > 0 else { return false }
    guard digitsSinceThousands.map({ $0 == 3 }) ?? (digits <= 3) else { return false }
    digitsSinceThousands = 0
    return true
  }

  func millionths(places: Int) -> Int64? {
    guard digits > 0, exponent == nil || exponentDigits > 0,
      sawMark || digitsSinceThousands.map({ $0 == 3 }) ?? true
    else { return nil }
    var value = coefficient
    var shift = places - fraction + (exponent ?? 0) * (exponentIsNegative ? -1 : 1)
    guard value != 0 else { return 0 }
    while shift < 0 {
      guard value % 10 == 0 else { return nil }
      value /= 10
      shift += 1
    }
    while shift > 0 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      value = product
      shift -= 1
    }
    guard value <= UInt64(Int64.max) else { return nil }
    return isNegative ? -Int64(value) : Int64(value)
  }
}
