import Domain
import Intake

/// What stood at a source.
enum FoundText {
  /// No such cell or member, or a JSON null.
  case nothing
  /// `isNumber` for a JSON number, whose decimal mark is always a point.
  case text(String, isNumber: Bool)
  /// A JSON object or array, where one value is expected.
  case composite(String)
}

/// A source with its columns found, ready to be read from row after row.
indirect enum SourceReading {
  /// The file does not have it.
  case nowhere
  /// Position from 0.
  case cell(Int)
  case path(ValuePath)
  case constant(String)
  case ordinal(OrdinalCounter)
  case template(Template)

  func find(in scope: RowScope) -> FoundText {
    switch self {
    case .nowhere: .nothing
    case .cell(let index): scope.row.cell(index).map { .text($0, isNumber: false) } ?? .nothing
    case .path(let path): Self.found(path.value(in: scope))
    case .constant(let text): .text(text, isNumber: false)
    case .ordinal(let counter):
      counter.next(in: scope).map { .text(String($0), isNumber: false) } ?? .nothing
    case .template(let template): .text(template.text(in: scope), isNumber: false)
    }
  }

  /// The text of the source for conditions and groups: empty when there is none.
  func plainText(in scope: RowScope, trims: Bool) -> String {
    guard case .text(let text, _) = find(in: scope) else { return "" }
    return trims ? trimmed(text) : text
  }

  private static func found(_ value: JSONValue?) -> FoundText {
    switch value {
    case nil, .null: .nothing
    case .bool(let flag): .text(flag ? "true" : "false", isNumber: false)
    case .number(let text): .text(text, isNumber: true)
    case .string(let text): .text(text, isNumber: false)
    case .array: .composite("a list")
    case .object: .composite("an object")
    }
  }
}

/// Text with places for values, as `{Beleg}-{3}`.
struct Template {
  enum Part {
    case literal(String)
    case value(SourceReading)
  }

  /// A part before its column is looked up.
  enum RawPart: Hashable {
    case literal(String)
    case reference(String)
  }

  let parts: [Part]
  let trims: Bool
  let nulls: Set<ByteText>

  func text(in scope: RowScope) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .literal(let literal): text += literal
      case .value(let source):
        let value = source.plainText(in: scope, trims: trims)
        if !nulls.contains(ByteText(value)) { text += value }
      }
    }
    return text
  }

  /// Splits the text at its references; `{{` is a brace, and so is one that is never closed.
  static func parts(of text: String) -> [RawPart] {
    var parts: [RawPart] = []
    var literal = ""
    var rest = Substring(text)
    while let character = rest.first {
      rest.removeFirst()
      guard character == "{" else {
        literal.append(character)
        continue
      }
      if rest.first == "{" {
        rest.removeFirst()
        literal.append("{")
      } else if let end = rest.firstIndex(of: "}") {
        if !literal.isEmpty { parts.append(.literal(literal)) }
        literal = ""
        parts.append(.reference(String(rest[..<end])))
        rest = rest[rest.index(after: end)...]
      } else {
        literal.append("{")
      }
    }
    if !literal.isEmpty { parts.append(.literal(literal)) }
    return parts
  }
}

/// Numbers the rows of a file that are equal in some columns, from 1.
final class OrdinalCounter {
  private let group: [SourceReading]
  private let trims: Bool
  private let log: OrdinalLog
  private var last: [ByteText: Int] = [:]

  init(group: [SourceReading], trims: Bool, log: OrdinalLog) {
    self.group = group
    self.trims = trims
    self.log = log
  }

  /// The number of this row; `nil` for a row mapped again whose number was not kept.
  func next(in scope: RowScope) -> Int? {
    if log.isReplaying { return log.replay() }
    let key = key(in: scope)
    let number = (last[key] ?? 0) + 1
    last[key] = number
    log.append(number)
    return number
  }

  /// The group's values, each preceded by its length, so that no two groups look alike.
  private func key(in scope: RowScope) -> ByteText {
    guard group.count != 1 else {
      return ByteText(group[0].plainText(in: scope, trims: trims))
    }
    var key = ""
    for source in group {
      let text = source.plainText(in: scope, trims: trims)
      key += "\(text.utf8.count):" + text
    }
    return ByteText(key)
  }
}

/// The running numbers of the row at hand, taken or given back.
final class OrdinalLog {
  private(set) var used: [Int] = []
  private(set) var isReplaying = false
  private var given: ArraySlice<Int> = []

  /// A row of a file begins.
  func start() {
    isReplaying = false
    if !used.isEmpty { used.removeAll(keepingCapacity: true) }
  }

  /// A row that waited begins, with the numbers it had in its file.
  func start(replaying ordinals: [Int]) {
    isReplaying = true
    given = ordinals[...]
    used = []
  }

  func append(_ number: Int) {
    used.append(number)
  }

  func replay() -> Int? {
    guard let number = given.popFirst() else { return nil }
    used.append(number)
    return number
  }
}
