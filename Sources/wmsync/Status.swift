import ArgumentParser
import Syncing

struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Is a person needed? The verdict first, then feed by feed.")

  @OptionGroup var common: CommonOptions

  @Flag(help: "One line for a monitoring plugin; ends with 0, 1, 2 or 3.")
  var check = false

  @Option(help: "text, or prometheus: the figures of the metrics file.")
  var format = Format.text

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, prometheus
  }

  func validate() throws {
    if check && format != .text { throw ValidationError("give --check or --format, not both") }
  }

  func run() throws {
    let (check, format) = (check, format)
    try common.answer { (place) throws(SyncFailure) in
      if check { return StatusOperation.check(at: place) }
      return format == .prometheus
        ? try StatusOperation.metrics(at: place) : try StatusOperation.perform(at: place)
    }
  }
}
