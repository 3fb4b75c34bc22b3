import ArgumentParser
import Syncing

struct ExceptionsShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one exception with its evidence and its life.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "Number of the exception.", completion: .site(SiteNames.exceptions))
  var id: Int64

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try ExceptionOperation.show(id, at: place)
    }
  }
}
