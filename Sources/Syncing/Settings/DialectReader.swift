import Domain
import Intake

/// Reads how files are written.
struct DialectReader {
  private let section: Section
  private var dialect: Dialect

  /// Every dialect, in file order; a mistaken one is there with defaults in place of its mistakes.
  static func dialects(_ setting: Setting?) -> [Dialect] {
    (setting?.named ?? []).map { setting in
      setting.section { section in
        var reader = DialectReader(section: section, dialect: Dialect(name: setting.key))
        return reader.read()
      } ?? Dialect(name: setting.key)
    }
  }

  private mutating func read() -> Dialect {
    take(\.format, section["format"]?.choice(Dialect.Format.self))
    readEncoding()
    readCells()
    readRows()
    readNumbers()
    readTimes()
    readLimits()
    return dialect
  }

  /// Keeps the default where nothing is given or what is given is wrong.
  private mutating func take<Part>(_ part: WritableKeyPath<Dialect, Part>, _ value: Part?) {
    if let value { dialect[keyPath: part] = value }
  }

  private mutating func readEncoding() {
    if let setting = section["encoding"] {
      let names = Dialect.Encoding.allCases.map(\.rawValue)
      if let word = setting.word("an encoding") {
        if let encoding = Dialect.Encoding(rawValue: word.lowercased()) {
          dialect.encoding = encoding
        } else {
          setting.fail(
            "expected one of \(names.joined(separator: ", ")), found \(quoted(word))"
              + Spelling.hint(for: word, among: names))
        }
      }
    }
    guard let mark = section["bom"] else { return }
    switch mark.node.scalarText {
    case "true": dialect.byteOrderMark = .require
    case "false": dialect.byteOrderMark = .forbid
    default: take(\.byteOrderMark, mark.choice(Dialect.ByteOrderMark.self))
    }
  }

  private mutating func readCells() {
    if let setting = section["delimiter"], let delimiter = setting.word("one or more characters") {
      if delimiter.isEmpty || delimiter.contains(where: \.isNewline) {
        setting.fail("expected one or more characters, found \(quoted(delimiter))")
      } else {
        dialect.delimiter = delimiter
      }
    }
    if let setting = section["quote"] { readQuote(setting) }
    if let quote = dialect.quote, dialect.delimiter.contains(quote) {
      let setting = section["quote"] ?? section["delimiter"]
      setting?.fail("the quote \(quoted(String(quote))) is part of the delimiter")
    }
    take(\.comment, section["comment"]?.text("the start of a comment line"))
    if let nulls = section["null"] { dialect.nulls = nulls.words() }
    take(\.trim, section["trim"]?.flag())
    take(\.records, section["records"].flatMap { JSONPointer.read($0, stepsOut: 0) })
  }

  private mutating func readQuote(_ setting: Setting) {
    let what = "one ASCII character or none"
    guard let word = setting.word(what) else { return }
    if word == "none" {
      dialect.quote = nil
    } else if let quote = word.first, word.count == 1, quote.isASCII, !quote.isNewline {
      dialect.quote = quote
    } else {
      setting.fail("expected \(what), found \(quoted(word))")
    }
  }

  private mutating func readRows() {
    take(\.header, section["header"]?.choice(Dialect.Header.self))
    take(\.skipLines, section["skip_lines"]?.integer(0...1_000_000))
    take(\.extraColumns, section["extra_columns"]?.choice(Dialect.ExtraColumns.self))
    take(\.shortRows, section["short_rows"]?.choice(Dialect.ShortRows.self))
    take(\.duplicateKeys, section["duplicate_keys"]?.choice(Dialect.DuplicateKeys.self))
  }

  private mutating func readNumbers() {
    let what = "one character that is neither digit nor sign"
    let decimal = section["decimal"]
    let thousands = section["thousands"]
    for setting in [decimal, thousands].compactMap({ $0 }) {
      guard let mark = setting.character(what) else { continue }
      if mark.isNumber || "+-eE".contains(mark) {
        setting.fail("expected \(what), found \(setting.node.described)")
      } else if setting.key == "decimal" {
        dialect.decimalMark = mark
      } else {
        dialect.thousandsMark = mark
      }
    }
    if let place = thousands ?? decimal, dialect.thousandsMark == dialect.decimalMark {
      place.fail(
        "the decimal mark and the thousands mark are both \(quoted("\(dialect.decimalMark)"))")
    }
  }

  private mutating func readTimes() {
    let date = section["date"]
    take(\.datePattern, date.flatMap { TimeLetters.read($0, needs: "yMd", "dd.MM.yyyy") })
    let time = section["datetime"]
    take(
      \.timePattern,
      time.flatMap { TimeLetters.read($0, needs: "yMdHm", "dd.MM.yyyy HH:mm:ss or rfc3339") })
    take(\.timezone, section["timezone"]?.timezone())
  }

  private mutating func readLimits() {
    take(\.maxRowBytes, section["max_row_bytes"]?.byteCount())
    take(\.maxDepth, section["max_depth"]?.integer(1...Dialect.deepest))
    take(\.maxFields, section["max_fields"]?.integer(1...100_000))
    take(\.maxFieldBytes, section["max_field_bytes"]?.byteCount())
  }
}

extension Setting {
  /// A size between 1 byte and 1 GiB.
  fileprivate func byteCount() -> Int? {
    guard let bytes = bytes() else { return nil }
    guard (1...(1 << 30)).contains(bytes) else { return expected("a size from 1 byte to 1GiB") }
    return Int(bytes)
  }
}

/// Which letters a pattern of dates or times may have.
enum TimeLetters {
  private static let widths: [Character: ClosedRange<Int>] = [
    "M": 1...2, "d": 1...2, "H": 1...2, "m": 1...2, "s": 1...2, "S": 1...9, "X": 1...5, "Z": 1...5,
  ]

  /// The pattern, when all its letters mean something and those it needs are there.
  static func read(_ setting: Setting, needs: String, _ example: String) -> String? {
    let what = "a pattern as \(example)"
    guard let pattern = setting.text(what) else { return nil }
    if pattern == "rfc3339", needs.contains("H") { return pattern }
    guard let letters = letters(of: pattern, setting) else { return nil }
    for letter in needs where !letters.contains(letter) {
      setting.fail("the pattern \(quoted(pattern)) lacks \(quoted(String(letter))), as \(example)")
      return nil
    }
    return pattern
  }

  private static func letters(of pattern: String, _ setting: Setting) -> Set<Character>? {
    var letters: Set<Character> = []
    var isQuoted = false
    var rest = Substring(pattern)
    while let character = rest.first {
      let width = rest.prefix { $0 == character }.count
      if character == "'" {
        if !width.isMultiple(of: 2) { isQuoted.toggle() }
      } else if !isQuoted, character.isASCII, character.isLetter {
        let isKnown =
          character == "y" ? [2, 4].contains(width) : widths[character]?.contains(width) ?? false
        guard isKnown else {
          let run = String(repeating: character, count: width)
          setting.fail("\(quoted(run)) means nothing in the pattern \(quoted(pattern))")
          return nil
        }
        letters.insert(character)
      }
      rest = rest.dropFirst(width)
    }
    guard !isQuoted else {
      setting.fail("an apostrophe is not closed in the pattern \(quoted(pattern))")
      return nil
    }
    return letters
  }
}
