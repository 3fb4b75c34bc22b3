internal import Domain
internal import Intake
internal import Mapping

extension String {
  /// Without the line end at its end.
  fileprivate var trimmingLineEnd: String { hasSuffix("\n") ? String(dropLast()) : self }
}

/// `check`: the configuration, all mistakes at once; and what it makes of the files that wait.
package enum CheckOperation {
  /// - Parameters:
  ///   - samples: whether the waiting files are read through the mappings.
  ///   - aliases: a folder for tables of codes that may be one; asks for `samples`.
  ///   - place: where the command works.
  /// - Returns: `configuration` for mistakes, `findings` for rows that would be held.
  /// - Throws: what files and folders fail with.
  package static func perform(
    samples: Bool = false, aliases: String? = nil, at place: Workplace
  ) throws(SyncFailure) -> Answer {
    let settings: Settings
    do {
      settings = try Settings.read(path: place.configuration)
    } catch {
      return refusal(error)
    }
    _ = try CrossReferenceFiles.read(for: settings)
    let safety = SiteSafety(settings: settings)
    try safety.require(isChange: false, asOtherUser: place.asOtherUser)
    var warnings = settings.feeds.compactMap { feed in
      weakness(of: feed).map { "\(place.configuration):\(feed.line): warning: \($0)" }
    }
    warnings += settings.outbound.filter(\.isShadow).map { stream in
      "\(place.configuration):\(stream.line): warning: stream \(stream.id) is in shadow: "
        + "\(stream.to) gets nothing of it"
        + (stream.acknowledgement == nil ? "" : ", and nobody waits for an answer")
    }
    warnings += [safety.networkStore(), safety.networkExchange()].compactMap { $0 }
      .map { "\(place.configuration): warning: \($0)" }
    if samples || aliases != nil {
      var answer = try SampleOperation.perform(settings, aliases: aliases)
      answer.lines = warnings + answer.lines
      return answer
    }
    return Answer(
      lines: warnings + [
        "\(place.configuration): \(settings.feeds.count) feeds, "
          + "\(settings.outbound.count) outbound streams, no errors, "
          + "\(warnings.count) warnings"
      ],
      json: .object([
        .init("errors", .array([])),
        .init("warnings", .array(warnings.map { .string($0) })),
      ]))
  }

  private static func refusal(_ mistakes: SettingsErrors) -> Answer {
    Answer(
      json: .object([
        .init(
          "errors",
          .array(
            mistakes.errors.map { mistake in
              .object([
                .init("line", .number(String(mistake.line))),
                .init("column", .number(String(mistake.column))),
                .init("message", .string(mistake.message)),
              ])
            })), .init("warnings", .array([])),
      ]), notes: [mistakes.text.trimmingLineEnd], status: .configuration)
  }

  /// What may go wrong with a feed although it is written correctly.
  private static func weakness(of feed: FeedSettings) -> String? {
    let isDelta = feed.mode == .delta && feed.order != .sequence
    if case .manifest = feed.ready { return nil }
    let onlyEvents = feed.mapping.emits.allSatisfy {
      RecordSchema.named($0.entity)?.nature == .event
    }
    if isDelta && !onlyEvents {
      return "feed \(feed.id): a delta without sequence numbers cannot tell a lost file from "
        + "a quiet day, and takes two equal files for one; order: sequence or a manifest would"
    }
    if case .stable(let seconds) = feed.ready, seconds < 60 {
      return "feed \(feed.id): stable for \(seconds) seconds is short for a slow sender"
    }
    return nil
  }
}
