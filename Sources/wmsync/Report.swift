import ArgumentParser
import Syncing

struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "The situation of now, what the books lack at a close, or key figures.",
    discussion: """
      Without --accruals and --kpi: verdict, feeds and exceptions by code, made anew from the store.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: "The last day of the period, as 2026-10-31: what was not posted by its end.")
  var accruals: String?

  @Flag(help: "How fast and how well customers are served, and how the stock turns.")
  var kpi = false

  @Option(
    help: """
      The first day that is looked at, as 2026-10-01; with --kpi 30 days ago without it.
      """)
  var since: String?

  @Option(
    help: .init("Write the dashboard index.html into this folder.", valueName: "folder"),
    completion: .directory)
  var html: String?

  @Option(
    help: .init("text or markdown.", valueName: "format"), completion: .list(["text", "markdown"]))
  var format: String?

  @Option(help: "With --kpi: stock without any movement for so many days is dead.")
  var deadDays = 90

  @Option(help: "Write what is listed to this CSV file too.", completion: .file())
  var csv: String?

  func validate() throws {
    guard accruals == nil || !kpi else {
      throw ValidationError("ask for one of --accruals and --kpi")
    }
    if accruals != nil && since != nil {
      throw ValidationError("--since does not go with --accruals")
    }
    if (html != nil || format != nil) && (accruals != nil || kpi) {
      throw ValidationError("--html and --format go with neither --accruals nor --kpi")
    }
  }

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      if let accruals { return try AccrualOperation.perform(accruals, csv: csv, at: place) }
      if kpi {
        return try KeyFigureOperation.perform(
          since: since, deadDays: deadDays, csv: csv, at: place)
      }
      return try ReportOperation.perform(
        html: html, csv: csv, since: since, format: format ?? "text", at: place)
    }
  }
}
