import ArgumentParser
import Syncing

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the configuration; all mistakes at once, with their places.",
    discussion: """
      With --sample, the waiting files are read through their mappings, without the store; ends \
      with 2 when rows would be held.
      """)

  @OptionGroup var common: CommonOptions

  @Flag(help: "Read the waiting files too, and compare what the systems know.")
  var sample = false

  @Option(
    help: .init("Write codes that may be one for review; implies --sample.", valueName: "folder"),
    completion: .directory)
  var aliases: String?

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try CheckOperation.perform(samples: sample, aliases: aliases, at: place)
    }
  }
}
