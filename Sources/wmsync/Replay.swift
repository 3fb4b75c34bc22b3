import ArgumentParser
import Syncing

struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Run scenario folders on throw-away stores and compare every output byte.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "Scenario folders, or folders of scenario folders.", completion: .directory)
  var folders: [String]

  @Flag(help: "Rewrite the expectations and name each rewritten file.")
  var update = false

  @Option(help: "Write a JUnit report to this file.", completion: .file())
  var junit: String?

  func run() throws {
    try common.answer { (_) throws(SyncFailure) in
      try ReplayOperation.perform(folders: folders, rewrites: update, junit: junit)
    }
  }
}
