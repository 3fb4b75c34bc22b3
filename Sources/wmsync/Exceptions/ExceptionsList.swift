import ArgumentParser
import Syncing

struct ExceptionsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List exceptions, worst first.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var selection: ExceptionSelection

  func run() throws {
    let filter = selection.filter
    try common.answer { (place) throws(SyncFailure) in
      try ExceptionOperation.list(filter, at: place)
    }
  }
}
