import ArgumentParser
import Syncing

struct ExceptionsList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List exceptions, worst first.")

  @OptionGroup var common: CommonOptions

  @Flag(help: "Only those that the newest run found for the first time.")
  var new = false

  @Option(help: "Only this code.")
  var code: String?

  @Option(help: "Only from this feed.")
  var feed: String?

  @Option(help: "Only this warehouse.")
  var warehouse: String?

  @Option(help: "Only critical, error, warning or info.")
  var severity: String?

  @Option(help: "Only open, watch, acknowledged, ignored or resolved.")
  var state: String?

  func run() throws {
    var filter = ExceptionFilter()
    filter.code = code
    filter.feed = feed
    filter.warehouse = warehouse
    filter.severity = severity
    filter.state = state
    filter.onlyNew = new
    let selected = filter
    try common.answer { (place) throws(SyncFailure) in
      try ExceptionOperation.list(selected, at: place)
    }
  }
}
