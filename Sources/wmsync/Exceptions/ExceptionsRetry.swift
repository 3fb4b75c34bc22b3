import ArgumentParser
import Syncing

struct ExceptionsRetry: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Have the next run try again what it is about.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var targets: ExceptionTargets

  func run() throws {
    try common.act(.retry, on: targets)
  }
}
