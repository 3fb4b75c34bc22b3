import Domain

/// A feed from which nothing has come for too long.
///
/// Late is an error, past the critical limit it stops the line; outside the feed's hours silence
/// is expected.
struct FeedStalled: Check {
  var code: ExceptionCode { .feedStalled }
  var judges: Set<Situation.Kind> { [.feed] }
  var meaning: String { "No usable file of a feed has come for longer than its rhythm allows." }
  var remedy: String { "check the sender's export job and the transfer to the exchange folder" }

  var examples: [CheckExample] {
    [
      CheckExample("a second before it is late", Self.feed(silent: 1799), findings: 0),
      CheckExample("as soon as it is late", Self.feed(silent: 1800), findings: 1),
      CheckExample("a second before it is critical", Self.feed(silent: 3599), findings: 1),
      CheckExample("as soon as it is critical", Self.feed(silent: 3600), findings: 1),
      CheckExample(
        "outside its hours", Self.feed(silent: 3600, isExpectedNow: false), findings: 0),
      CheckExample(
        "a feed without limits",
        .feed(
          FeedFacts(
            feed: "wms-events", system: "wms", silentSeconds: .max, lateSeconds: nil,
            criticalSeconds: nil)), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .feed(let feed) = situation, feed.isExpectedNow,
      let (limit, severity) = Self.passedLimit(of: feed)
    else { return [] }
    let silence = Wording.duration(seconds: feed.silentSeconds)
    let allowed = Wording.duration(seconds: limit)
    return [
      SyncException(
        code, severity: severity, key: feed.feed.text, ownerSystem: feed.system,
        expected: "a file within \(allowed)", actual: "silent for \(silence)",
        origin: Origin(
          system: feed.system, feed: feed.feed, file: feed.lastFile ?? "", line: 0),
        message: "\(feed.feed) expects a file within \(allowed), \(feed.system) has sent none"
          + " for \(silence); \(Self.last(of: feed))",
        hint: "check the export job of \(feed.system) for \(feed.feed) and its transfer to the"
          + " exchange folder")
    ]
  }

  private static func last(of feed: FeedFacts) -> String {
    guard let file = feed.lastFile else { return "none ever came" }
    return "the last was \(file)" + (feed.lastAt.map { " at \($0)" } ?? "")
  }

  private static func passedLimit(of feed: FeedFacts) -> (limit: Int, severity: Severity)? {
    if let critical = feed.criticalSeconds, feed.silentSeconds >= critical {
      return (critical, .critical)
    }
    if let late = feed.lateSeconds, feed.silentSeconds >= late { return (late, .error) }
    return nil
  }

  private static func feed(silent: Int, isExpectedNow: Bool = true) -> Situation {
    var facts = FeedFacts(
      feed: "wms-events", system: "wms", silentSeconds: silent, lateSeconds: 1800,
      criticalSeconds: 3600)
    facts.isExpectedNow = isExpectedNow
    return .feed(facts)
  }
}
