internal import Domain
internal import Glibc
internal import Reporting

/// Tells a person at a terminal how far a long work has come, on one line of standard error.
///
/// Nothing is told in the first second, nor anywhere but on a terminal.
final class Progress {
  /// Milliseconds of silence at first, and between two lines.
  private static let patience = 1_000
  private static let pace = 250
  private let start = Clock.steady()
  private var lastShown = 0
  private var isShown = false
  /// When the file at work was begun, and its name.
  private var file: (name: String, start: Int)?

  /// `nil` where standard error is no terminal.
  static func onTerminal() -> Progress? {
    isatty(STDERR_FILENO) == 1 ? Progress() : nil
  }

  private init() {}

  /// Rows of a file were read.
  ///
  /// - Parameters:
  ///   - name: of the file.
  ///   - rows: how many of it.
  ///   - done: bytes of it.
  ///   - total: bytes that it has.
  func read(_ name: String, rows: Int, done: Int, of total: Int64) {
    let now = Clock.steady()
    if file?.name != name { file = (name, now) }
    guard let file, isDue(now) else { return }
    let passed = max(1, now - file.start)
    var text = "\(name): \(Self.grouped(rows)) rows, \(Self.grouped(rows * 1_000 / passed)) rows/s"
    if done > 0, Int64(done) < total, passed > Self.patience / 2 {
      let left = (Int(total) - done) / max(1, done / passed) / 1_000
      text += ", \(left) s left"
    }
    show(text, now)
  }

  /// Another part of the work begins.
  func stage(_ name: String) {
    let now = Clock.steady()
    guard now - start >= Self.patience else { return }
    show(name, now)
  }

  /// The line goes, before something else is written.
  func clear() {
    guard isShown else { return }
    isShown = false
    write("\r\u{1b}[K")
  }

  private func isDue(_ now: Int) -> Bool {
    now - start >= Self.patience && now - lastShown >= Self.pace
  }

  private func show(_ text: String, _ now: Int) {
    (lastShown, isShown) = (now, true)
    write("\r\u{1b}[K" + SafeText.shown(String(text.prefix(110))))
  }

  /// Nobody could be told that it did not arrive.
  private func write(_ text: String) {
    _ = Array(text.utf8).withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }

  /// As `1,234,000`.
  static func grouped(_ number: Int) -> String {
    var groups: [String] = []
    var rest = String(number)[...]
    while rest.count > 3 {
      groups.insert(String(rest.suffix(3)), at: 0)
      rest = rest.dropLast(3)
    }
    return ([String(rest)] + groups).joined(separator: ",")
  }
}
