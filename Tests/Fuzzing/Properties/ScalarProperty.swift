internal import Domain
internal import Intake
internal import Mapping

/// What stands in answers, manifests, file names and single cells: times, numbers, keys, names.
///
/// Whatever is taken reads back from what is written of it.
package final class ScalarProperty: Property {
  package static let name = "scalar"

  private let answers = Answers()
  private let times = TimePatterns()
  private let numbers = NumberMarks()

  package init() {}

  package func fault(in input: [UInt8]) -> String? {
    guard let input = ChosenInput(input, cases: 10) else { return nil }
    if input.choice == 9 { return Self.manifestFault(input.content) }  // J
    guard let text = String(validating: input.content, as: UTF8.self) else { return nil }
    switch input.choice {
    case 0: return answers.fault(inDocument: text)  // A
    case 1: return answers.fault(inCells: input.content)  // B
    case 2: return Self.nameFault(text, number: input.number)  // C
    case 3: return Self.timeFault(text)  // D
    case 4: return Self.decimalFault(text)  // E
    case 5: return Self.canonicalFault(text)  // F
    case 6: return times.fault(text, pattern: input.number)  // G
    case 7: return numbers.fault(text, marks: input.number)  // H
    default: return Self.keyFault(text)  // I
    }
  }

  /// What is taken of a manifest, as lines or as JSON, reads back from lines that say the same.
  private static func manifestFault(_ bytes: [UInt8]) -> String? {
    let manifest: Manifest
    do throws(Manifest.Fault) {
      manifest = try Manifest(parsing: bytes)
    } catch {
      return error.reason.isEmpty ? "refused without a reason" : nil
    }
    guard (manifest.rows ?? 0) >= 0, (manifest.bytes ?? 0) >= 0, (manifest.sequence ?? 0) >= 0
    else { return "negative: \(manifest)" }
    let disagreement = manifest.disagreement(
      bytes: manifest.bytes, sha256: manifest.sha256, rows: manifest.rows)
    guard disagreement == nil else { return "it does not agree with itself: \(manifest)" }
    var text = ""
    if let rows = manifest.rows { text += "rows: \(rows)\n" }
    if let bytes = manifest.bytes { text += "bytes=\(bytes)\n" }
    if let sha256 = manifest.sha256 { text += "SHA256: \(sha256.uppercased())\n" }
    if let sequence = manifest.sequence { text += "Sequence = \(sequence)\n" }
    let again = try? Manifest(parsing: Array(text.utf8))
    return again?.rows == manifest.rows && again?.bytes == manifest.bytes
      && again?.sha256 == manifest.sha256 && again?.sequence == manifest.sequence
      ? nil : "written as \(text)"
  }

  /// Whatever stands before it, the last number of a name is its own.
  private static func nameFault(_ text: String, number: Int) -> String? {
    if let sequence = FoundFile.sequence(of: text), sequence < 0 {
      return "\(text) has the number \(sequence)"
    }
    guard !text.utf8.contains(where: { "/".utf8.contains($0) }) else { return nil }
    let path = "in.3/\(text)_\(padded(number, 8)).csv"
    let found = FoundFile.sequence(of: path)
    return found == number ? nil : "\(path) has the number \(found ?? -1)"
  }

  private static func timeFault(_ text: String) -> String? {
    if let date = CalendarDate(text) {
      guard CalendarDate(date.description) == date, date.description == text else {
        return "the date \(text) is \(date)"
      }
    }
    guard let time = Timestamp(rfc3339: text) else { return nil }
    guard Timestamp(rfc3339: time.description) == time else { return "\(text) is \(time)" }
    let parts = Timestamp(
      date: time.date, secondOfDay: time.secondOfDay, microsecond: time.microsecond)
    return parts == time ? nil : "\(time) is put together as \(parts)"
  }

  private static func decimalFault(_ text: String) -> String? {
    guard let number = ExactDecimal(text) else { return nil }
    guard ExactDecimal(number.description) == number else { return "\(text) is \(number)" }
    guard number + number - number == number, number - number == .zero, -(-number) == number
    else { return "sums of \(number) are not exact" }
    guard number.multiplied(by: 3, over: 1)?.multiplied(by: 1, over: 3) ?? number == number
    else { return "a third of three times \(number) is another number" }
    _ = (number.multiplied(by: number), number.percent(of: number), number.magnitude)
    return nil
  }

  private static let types: [FieldType] = [
    .code, .text, .integer, .decimal, .money, .bool, .date, .time, .choice(["a", "b"]), .unit,
    .gtin, .country,
  ]

  private static func canonicalFault(_ text: String) -> String? {
    for type in types {
      guard let value = Value(canonical: text, as: type) else { continue }
      guard Value(canonical: value.description, as: type) == value else {
        return "\(text) as \(type) is \(value)"
      }
    }
    return nil
  }

  /// Keys from outside may be anything; what is made of their parts comes apart into them again.
  private static func keyFault(_ text: String) -> String? {
    let parts = RecordKey(text: text).parts
    let key = RecordKey(parts: parts)
    guard key.parts == parts else { return "\(parts) come apart as \(key.parts)" }
    guard let record = Record(.stock, key: RecordKey(text: text)) else { return nil }
    return RecordCheck.fault(of: record)
  }
}

