import ArgumentParser
import Syncing

struct StateBackup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Write a verified copy of the store.")

  @OptionGroup var common: CommonOptions

  @Argument(
    help: "Where to; by default a new name in the folder backups beside the store.",
    completion: .file())
  var file: String?

  @Option(help: "Wait for another run to end, as 30s or 2m.")
  var wait: WaitTime?

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try BackupOperation.backUp(to: file, waitSeconds: wait?.seconds ?? 0, at: place)
    }
  }
}
