import Domain
import Intake

/// Finds the columns of a file by name or number, once, before its first row.
struct SourceFinder {
  private let isDelimited: Bool
  private let header: [String]?
  private let positions: [ByteText: Int]
  private let trims: Bool
  private let nulls: Set<ByteText>
  private let log: OrdinalLog
  private(set) var missing: [String] = []

  init(dialect: Dialect, header: [String]?, log: OrdinalLog) {
    isDelimited = dialect.format == .csv
    self.header = header
    trims = dialect.trim
    nulls = Set(dialect.nulls.map { ByteText($0) })
    self.log = log
    var positions: [ByteText: Int] = [:]
    for (position, name) in (header ?? []).enumerated() {
      let key = ByteText(dialect.trim ? trimmed(name) : name)
      if positions[key] == nil { positions[key] = position }
    }
    self.positions = positions
  }

  mutating func reading(of source: ValueSource) -> SourceReading {
    switch source {
    case .column(let name): column(name)
    case .columnNumber(let number): column(number: number)
    case .path(let path): .path(ValuePath(path))
    case .constant(let text): .constant(text)
    case .ordinal(let group):
      .ordinal(OrdinalCounter(group: references(group), trims: trims, log: log))
    case .template(let text): .template(template(text))
    }
  }

  private mutating func references(_ texts: [String]) -> [SourceReading] {
    var readings: [SourceReading] = []
    for text in texts { readings.append(reference(text)) }
    return readings
  }

  private mutating func template(_ text: String) -> Template {
    var parts: [Template.Part] = []
    for part in Template.parts(of: text) {
      switch part {
      case .literal(let literal): parts.append(.literal(literal))
      case .reference(let reference): parts.append(.value(self.reference(reference)))
      }
    }
    return Template(parts: parts, trims: trims, nulls: nulls)
  }

  /// A column by name or number, or a path, as ordinals and templates write them.
  private mutating func reference(_ text: String) -> SourceReading {
    switch ColumnReference(text) {
    case .path(let path): .path(ValuePath(path))
    case .number(let number) where positions[ByteText(text)] == nil: column(number: number)
    default: column(text)
    }
  }

  private mutating func column(_ name: String) -> SourceReading {
    guard isDelimited else { return .path(ValuePath(member: name)) }
    if let position = positions[ByteText(name)] { return .cell(position) }
    note(missing: name)
    return .nowhere
  }

  private mutating func column(number: Int) -> SourceReading {
    if let header, number > header.count { note(missing: String(number)) }
    return number >= 1 ? .cell(number - 1) : .nowhere
  }

  private mutating func note(missing name: String) {
    if !missing.contains(name) { missing.append(name) }
  }
}

/// How ordinals and templates name a value.
enum ColumnReference {
  case name(String)
  case number(Int)
  case path(String)

  init(_ text: String) {
    if text.utf8.first == UInt8(ascii: "/") || text.utf8.starts(with: "../".utf8) {
      self = .path(text)
    } else if text.isAllDigits, let number = Int(text) {
      self = .number(number)
    } else {
      self = .name(text)
    }
  }

  var name: String? {
    guard case .name(let name) = self else { return nil }
    return name
  }
}

extension ValueSource {
  /// How a fault names the place: a column's name or number, a path, `constant`.
  var label: String {
    switch self {
    case .column(let name): name
    case .columnNumber(let number): String(number)
    case .path(let path): path
    case .constant: "constant"
    case .ordinal(let group): "ordinal of " + group.joined(separator: ", ")
    case .template(let text): text
    }
  }

  /// Columns that are read by name.
  var columnNames: [String] {
    switch self {
    case .column(let name): [name]
    case .columnNumber, .path, .constant: []
    case .ordinal(let group): group.compactMap { ColumnReference($0).name }
    case .template(let text):
      Template.parts(of: text).compactMap { part in
        guard case .reference(let reference) = part else { return nil }
        return ColumnReference(reference).name
      }
    }
  }
}
