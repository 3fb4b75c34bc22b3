import Domain

/// A condition of a feed or an emit rule, ready to be tried on row after row.
struct RowTest {
  private indirect enum Test {
    case isIn(Set<ByteText>)
    case matches(TextPattern)
    case not(Test)

    init(_ test: RowCondition.Test) {
      self =
        switch test {
        case .equals(let text): .isIn([ByteText(text)])
        case .isIn(let texts): .isIn(Set(texts.map { ByteText($0) }))
        case .matches(let pattern): .matches(TextPattern(pattern))
        case .not(let test): .not(Test(test))
        }
    }

    func holds(_ text: String) -> Bool {
      switch self {
      case .isIn(let texts): texts.contains(ByteText(text))
      case .matches(let pattern): pattern.matches(text)
      case .not(let test): !test.holds(text)
      }
    }
  }

  private let source: SourceReading
  private let test: Test
  private let trims: Bool

  init(_ condition: RowCondition, finder: inout SourceFinder, trims: Bool) {
    source = finder.reading(of: condition.source)
    test = Test(condition.test)
    self.trims = trims
  }

  func holds(in scope: RowScope) -> Bool {
    test.holds(source.plainText(in: scope, trims: trims))
  }
}

/// A regular expression that is looked for anywhere in a text.
///
/// A plain beginning, as `^C`, is compared byte by byte: most conditions are such, and the engine
/// takes a microsecond for what a comparison does in nanoseconds.
struct TextPattern {
  private enum Form {
    case prefix(String)
    case regex(Regex<AnyRegexOutput>)
    case never
  }

  private let form: Form

  init(_ pattern: String) {
    if pattern.utf8.first == UInt8(ascii: "^"), pattern.utf8.dropFirst().allSatisfy(Self.isPlain) {
      form = .prefix(String(pattern.dropFirst()))
    } else if let regex = Self.regex(pattern) {
      form = .regex(regex)
    } else {
      form = .never
    }
  }

  func matches(_ text: String) -> Bool {
    switch form {
    case .prefix(let prefix): text.utf8.starts(with: prefix.utf8)
    case .regex(let regex): text.firstMatch(of: regex) != nil
    case .never: false
    }
  }

  /// `nil` when the pattern is not a regular expression.
  static func regex(_ pattern: String) -> Regex<AnyRegexOutput>? {
    guard let regex = try? Regex(pattern) else { return nil }
    return regex.matchingSemantics(.unicodeScalar)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte.isDigit || (byte | 0x20) &- UInt8(ascii: "a") < 26
      || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: " "), UInt8(ascii: "/")].contains(byte)
  }
}
