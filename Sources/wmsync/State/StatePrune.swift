import ArgumentParser
import Syncing

struct StatePrune: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prune", abstract: "Remove what is older than the retention; runs do it daily.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in try PruneOperation.prune(at: place) }
  }
}
