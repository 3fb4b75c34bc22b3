import ArgumentParser
import Syncing

struct ExceptionsRetry: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Have the next run try again what it is about.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "Numbers of the exceptions.")
  var ids: [Int64]

  @Option(help: "A note for the history.")
  var note: String?

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try ExceptionOperation.act(.retry, on: ids, note: note, at: place)
    }
  }
}
