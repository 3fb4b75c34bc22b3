import ArgumentParser
import Syncing

struct StateVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Prove that a store or a backup is whole and consistent.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The file; by default the store of the site.", completion: .file())
  var file: String?

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try VerifyOperation.verify(file, at: place)
    }
  }
}
