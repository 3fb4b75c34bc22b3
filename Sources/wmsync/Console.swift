import Glibc
import Syncing

/// Standard output carries the answer, standard error everything else.
struct Console {
  let options: CommonOptions

  /// - Throws: the status of input and output when the answer does not arrive.
  func render(_ answer: Answer, isSilentWithoutNews: Bool) throws(SyncFailure) {
    for note in answer.notes { Console.note(note) }
    if options.json { return try Console.answer(answer.shownJSON) }
    if answer.lines.isEmpty { return }
    if options.quiet { return }
    let isTerminal = isatty(STDOUT_FILENO) == 1
    if isSilentWithoutNews && !isTerminal && !answer.isNews && !options.verbose { return }
    for (index, line) in answer.shownLines.enumerated() {
      try Console.answer(index == 0 ? colored(line) : line)
    }
  }

  /// The verdict at the start of a line in colour, where colour is wanted.
  private func colored(_ line: String) -> String {
    let isWanted =
      options.colors == .always || options.colors == .auto && isatty(STDOUT_FILENO) == 1
    guard isWanted else { return line }
    for (verdict, color) in [("ACT", "31"), ("LOOK", "33"), ("ALL CLEAR", "32")]
    where line.hasPrefix(verdict + ":") {
      return "\u{1b}[\(color)m\(verdict)\u{1b}[0m" + line.dropFirst(verdict.count)
    }
    return line
  }

  static func complain(_ failure: SyncFailure) {
    note((failure.isLocated ? "" : "wmsync: ") + failure.text)
  }

  /// A line for standard error; nobody could be told that it did not arrive.
  static func note(_ text: String) {
    _ = write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
  }

  static func answer(_ text: String) throws(SyncFailure) {
    guard write(text + "\n", to: STDOUT_FILENO) else {
      throw SyncFailure(
        .inputOutput,
        "standard output: cannot write the answer: \(String(cString: strerror(errno))); "
          + "the command itself was carried out")
    }
  }

  /// A closed pipe at the other end is nobody's failure.
  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return errno == EPIPE }
      bytes = bytes.dropFirst(count)
    }
    return true
  }
}
