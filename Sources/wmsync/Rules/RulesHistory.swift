import ArgumentParser
import Syncing

struct RulesHistory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "Rule sets by number, and what operators set.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in try RuleOperation.history(at: place) }
  }
}
