import ArgumentParser
import Syncing

struct ExceptionsAck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack", abstract: "Say that somebody is looking at it.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "Numbers of the exceptions.")
  var ids: [Int64]

  @Option(help: "A note for the history.")
  var note: String?

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try ExceptionOperation.act(.ack, on: ids, note: note, at: place)
    }
  }
}
