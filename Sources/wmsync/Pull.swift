import ArgumentParser
import Syncing

struct Pull: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull",
    abstract: "Read what the systems dropped; decide and send nothing.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try RunOperation(.pull, isQuiet: common.quiet, isJSON: common.json).perform(at: place)
    }
  }
}
