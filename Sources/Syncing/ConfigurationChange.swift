internal import Domain
internal import Intake
internal import Persistence

/// Whether the configuration is the one that a person let take effect, where the site asks for
/// that.
///
/// What is compared is the text without blank lines and lines of comment. Once a configuration
/// with `limits.changes: confirm` has run, taking the key away needs the step too.
struct ConfigurationChange {
  let site: Site

  /// What stands before the `@` of `--accept`, where feeds have their names.
  static let name = "configuration"
  private static let key = "configuration"
  private static let shownDigits = 12

  /// Refuses to work under a configuration that nobody confirmed.
  ///
  /// - Parameters:
  ///   - hash: start of the hash of the configuration that a person accepted; `nil` for none.
  ///   - isRehearsal: nothing is kept, so nothing needs to be confirmed.
  /// - Throws: `SyncFailure` with the command to copy.
  func require(accepted hash: String?, isRehearsal: Bool) throws {
    let present = digest
    let isAccepted = hash.map { present.hasPrefix($0) } ?? false
    // A feed may have the name; then the hash can be that of a file.
    let isFeed = site.settings.feeds.contains { $0.id.text == Self.name }
    if let hash, !isAccepted, !isFeed {
      throw SyncFailure(
        .usage,
        "--accept \(Self.name)@\(hash): the configuration is \(shown(present)) now; "
          + "look at it with \"wmsync run --dry-run\" again")
    }
    guard !isRehearsal else { return }
    let asks = site.settings.limits.changes == .confirm
    let confirmed = try site.store.setting(Self.key) ?? ""
    guard asks || !confirmed.isEmpty else { return }
    guard confirmed.isEmpty || confirmed == present || isAccepted else {
      throw SyncFailure(
        .configuration,
        "the configuration is not the one that was confirmed (\(shown(confirmed)), now "
          + "\(shown(present))); look at what it does with \"wmsync run --dry-run\", then let it take "
          + "effect with \"wmsync run --accept \(Self.name)@\(shown(present))\"")
    }
    let wanted = asks ? present : ""
    guard confirmed != wanted else { return }
    try site.store.transaction { try site.store.set(Self.key, to: wanted) }
  }

  private var digest: String {
    let lines = site.settingsText.split(whereSeparator: \.isNewline).filter { line in
      let first = line.first { !$0.isWhitespace }
      return first != nil && first != "#"
    }
    return ContentDigest.sha256(Array(lines.joined(separator: "\n").utf8))
  }

  private func shown(_ hash: String) -> Substring { hash.prefix(Self.shownDigits) }
}
