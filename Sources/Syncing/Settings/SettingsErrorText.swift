import Reporting

extension SettingsErrors {
  /// One block per mistake, in file order: place and message, the line, and a caret below it.
  package var text: String {
    errors.map(block).joined()
  }

  private func block(_ error: SettingsError) -> String {
    let (file, message) = (SafeText.shown(file), SafeText.shown(error.message))
    guard error.line > 0 else { return "\(file): error: \(message)\n" }
    let head = "\(file):\(error.line):\(error.column): error: \(message)\n"
    guard lines.indices.contains(error.line - 1) else { return head }
    let line = lines[error.line - 1].unicodeScalars.map { scalar in
      scalar == "\t" || !SafeText.isUnsafe(scalar) ? scalar : "\u{FFFD}"
    }
    let before = line.prefix(error.column - 1).map(Self.blank).joined()
    var shown = String.UnicodeScalarView()
    shown.append(contentsOf: line)
    return head + String(shown) + "\n" + before + "^\n"
  }

  /// As many spaces as a terminal gives the character; a tab stays one.
  private static func blank(_ scalar: Unicode.Scalar) -> String {
    guard scalar != "\t" else { return "\t" }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return ""
    default: return isWide(scalar) ? "  " : " "
    }
  }

  /// East Asian wide characters and pictures.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