/// Answers of receivers, as a JSON record and as a row of cells.
private struct Answers {
  private let fields = ["message", "result", "code", "text", "at"]
  private let documents: RowMapper?
  private let cells: RowMapper?

  init() {
    let paths = fields.map { FieldRule($0, from: .path("/" + $0)) }
    documents = RowMapping.mapper("ack", paths) { $0.format = .json }
    let columns = fields.enumerated().map { FieldRule($1, from: .columnNumber($0 + 1)) }
    cells = RowMapping.mapper("ack", columns) { _ in }
  }

  func fault(inDocument text: String) -> String? {
    guard let document = try? JSONValue(parsing: text) else { return nil }
    var row = RawRow()
    row.document = document
    return fault(documents, row)
  }

  /// Cells divided by `|`.
  func fault(inCells bytes: [UInt8]) -> String? {
    var row = RawRow()
    for byte in bytes {
      if byte == UInt8(ascii: "|") {
        row.ends.append(row.bytes.count)
      } else {
        row.bytes.append(byte)
      }
    }
    row.ends.append(row.bytes.count)
    return fault(cells, row)
  }

  private func fault(_ mapper: RowMapper?, _ row: RawRow) -> String? {
    guard let mapper else { return "the mapping does not fit" }
    return RecordCheck.fault(of: mapper.map(row))
  }
}

/// Times in the patterns that dialects have.
private struct TimePatterns {
  private static let patterns = [
    "rfc3339", "dd.MM.yyyy HH:mm:ss", "yyyyMMddHHmmss", "d/M/yy H:mm", "yyyy-MM-dd'T'HH:mm:ss.SSSX",
    "dd-MM-yyyy HH:mm Z", "yy'M'MMddHHmm", "yyyyMMdd HHmmssSSS",
  ]
  private let mappers: [RowMapper?]

  init() {
    mappers = Self.patterns.map { pattern in
      var fields = [
        FieldRule("warehouse", from: .constant("HAM")), FieldRule("sku", from: .constant("A")),
        FieldRule("as_of", from: .columnNumber(1)),
      ]
      fields[2].trim = true
      return RowMapping.mapper("stock", fields) { $0.timePattern = pattern }
    }
  }

  func fault(_ text: String, pattern: Int) -> String? {
    guard let mapper = mappers[pattern % mappers.count] else { return "the mapping does not fit" }
    return RecordCheck.fault(of: mapper.map(RawRow(cell: text)))
  }
}

/// Numbers with the marks that dialects have.
private struct NumberMarks {
  private static let marks: [(Character, Character?)] = [
    (".", nil), (",", "."), (".", ","), (",", " "), (".", "'"), (",", nil),
  ]
  private let mappers: [RowMapper?]

  init() {
    mappers = Self.marks.map { marks in
      var fields = ["sku", "weight_kg", "lead_time_days", "unit_cost", "reorder_point"]
        .map { FieldRule($0, from: .columnNumber(1)) }
      fields[0].source = .constant("A")
      fields[2].onError = .warn
      fields[3].impliedDecimals = 2
      fields[4].negate = true
      return RowMapping.mapper("item", fields) { ($0.decimalMark, $0.thousandsMark) = marks }
    }
  }

  func fault(_ text: String, marks: Int) -> String? {
    guard let mapper = mappers[marks % mappers.count] else { return "the mapping does not fit" }
    return RecordCheck.fault(of: mapper.map(RawRow(cell: text)))
  }
}

extension RawRow {
  fileprivate init(cell: String) {
    self.init()
    bytes = Array(cell.utf8)
    ends = [bytes.count]
  }
}
