import ArgumentParser
import Syncing

struct WatermarksList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the newest file of each feed.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in try WatermarkOperation.list(at: place) }
  }
}
