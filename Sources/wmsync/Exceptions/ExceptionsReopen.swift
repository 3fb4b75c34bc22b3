import ArgumentParser
import Syncing

struct ExceptionsReopen: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen", abstract: "Say that it is not settled after all.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var targets: ExceptionTargets

  func run() throws {
    try common.act(.reopen, on: targets)
  }
}
