import ArgumentParser
import Syncing

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a new site; with --demo a whole retailer with planted faults.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "Folder of the site.")
  var folder = "."

  @Flag(help: "Make the demo: one ERP, two warehouses on one WMS, one 3PL.")
  var demo = false

  func run() throws {
    try common.answer { (_) throws(SyncFailure) in
      try InitOperation.perform(folder: folder, isDemo: demo)
    }
  }
}
