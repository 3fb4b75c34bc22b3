import ArgumentParser
import Syncing

struct ExceptionsAssign: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assign", abstract: "Say who looks after it.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var targets: ExceptionTargets

  @Option(help: "A person or a team.", completion: .site(SiteNames.owners))
  var to: String

  func validate() throws {
    if to.allSatisfy(\.isWhitespace) { throw ValidationError("--to is empty") }
  }

  func run() throws {
    try common.act(.assign(to: to), on: targets)
  }
}
