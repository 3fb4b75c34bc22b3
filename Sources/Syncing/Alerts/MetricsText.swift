internal import Domain

/// The figures of a site as Prometheus reads them from a text file; 60 series at most.
struct MetricsText {
  private struct Sample {
    var labels: [(name: String, value: String)] = []
    let value: String
  }

  /// Feeds beyond so many are left out, the longest silent ones last.
  private static let mostFeeds = 20

  private let situation: Situation

  init(_ situation: Situation) {
    self.situation = situation
  }

  var text: String {
    var text = ""
    func add(_ name: String, _ help: String, _ samples: [Sample]) {
      guard !samples.isEmpty else { return }
      text += "# HELP wmsync_\(name) \(help)\n# TYPE wmsync_\(name) gauge\n"
      for sample in samples {
        let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
        text += "wmsync_\(name)" + (labels.isEmpty ? "" : "{" + labels.joined(separator: ",") + "}")
        text += " \(sample.value)\n"
      }
    }
    func one(_ value: Int) -> [Sample] { [Sample(value: String(value))] }
    add(
      "verdict", "0 all clear, 1 somebody should look, 2 somebody must act.",
      one(situation.verdict == "ACT" ? 2 : situation.verdict == "LOOK" ? 1 : 0))
    add(
      "last_cycle_timestamp_seconds", "When the newest whole cycle ended.",
      situation.lastCycle.map { one(Int($0.microseconds / 1_000_000)) } ?? [])
    add(
      "last_run_exit_code", "How the newest run of any kind ended.",
      situation.lastRun.map { one($0.exit) } ?? [])
    add(
      "exceptions_open", "Open exceptions.",
      Severity.allCases.map {
        Sample(labels: [("severity", $0.rawValue)], value: String(situation.open($0)))
      })
    add(
      "exceptions_unowned", "Live exceptions that nobody looks after.", one(situation.load.unowned))
    add("exceptions_overdue", "Live exceptions whose time is over.", one(situation.load.overdue))
    add(
      "value_at_risk", "Money that live exceptions are about.",
      [Sample(value: situation.load.valueAtRisk.description)])
    add("outbound_undelivered", "Outbound files that wait.", one(situation.undelivered.count))
    add(
      "outbound_unanswered", "Outbound files whose receiver has not answered.",
      one(situation.unanswered.count))
    let feeds = Array(
      situation.feeds.sorted { $0.ageSeconds ?? .max > $1.ageSeconds ?? .max }
        .prefix(Self.mostFeeds))
    func label(_ feed: FeedStatus) -> [(name: String, value: String)] {
      [("feed", feed.feed.text)]
    }
    add(
      "feed_last_file_timestamp_seconds", "When the newest file of a feed came.",
      feeds.compactMap { feed in
        feed.ageSeconds.map { age in
          Sample(
            labels: label(feed), value: String(situation.now.microseconds / 1_000_000 - Int64(age)))
        }
      })
    add(
      "feed_needs_action", "Whether a feed is held, guarded or late.",
      feeds.map { Sample(labels: label($0), value: $0.needsAction ? "1" : "0") })
    return text
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.append(character)
      }
    }
  }
}
