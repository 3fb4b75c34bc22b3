import ArgumentParser
import Syncing

struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "What the books lack at the close of a period, or key figures of orders and stock.")

  @OptionGroup var common: CommonOptions

  @Option(help: "The last day of the period, as 2026-10-31: what was not posted by its end.")
  var accruals: String?

  @Flag(help: "How fast and how well customers are served, and how the stock turns.")
  var kpi = false

  @Option(
    help: "With --kpi: the first day that is looked at, as 2026-10-01; 30 days ago without it.")
  var since: String?

  @Option(help: "With --kpi: stock without any movement for so many days is dead.")
  var deadDays = 90

  @Option(help: "Write what is listed to this CSV file too.")
  var csv: String?

  func validate() throws {
    guard (accruals != nil) != kpi else {
      throw ValidationError("ask for one of --accruals and --kpi")
    }
    if since != nil && !kpi { throw ValidationError("--since goes with --kpi") }
  }

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      guard let accruals else {
        return try KeyFigureOperation.perform(
          since: since, deadDays: deadDays, csv: csv, at: place)
      }
      return try AccrualOperation.perform(accruals, csv: csv, at: place)
    }
  }
}
