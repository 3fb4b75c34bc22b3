import ArgumentParser
import Syncing

struct WatermarksSet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Go on after a number: step over a gap, or count anew; --yes does it.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The feed.", completion: .site(SiteNames.feeds))
  var feed: String

  @Option(help: "The number after which the feed goes on.")
  var to: Int

  @Option(help: "Why; kept in the history.")
  var note: String = ""

  @Flag(help: "Do it.")
  var yes = false

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try WatermarkOperation.set(feed, to: to, note: note, isConfirmed: yes, at: place)
    }
  }
}
