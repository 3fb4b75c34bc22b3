import ArgumentParser
import Syncing

struct ExceptionsResolve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "Say that it is settled.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "Numbers of the exceptions.")
  var ids: [Int64]

  @Option(help: "A note for the history.")
  var note: String?

  @Flag(help: "Approve a correction of the book, or an adjustment; needs --note, the reason.")
  var approve = false

  func validate() throws {
    if approve && note?.isEmpty ?? true {
      throw ValidationError("--approve needs --note: the reason")
    }
  }

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try ExceptionOperation.act(
        .resolve, on: ids, note: note, approves: approve, at: place)
    }
  }
}
