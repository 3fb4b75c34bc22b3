import ArgumentParser
import Syncing

struct RulesDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show what changed rules would do to the records in the store.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The configuration whose rules are looked at; else that of the site.")
  var file: String?

  @Option(help: "How many fields are shown.")
  var limit = 20

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try RuleDiffOperation.perform(file: file, limit: limit, at: place)
    }
  }
}
