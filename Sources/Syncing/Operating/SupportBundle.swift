internal import Domain
internal import Glibc
internal import Persistence

/// What support needs to know of a site, and nothing of what the site trades.
struct SupportBundle {
  let now: Timestamp
  let findings: [Finding]
  let file: ConfigurationFile?
  let settings: Settings?
  let store: StateStore?

  func document() throws(SyncFailure) -> JSONValue {
    try wrapped {
      .object([
        .init("schema", .string("wmsync.bundle/1")), .init("made_at", .string(now.description)),
        .init("version", .string(Release.version)),
        .init("sqlite", .string(StateStore.engineVersion)),
        .init("findings", .array(findings.map(shared))),
        .init("configuration", configuration),
        .init("feeds", .array(try (settings?.feeds ?? []).map(feed))),
        .init("exceptions", .array(try store?.exceptionTallies().map(tally) ?? [])),
        .init("runs", .array(try store?.newestRuns(20).map(run) ?? [])),
      ])
    }
  }

  private func shared(_ finding: Finding) -> JSONValue {
    .object([
      .init("level", .string(finding.level.rawValue)), .init("check", .string(finding.check)),
      .init("message", finding.isShareable ? .string(finding.message) : .null),
    ])
  }

  private func feed(_ feed: FeedSettings) throws -> JSONValue {
    let state = try store?.feedState(feed.id)
    let taken = try state.flatMap { try store?.newestSign(of: $0)?.at }
    return .object([
      .init("feed", .string(feed.id.text)), .init("files", .string(feed.files)),
      .init("state", .string(state?.state ?? "unknown")),
      .init("taken_at", taken.map { .string($0.description) } ?? .null),
      .init("held", .number(String(try store?.heldCount(of: feed.id) ?? 0))),
    ])
  }

  private func tally(_ tally: ExceptionTally) -> JSONValue {
    .object([
      .init("code", .string(tally.code.rawValue)), .init("state", .string(tally.state.rawValue)),
      .init("severity", .string(tally.severity.rawValue)),
      .init("count", .number(String(tally.count))),
    ])
  }

  private func run(_ run: LoggedRun) -> JSONValue {
    .object([
      .init("id", .number(String(run.id))), .init("command", .string(run.command)),
      .init("started_at", .string(run.startedAt)),
      .init("finished_at", run.finishedAt.map { .string($0) } ?? .null),
      .init("milliseconds", run.milliseconds.map { .number(String($0)) } ?? .null),
      .init("exit", run.exit.map { .number(String($0)) } ?? .null),
      .init("summary", .string(run.summary)),
    ])
  }

  // MARK: Configuration

  /// Keys whose value is a word of wmsync's own, a number, or a name given in the file.
  private static let shown: Set<String> = [
    "version", "timezone", "role", "system", "format", "encoding", "bom", "delimiter", "quote",
    "header", "skip_lines", "decimal", "thousands", "date", "datetime", "trim", "extra_columns",
    "short_rows", "records", "duplicate_keys", "max_row_bytes", "max_depth", "max_fields",
    "max_field_bytes", "unmatched", "dialect", "like", "entity", "each", "emit_mode", "files",
    "order", "stable", "rename", "mode", "min_rows", "max_missing", "max_changed", "max_to_zero",
    "every", "late", "critical", "hours", "after", "duplicate_rows", "rewritten_in_place",
    "gap_grace", "max_bytes", "column", "path", "required", "exists_in", "xref", "on_error",
    "collapse_space", "negate", "implied_decimals", "field", "owner", "fallback", "on_drift",
    "settle", "snapshots", "rel", "over_pct", "under_pct", "with", "feed", "within", "max_rows",
    "inbound", "outbound", "runs", "closed_exceptions", "backups",
  ]

  /// Keys below which even the names are somebody's data.
  private static let tables: Set<String> = [
    "values", "columns", "alias", "scope", "when", "replace", "notify", "ping", "owners",
    "accounts", "routing", "finance", "true", "false", "pad", "strip_leading", "unit", "null",
    "severity",
  ]

  private var configuration: JSONValue {
    guard let file,
      let root = ConfigurationParsing.root(
        of: ConfigurationText(file.text).text, Mistakes())
    else { return .null }
    return redacted(root, key: "")
  }

  private func redacted(_ node: ConfigurationNode, key: String) -> JSONValue {
    if Self.tables.contains(key) { return .string("left out") }
    switch node.content {
    case .scalar(let text, _): return .string(Self.shown.contains(key) ? text : "left out")
    case .list(let items): return .array(items.map { redacted($0, key: key) })
    case .mapping(let entries):
      return .object(entries.map { .init($0.key, redacted($0.value, key: $0.key)) })
    case .refused: return .null
    }
  }
}
