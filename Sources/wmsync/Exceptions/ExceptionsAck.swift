import ArgumentParser
import Syncing

struct ExceptionsAck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack", abstract: "Say that somebody is looking at it.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var targets: ExceptionTargets

  func run() throws {
    try common.act(.ack, on: targets)
  }
}
