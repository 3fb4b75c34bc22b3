import ArgumentParser
import Syncing

struct WatermarksRewind: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rewind",
    abstract: "Read files again; shows which ones first, --yes does it.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The feed.", completion: .site(SiteNames.feeds))
  var feed: String

  @Option(help: "The newest file to keep as taken: its name, its number, or start.")
  var to: String

  @Flag(help: "Do it.")
  var yes = false

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try WatermarkOperation.rewind(feed, to: to, isConfirmed: yes, at: place)
    }
  }
}
