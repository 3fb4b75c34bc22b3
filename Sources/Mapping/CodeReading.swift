import Domain

/// The checks of values that are text: codes, GTINs, countries, choices.
package enum CodeReading {
  private static let maxCodeBytes = 256

  /// A code is short, printable, and no number that a spreadsheet has shortened.
  static func code(_ text: String) throws(FieldFault) -> String {
    guard text.utf8.count <= maxCodeBytes else {
      throw FieldFault(.rowInvalid, "\(quoted(text)) is longer than \(maxCodeBytes) bytes")
    }
    guard !hasControlCharacter(text) else {
      throw FieldFault(.rowInvalid, "\(quoted(text)) contains a control character")
    }
    guard !looksMangled(text[...].utf8) else {
      throw FieldFault(
        .idMangled, "\(quoted(text)) is a number as a spreadsheet shortens it, not the code")
    }
    return text
  }

  /// Whether the bytes are a code that needs no closer look: short, ASCII, printable, nothing
  /// like the exponent of a number.
  static func isPlain(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard range.count <= maxCodeBytes else { return false }
    var before: UInt8 = 0
    for index in range {
      let byte = bytes[index]
      guard byte >= 0x20, byte < 0x7F else { return false }
      let isSign = byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
      if isSign, before | 0x20 == UInt8(ascii: "e") { return false }
      before = byte
    }
    return true
  }

  private static func hasControlCharacter(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
  }

  /// Whether digits and an exponent stand there, as `1.01E+12` or `1,5E-05`.
  ///
  /// A code may well be `15E2` or `10E-05`; spreadsheets write the sign of the exponent, two
  /// digits at least, and decimals before a negative one.
  package static func looksMangled(_ text: Substring.UTF8View) -> Bool {
    var rest = text
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    guard rest.popFirst()?.isDigit == true else { return false }
    rest = rest.drop(while: \.isDigit)
    var hasDecimals = false
    if rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ",") {
      rest.removeFirst()
      hasDecimals = rest.first?.isDigit == true
      guard hasDecimals else { return false }
      rest = rest.drop(while: \.isDigit)
    }
    guard let exponent = rest.popFirst(), exponent | 0x20 == UInt8(ascii: "e"),
      let sign = rest.popFirst(),
      sign == UInt8(ascii: "+") || (hasDecimals && sign == UInt8(ascii: "-"))
    else { return false }
    return rest.count >= 2 && rest.allSatisfy(\.isDigit)
  }

  /// A GTIN of 8, 12, 13 or 14 digits whose last one is right (GS1 General Specifications, 7.9).
  static func gtin(_ text: String) throws(FieldFault) -> String {
    guard text.isAllDigits, [8, 12, 13, 14].contains(text.utf8.count) else {
      throw FieldFault(.gtinCheckdigit, "\(quoted(text)) is not 8, 12, 13 or 14 digits")
    }
    var sum = 0
    for (place, byte) in text.utf8.reversed().enumerated() {
      sum += Int(byte & 0x0F) * (place.isMultiple(of: 2) ? 1 : 3)
    }
    guard sum.isMultiple(of: 10) else {
      let last = text.utf8.last.map { Int($0 & 0x0F) } ?? 0
      let right = ((last - sum) % 10 + 10) % 10
      throw FieldFault(
        .gtinCheckdigit, "\(quoted(text)) has check digit \(last), it should be \(right)")
    }
    return text
  }

  /// Whether a text is a GTIN as `gtin` takes it.
  package static func isGTIN(_ text: String) -> Bool {
    do throws(FieldFault) {
      _ = try gtin(text)
      return true
    } catch {
      return false
    }
  }

  /// An ISO 3166 code of two letters, made upper case.
  static func country(_ text: String) throws(FieldFault) -> String {
    let isLetters = text.utf8.allSatisfy { ($0 | 0x20) &- UInt8(ascii: "a") < 26 }
    guard text.utf8.count == 2, isLetters else {
      throw FieldFault(.rowInvalid, "\(quoted(text)) is not a country code of two letters")
    }
    return text.uppercased()
  }

  static func choice(_ text: String, of choices: [String]) throws(FieldFault) -> String {
    guard choices.contains(text) else {
      throw FieldFault(
        .statusUnmapped, "\(quoted(text)) is none of \(choices.joined(separator: ", "))")
    }
    return text
  }
}

/// The words that mean yes and no in a field.
struct FlagReading {
  private let yes: Set<ByteText>
  private let no: Set<ByteText>
  private let isDefault: Bool

  init(_ rule: FieldRule) {
    isDefault = rule.trueWords == nil && rule.falseWords == nil
    let words = isDefault ? ["true", "1", "yes", "y"] : rule.trueWords ?? []
    let others = isDefault ? ["false", "0", "no", "n"] : rule.falseWords ?? []
    yes = Set(words.map { ByteText($0) })
    no = Set(others.map { ByteText($0) })
  }

  func flag(_ text: String) throws(FieldFault) -> Bool {
    let word = ByteText(isDefault ? text.lowercased() : text)
    if yes.contains(word) { return true }
    guard no.contains(word) else {
      throw FieldFault(.rowInvalid, "\(quoted(text)) means neither yes nor no")
    }
    return false
  }
}

/// The warehouses by the names that one system has for them.
struct WarehouseReading {
  private let ours: [ByteText: String]
  private let known: Set<ByteText>
  private let system: SystemID

  init(_ context: MappingContext) {
    ours = Dictionary(byBytes: context.warehouses.mapValues(\.text))
    known = Set(context.warehouses.values.map { ByteText($0.text) })
    system = context.system
  }

  func warehouse(_ text: String, from origin: FieldText.Origin) throws(FieldFault) -> String {
    let key = ByteText(text)
    guard !known.isEmpty else { return text }
    if origin != .file, known.contains(key) { return text }
    if origin != .constant, let code = ours[key] { return code }
    throw FieldFault(
      .locationUnknown, "\(quoted(text)) is no warehouse that \(system) has a name for",
      unknownID: text)
  }
}
