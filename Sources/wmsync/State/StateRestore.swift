import ArgumentParser
import Syncing

struct StateRestore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Put a backup in place so that nothing is lost and nothing is sent twice.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The backup; it stays as it is.", completion: .file())
  var file: String

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try RestoreOperation.restore(file, at: place)
    }
  }
}
