import Domain

/// Why one field cannot be filled; the row and the record are added where they are known.
struct FieldFault: Error {
  let code: ExceptionCode
  let reason: String
  var unknownID: String?

  init(_ code: ExceptionCode, _ reason: String, unknownID: String? = nil) {
    self.code = code
    self.reason = reason
    self.unknownID = unknownID
  }
}

/// The text of a field on its way from the file to its type.
struct FieldText {
  var text: String
  /// A JSON number: its decimal mark is a point whatever the dialect says.
  var isNumber: Bool
  var origin: Origin

  enum Origin {
    /// Their own word.
    case file
    /// What a table of the mapping made of it, which may be our code or their name.
    case table
    /// Our own word, written in the mapping.
    case constant
  }
}

/// The text transforms of a field, in the order in which they are made.
struct TextTransforms {
  private let collapsesSpace: Bool
  private let stripLeading: Character?
  private let pad: FieldRule.Pad?
  private let letterCase: FieldRule.LetterCase?
  private let replacement: TextReplacement?
  private let values: [ByteText: String]?
  private let table: CodeTable?
  let isEmpty: Bool

  init(_ rule: FieldRule, crossReferences: [String: CrossReference]) {
    collapsesSpace = rule.collapseSpace
    stripLeading = rule.stripLeading
    pad = rule.pad
    letterCase = rule.letterCase
    replacement = rule.replacePattern.map { TextReplacement($0, with: rule.replaceWith) }
    values = rule.values.map { Dictionary(byBytes: $0) }
    table = rule.xref.map { name in
      CodeTable(crossReferences[name] ?? CrossReference(name: name, values: [:]), for: rule.field)
    }
    isEmpty =
      !collapsesSpace && stripLeading == nil && pad == nil && letterCase == nil
      && replacement == nil && values == nil && table == nil
  }

  /// Changes the text step by step; `notice` is set when it flows on but must be reported.
  func apply(to field: inout FieldText, notice: inout FieldFault?) throws(FieldFault) {
    if collapsesSpace { field.text = Self.collapsed(field.text) }
    if let stripLeading { field.text = Self.stripped(field.text, of: stripLeading) }
    if let pad { field.text = Self.padded(field.text, pad) }
    switch letterCase {
    case .upper: field.text = field.text.uppercased()
    case .lower: field.text = field.text.lowercased()
    case nil: break
    }
    if let replacement { field.text = replacement.apply(to: field.text) }
    if let values {
      guard let ours = values[ByteText(field.text)] else {
        throw FieldFault(
          .statusUnmapped, "\(quoted(field.text)) is not among the values of the mapping")
      }
      field.text = ours
      field.origin = .table
    }
    if let table { try table.apply(to: &field, notice: &notice) }
  }

  /// Every run of white space becomes one space.
  private static func collapsed(_ text: String) -> String {
    var result = ""
    var isSpace = false
    for scalar in text.unicodeScalars {
      guard scalar.properties.isWhitespace else {
        result.unicodeScalars.append(scalar)
        isSpace = false
        continue
      }
      if !isSpace { result.append(" ") }
      isSpace = true
    }
    return result
  }

  /// At least one character stays, so that `000` is still a code.
  private static func stripped(_ text: String, of character: Character) -> String {
    var rest = Substring(text)
    while rest.first == character, rest.dropFirst().isEmpty == false { rest.removeFirst() }
    return String(rest)
  }

  private static func padded(_ text: String, _ pad: FieldRule.Pad) -> String {
    let missing = pad.width - text.count
    guard missing > 0 else { return text }
    let filling = String(repeating: pad.character, count: missing)
    return pad.side == .left ? filling + text : text + filling
  }
}

/// Replaces every place of a text that a regular expression matches; `$1` is its first group.
struct TextReplacement {
  private let regex: Regex<AnyRegexOutput>?
  private let replacement: [Part]

  private enum Part {
    case literal(Character)
    case group(Int)
  }

  init(_ pattern: String, with text: String) {
    regex = TextPattern.regex(pattern)
    var parts: [Part] = []
    var rest = Substring(text)
    while let character = rest.popFirst() {
      if character == "$", let digit = rest.first, digit.isASCII, let group = digit.wholeNumberValue
      {
        rest.removeFirst()
        parts.append(.group(group))
      } else {
        parts.append(.literal(character))
      }
    }
    replacement = parts
  }

  func apply(to text: String) -> String {
    guard let regex else { return text }
    return text.replacing(regex) { match in
      var result = ""
      for part in replacement {
        switch part {
        case .literal(let character): result.append(character)
        case .group(let group):
          if match.output.indices.contains(group), let text = match.output[group].substring {
            result += text
          }
        }
      }
      return result
    }
  }
}

/// A cross reference as one field uses it.
struct CodeTable {
  private let name: String
  private let ours: [ByteText: String]
  private let unmatched: CrossReference.Unmatched
  private let code: ExceptionCode

  init(_ reference: CrossReference, for field: String) {
    name = reference.name
    ours = Dictionary(byBytes: reference.values)
    unmatched = reference.unmatched
    code =
      switch field {
      case "sku", "sku_ordered", "component_sku", "kit_sku": .skuUnknown
      case "warehouse", "from_warehouse", "to_warehouse": .locationUnknown
      case "customer", "supplier", "carrier", "partner": .partnerUnknown
      case "uom", "base_uom": .uomUnknown
      default: .statusUnmapped
      }
  }

  func apply(to field: inout FieldText, notice: inout FieldFault?) throws(FieldFault) {
    if let text = ours[ByteText(field.text)] {
      field.text = text
      field.origin = .table
      return
    }
    guard unmatched != .keep else { return }
    let fault = FieldFault(
      code, "\(quoted(field.text)) is not in the cross reference \(name)", unknownID: field.text)
    guard unmatched == .warn else { throw fault }
    notice = fault
  }
}

/// The text in quotation marks, shortened, as reasons show it.
func quoted(_ text: String) -> String { "\"" + excerpt(text) + "\"" }
