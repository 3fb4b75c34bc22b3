internal import Domain
internal import Reporting

/// `check --sample`: what the mappings make of the files that wait, and what their masters lack.
enum SampleOperation {
  private static let mostShown = 20

  /// - Parameters:
  ///   - settings: of the site.
  ///   - aliases: a folder for tables of alias candidates; `nil` where none are wanted.
  /// - Returns: `findings` where rows would be held or files cannot be read.
  /// - Throws: what folders and files of cross references fail with.
  static func perform(_ settings: Settings, aliases: String?) throws(SyncFailure) -> Answer {
    let reading = try SampleReading(settings)
    let tables = try CrossReferenceFiles.read(for: settings)
    let audit = MasterAudit(reading.masters, settings: settings, tables: tables)
    var lines = reading.feeds.flatMap(lines(of:))
    lines += audit.findings
    let candidates = audit.candidates
    if !candidates.isEmpty {
      lines.append("likely aliases (a person decides):")
      lines += candidates.prefix(mostShown).map { "  " + line($0.entity, $0.candidate) }
      if candidates.count > mostShown {
        lines.append("  and \(candidates.count - mostShown) more; --aliases FOLDER writes them all")
      }
    }
    if let aliases { lines += try write(candidates, to: aliases) }
    let isFaulty = reading.feeds.contains(where: \.isFaulty)
    return Answer(
      lines: lines, json: document(reading, audit), status: isFaulty ? .findings : .done)
  }

  private static func lines(of feed: SampleReading.Feed) -> [String] {
    guard !feed.files.isEmpty else { return ["\(feed.id): no file waits"] }
    let records = feed.records.sorted { $0.key.text < $1.key.text }
      .map { "\($0.value) \($0.key.text)" }.joined(separator: ", ")
    let more = feed.moreFiles > 0 ? " (and \(feed.moreFiles) older ones)" : ""
    var lines = [
      "\(feed.id): \(feed.files.count) files\(more), \(feed.rows) rows: "
        + (records.isEmpty ? "no record" : records)
        + ", \(feed.skipped) skipped, \(feed.held) held"
    ]
    lines += feed.faults.map { "  " + $0 }
    if feed.moreFaults > 0 { lines.append("  and \(feed.moreFaults) more") }
    return lines
  }

  private static func line(_ entity: EntityID, _ candidate: AliasCandidate) -> String {
    let names = [candidate.theirName, candidate.ourName].filter { !$0.isEmpty }
    return "\(entity.text) \(candidate.theirs) of \(candidate.system) may be \(candidate.ours): "
      + candidate.evidence + " (\(candidate.confidence) %"
      + (names.isEmpty ? ")" : "; \(names.joined(separator: " / ")))")
  }

  private static let columns = [
    "theirs", "ours", "confidence", "evidence", "their_name", "our_name",
  ]

  /// One table per system and record type; without the wrong rows it is a cross reference.
  private static func write(
    _ candidates: [(entity: EntityID, candidate: AliasCandidate)], to folder: String
  ) throws(SyncFailure) -> [String] {
    var rows: [String: [[String]]] = [:]
    for (entity, candidate) in candidates {
      rows["\(candidate.system)_\(entity.text).csv", default: []].append([
        candidate.theirs, candidate.ours, String(candidate.confidence), candidate.evidence,
        candidate.theirName, candidate.ourName,
      ])
    }
    var lines: [String] = []
    for (name, rows) in rows.sorted(by: { $0.key < $1.key }) {
      let path = folder + "/" + name
      guard try !SmallFile.exists(path) else {
        throw SyncFailure(.inputOutput, "\(path) exists already; what was reviewed is kept")
      }
      let bytes = SheetText.bytes(
        columns: columns, numeric: ["theirs", "ours", "confidence"], rows)
      try SmallFile.replace(path, with: bytes)
      lines.append(
        "\(path): \(rows.count) candidates; take out what is wrong, then use it as an xref with "
          + "theirs: theirs, ours: ours, unmatched: keep")
    }
    return lines
  }

  private static func document(_ reading: SampleReading, _ audit: MasterAudit) -> JSONValue {
    let feeds = reading.feeds.map { feed in
      JSONValue.object([
        .init("feed", .string(feed.id.text)),
        .init("files", .array(feed.files.map { .string($0) })),
        .init("rows", .number(String(feed.rows))),
        .init("skipped", .number(String(feed.skipped))),
        .init("held", .number(String(feed.held))),
        .init(
          "records",
          .object(
            feed.records.sorted { $0.key.text < $1.key.text }
              .map { .init($0.key.text, .number(String($0.value))) })),
        .init("faults", .array(feed.faults.map { .string($0) })),
        .init("more_faults", .number(String(feed.moreFaults))),
      ])
    }
    let candidates = audit.candidates.map { entity, candidate in
      JSONValue.object([
        .init("entity", .string(entity.text)), .init("system", .string(candidate.system.text)),
        .init("theirs", .string(candidate.theirs)), .init("ours", .string(candidate.ours)),
        .init("evidence", .string(candidate.evidence)),
        .init("confidence", .number(String(candidate.confidence))),
      ])
    }
    return .object([
      .init("errors", .array([])), .init("feeds", .array(feeds)),
      .init("audit", .array(audit.findings.map { .string($0) })),
      .init("aliases", .array(candidates)),
    ])
  }
}
