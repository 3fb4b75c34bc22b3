internal import Glibc

/// The documented settings that are read from the environment; nothing else is.
package enum Environment {
  /// `WMSYNC_CONFIG`: path of the configuration file.
  static var configuration: String? { text("WMSYNC_CONFIG") }

  /// `WMSYNC_AT`: the fixed clock.
  static var clock: String? { text("WMSYNC_AT") }

  /// `WMSYNC_ROW_MEMORY`: whether rows of full exports are recognised by their bytes.
  static var rowMemory: RowMemoryUse {
    text("WMSYNC_ROW_MEMORY").flatMap { RowMemoryUse(rawValue: $0) } ?? .auto
  }

  /// `JOURNAL_STREAM`: device and file that the system's journal reads, set by systemd.
  static var journal: String? { text("JOURNAL_STREAM") }

  /// A variable that the configuration names.
  static func value(of name: String) -> String? { text(name) }

  /// `CI`: expectations are compared and never rewritten.
  static var isCI: Bool { text("CI") != nil }

  /// The name of the user at work, for the history of what people did.
  package static var user: String {
    guard let entry = getpwuid(geteuid()) else { return "uid \(geteuid())" }
    return String(cString: entry.pointee.pw_name)
  }

  /// Drops what libraries would read unasked: time zone, language, and where to put files.
  package static func forgetUndocumented() {
    let names = [
      "TZ", "TZDIR", "LANG", "LANGUAGE", "LC_ALL", "LC_COLLATE", "LC_CTYPE", "LC_MESSAGES",
      "LC_MONETARY", "LC_NUMERIC", "LC_TIME", "LOCPATH", "NLSPATH", "TMPDIR", "SQLITE_TMPDIR",
      "ICU_DATA", "ICU_TIMEZONE_FILES_DIR", "POSIXLY_CORRECT",
    ]
    for name in names { unsetenv(name) }
  }

  private static func text(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}
