internal import Domain
internal import Reporting
internal import Persistence

/// What a run did before it was rolled back, for `--dry-run`.
struct Rehearsal {
  let session: Session

  /// Decisions with direction, values and rule, then the files that would go out.
  func lines() throws -> [String] {
    let decisions = try session.store.decisions(of: session.run).map { entry in
      "\(entry.entity) \(SafeText.shown(entry.key.text)) \(entry.field): \(entry.decision): "
        + "\(entry.other) \(shown(entry.otherValue)) → \(shown(entry.ownerValue))"
        + (entry.rule.map { " by \($0)" } ?? "")
    }
    let files = try session.store.undeliveredFiles().filter { $0.run == session.run }.map {
      "→ \($0.system): \($0.name), \($0.records) records"
    }
    return decisions + files
  }

  private func shown(_ value: String) -> String {
    value.isEmpty ? "nothing" : "\"\(SafeText.shown(value))\""
  }
}
