import ArgumentParser
import Syncing

struct ExceptionsExplain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "What a code means and what to do about it.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The code, as RECEIPT_OVER.", completion: .site(SiteNames.codes))
  var code: String

  func run() throws {
    try common.answer { (_) throws(SyncFailure) in try ExceptionOperation.explain(code) }
  }
}
