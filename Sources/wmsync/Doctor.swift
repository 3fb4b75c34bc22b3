import ArgumentParser
import Syncing

struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "What is wrong with this installation, line by line.")

  @OptionGroup var common: CommonOptions

  @Option(help: "Also write one file for support, without business data.", completion: .file())
  var bundle: String?

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try DoctorOperation.perform(bundle: bundle, at: place)
    }
  }
}
