import ArgumentParser
import Syncing

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Is a person needed? The verdict first, then feed by feed.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try StatusOperation.perform(at: place)
    }
  }
}
