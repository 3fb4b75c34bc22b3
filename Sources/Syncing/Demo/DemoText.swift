/// Numbers as the demo's systems write them.
enum DemoText {
  /// `1.249,00`.
  static func german(cents: Int) -> String { german(cents, places: 2) }

  /// `0,450`.
  static func german(grams: Int) -> String { german(grams, places: 3) }

  /// `1.240,000`.
  static func german(pieces: Int) -> String { german(pieces * 1000, places: 3) }

  private static func german(_ scaled: Int, places: Int) -> String {
    let digits = filled(scaled, width: places + 1)
    let whole = Array(digits.dropLast(places))
    var grouped = ""
    for (position, digit) in whole.enumerated() {
      if position > 0, (whole.count - position).isMultiple(of: 3) { grouped += "." }
      grouped.append(digit)
    }
    return grouped + "," + digits.suffix(places)
  }

  /// `1.25`: grams as kilograms with a decimal point.
  static func kilograms(_ grams: Int) -> String {
    "\(grams / 1000).\(filled(grams % 1000, width: 3))"
  }

  /// With zeros in front.
  static func filled(_ number: Int, width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// Twelve digits and the check digit (GS1 General Specifications, 7.9).
  static func gtin(_ digits: String) -> String {
    var sum = 0
    for (place, byte) in digits.utf8.reversed().enumerated() {
      sum += Int(byte & 0x0F) * (place.isMultiple(of: 2) ? 3 : 1)
    }
    return digits + String((10 - sum % 10) % 10)
  }
}

/// A delimited file with a header line.
struct DemoTable {
  let delimiter: String
  let lineEnd: String
  private(set) var rows: [[String]]

  init(delimiter: String, lineEnd: String, header: [String]) {
    self.delimiter = delimiter
    self.lineEnd = lineEnd
    rows = [header]
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  private var text: String {
    rows.map { $0.map(cell).joined(separator: delimiter) + lineEnd }.joined()
  }

  private func cell(_ text: String) -> String {
    guard text.contains("\"") || text.contains(delimiter) else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  var utf8: [UInt8] { Array(text.utf8) }

  /// Windows-1252, whose bytes from A0 on are the characters of Latin-1; a question mark for
  /// whatever else.
  var windows1252: [UInt8] {
    text.unicodeScalars.map { scalar in
      scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value)
        ? UInt8(scalar.value) : UInt8(ascii: "?")
    }
  }
}

/// A JSON value; members keep their order.
indirect enum DemoJSON {
  case text(String)
  case number(String)
  case flag(Bool)
  case nothing
  case list([DemoJSON])
  case object([(String, DemoJSON)])

  static func pieces(_ number: Int) -> DemoJSON { .number(String(number)) }
  static func maybe(_ text: String?) -> DemoJSON { text.map { .text($0) } ?? .nothing }

  /// On one line; only quotes and backslashes need an escape in the demo's texts.
  var line: String {
    switch self {
    case .text(let text):
      "\"" + text.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] } + "\""
    case .number(let digits): digits
    case .flag(let flag): flag ? "true" : "false"
    case .nothing: "null"
    case .list(let elements): "[" + elements.map(\.line).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { "\"\($0.0)\":\($0.1.line)" }.joined(separator: ",") + "}"
    }
  }

  /// A file of the warehouse system: when it was written, and a record per line.
  static func document(_ records: [DemoJSON], exported: DemoMoment) -> [UInt8] {
    let head = "{\"system\":\"LagerPilot 7.2\",\"exported_at\":\"\(exported.offsetTime)\""
    let lines = records.map(\.line).joined(separator: ",\n")
    return Array("\(head),\"records\":[\n\(lines)\n]}\n".utf8)
  }
}
