import ArgumentParser
import Syncing

struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a new site; with --demo a whole retailer with planted faults.",
    discussion: """
      With --from, exports of your own are looked at, and a configuration is proposed with its \
      evidence. A system may stand in front of a file: --from erp=items.csv wms=stock.csv
      """)

  @OptionGroup var common: CommonOptions

  @Argument(help: "Folder of the site.", completion: .directory)
  var folder = "."

  @Flag(help: "Make the demo: one ERP, two warehouses on one WMS, one 3PL.")
  var demo = false

  @Option(
    parsing: .upToNextOption,
    help: .init("Propose a configuration for these exports.", valueName: "[system=]file"),
    completion: .file())
  var from: [String] = []

  func validate() throws {
    guard !demo || from.isEmpty else {
      throw ValidationError("--demo and --from do not go together")
    }
  }

  func run() throws {
    try common.answer { (_) throws(SyncFailure) in
      from.isEmpty
        ? try InitOperation.perform(folder: folder, isDemo: demo)
        : try ProposalOperation.perform(folder: folder, exports: from)
    }
  }
}
