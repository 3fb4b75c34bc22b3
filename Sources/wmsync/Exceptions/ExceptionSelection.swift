import ArgumentParser
import Syncing

/// Which exceptions a command is about: what is not given does not limit.
struct ExceptionSelection: ParsableArguments {
  @Flag(help: "Only those that the newest run found for the first time.")
  var new = false

  @Option(help: "Only this code.", completion: .site(SiteNames.openCodes))
  var code: String?

  @Option(help: "Only from this feed.", completion: .site(SiteNames.feeds))
  var feed: String?

  @Option(help: "Only this warehouse.", completion: .site(SiteNames.warehouses))
  var warehouse: String?

  @Option(help: "Only those this person or team looks after.", completion: .site(SiteNames.owners))
  var owner: String?

  @Option(help: "Only critical, error, warning or info.", completion: .severities)
  var severity: String?

  @Option(
    help: "Only open, watch, acknowledged, ignored or resolved.",
    completion: .list(["open", "watch", "acknowledged", "ignored", "resolved"]))
  var state: String?

  @Option(help: "Only those found since a day, a time, or so long ago as 2d.")
  var since: String?

  var filter: ExceptionFilter {
    var filter = ExceptionFilter()
    filter.code = code
    filter.feed = feed
    filter.warehouse = warehouse
    filter.owner = owner
    filter.severity = severity
    filter.state = state
    filter.since = since
    filter.onlyNew = new
    return filter
  }
}

/// The exceptions that an action is for: by number, or by what they are about.
struct ExceptionTargets: ParsableArguments {
  @Argument(
    help: "Numbers of the exceptions; without them all that the filter selects.",
    completion: .site(SiteNames.exceptions))
  var ids: [Int64] = []

  @OptionGroup var selection: ExceptionSelection

  @Flag(help: "Act on what the filter selects; without it that is only shown.")
  var yes = false

  @Option(help: "A note for the history.")
  var note: String?

  var choice: ExceptionChoice {
    ExceptionChoice(ids: ids, filter: selection.filter, isConfirmed: yes)
  }

  func validate() throws {
    if ids.isEmpty && selection.filter.isEmpty {
      throw ValidationError("say which exceptions: numbers, or a filter as --code SKU_UNKNOWN")
    }
    if !ids.isEmpty && !selection.filter.isEmpty {
      throw ValidationError("give numbers or a filter, not both")
    }
  }
}

extension CommonOptions {
  /// Acts on exceptions.
  func act(_ action: ExceptionAction, on targets: ExceptionTargets) throws {
    try answer { (place) throws(SyncFailure) in
      try ExceptionWork.perform(action, on: targets.choice, note: targets.note, at: place)
    }
  }
}
