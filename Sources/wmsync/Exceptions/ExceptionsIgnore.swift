import ArgumentParser
import Syncing

struct ExceptionsIgnore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ignore", abstract: "Be silent about it for a while.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var targets: ExceptionTargets

  @Option(help: "Until a day, a time, or for so long as 3d.")
  var until: String?

  @Option(help: "Until it changes by more than so much, as 10%.")
  var orChange: String?

  func validate() throws {
    if until == nil && orChange == nil {
      throw ValidationError("say how long: --until, --or-change, or both")
    }
  }

  func run() throws {
    try common.act(.ignore(until: until, change: orChange), on: targets)
  }
}
