import ArgumentParser
import Syncing

struct StateMigrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "migrate", abstract: "Bring a store of an older layout up to this program.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in try MigrateOperation.migrate(at: place) }
  }
}
