import ArgumentParser
import Syncing

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "One cycle: pull, reconcile, push, report. What cron calls.")

  @OptionGroup var common: CommonOptions

  @Flag(help: "Show what would be done; nothing is kept.")
  var dryRun = false

  @Option(help: "Wait for another run to end, as 30s or 2m.")
  var wait: WaitTime?

  @Option(
    help: "End with 2 when an open exception is this severe or worse.", completion: .severities)
  var failOn: String?

  @Option(help: "Take a full export that a guard refused: FEED@HASH.")
  var accept: [String] = []

  func run() throws {
    var operation = RunOperation(.run, isQuiet: common.quiet, isJSON: common.json)
    operation.isRehearsal = dryRun
    operation.waitSeconds = wait?.seconds ?? 0
    operation.failOn = failOn
    operation.accept = accept
    operation.isVerbose = common.verbose
    try common.answer(isSilentWithoutNews: !dryRun) { (place) throws(SyncFailure) in
      try operation.perform(at: place)
    }
  }
}

/// Seconds, given as `30s`, `2m` or a bare number of seconds.
struct WaitTime: ExpressibleByArgument {
  let seconds: Int

  init?(argument: String) {
    let factor = argument.hasSuffix("m") ? 60 : 1
    let digits =
      argument.hasSuffix("m") || argument.hasSuffix("s") ? argument.dropLast() : argument[...]
    guard let number = Int(digits), number >= 0, number <= 86_400 else { return nil }
    seconds = number * factor
  }
}
