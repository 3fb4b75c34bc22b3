import ArgumentParser
import Syncing

struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "What the books lack at the close of a period.")

  @OptionGroup var common: CommonOptions

  @Option(help: "The last day of the period, as 2026-10-31: what was not posted by its end.")
  var accruals: String

  @Option(help: "Write the candidates to this CSV file too.")
  var csv: String?

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try AccrualOperation.perform(accruals, csv: csv, at: place)
    }
  }
}
