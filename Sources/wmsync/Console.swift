import Glibc
import Syncing

/// Standard output carries the answer, standard error everything else.
struct Console {
  let options: CommonOptions

  func render(_ answer: Answer, isSilentWithoutNews: Bool) {
    for note in answer.notes { write(note + "\n", to: STDERR_FILENO) }
    if options.json { return write(answer.json + "\n", to: STDOUT_FILENO) }
    if answer.lines.isEmpty { return }
    if options.quiet { return }
    let isTerminal = isatty(STDOUT_FILENO) == 1
    if isSilentWithoutNews && !isTerminal && !answer.isNews && !options.verbose { return }
    for (index, line) in answer.lines.enumerated() {
      write((index == 0 ? colored(line) : line) + "\n", to: STDOUT_FILENO)
    }
  }

  /// The verdict at the start of a line in colour, where colour is wanted.
  private func colored(_ line: String) -> String {
    let isWanted =
      options.color == .always || options.color == .auto && isatty(STDOUT_FILENO) == 1
    guard isWanted else { return line }
    for (verdict, color) in [("ACT", "31"), ("LOOK", "33"), ("ALL CLEAR", "32")]
    where line.hasPrefix(verdict + ":") {
      return "\u{1b}[\(color)m\(verdict)\u{1b}[0m" + line.dropFirst(verdict.count)
    }
    return line
  }

  func complain(_ failure: SyncFailure) {
    let end = failure.message.hasSuffix("\n") ? "" : "\n"
    write(
      (failure.isLocated ? "" : "wmsync: ") + failure.message + end, to: STDERR_FILENO)
  }

  /// A closed pipe at the other end is nobody's failure.
  private func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
