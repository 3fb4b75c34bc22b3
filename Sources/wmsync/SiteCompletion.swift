import ArgumentParser
import Syncing

extension CompletionKind {
  static let severities = CompletionKind.list(["critical", "error", "warning", "info"])

  /// Names of the site that the command line is about.
  static func site(_ names: @escaping @Sendable (Workplace) -> [String]) -> CompletionKind {
    .custom { words, _, _ in
      guard let place = try? Workplace(configuration: configuration(in: words), at: nil) else {
        return []
      }
      return names(place)
    }
  }

  /// What `--config` says on a line that is not finished; shells hand it over as it was typed.
  private static func configuration(in words: [String]) -> String? {
    var path: String?
    for (index, word) in words.enumerated() {
      if ["-c", "--config"].contains(word), index + 1 < words.count { path = words[index + 1] }
      if word.hasPrefix("--config=") { path = String(word.dropFirst("--config=".count)) }
    }
    // Bash breaks a word at the sign.
    if path == "=", let index = words.firstIndex(of: "="), index + 1 < words.count {
      path = words[index + 1]
    }
    return path?.filter { $0 != "\"" && $0 != "'" && $0 != "\\" }
  }
}
