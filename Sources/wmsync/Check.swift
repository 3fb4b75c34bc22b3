import ArgumentParser
import Syncing

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the configuration; all mistakes at once, with their places.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try CheckOperation.perform(at: place)
    }
  }
}
