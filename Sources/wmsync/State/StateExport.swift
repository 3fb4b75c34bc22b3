import ArgumentParser
import Syncing

struct StateExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write every view of the store as a CSV file.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "Folder for the files; made where it is missing.", completion: .directory)
  var folder: String

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try ExportOperation.export(to: folder, at: place)
    }
  }
}
