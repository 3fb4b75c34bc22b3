import ArgumentParser
import Syncing

/// Options that every command has.
struct CommonOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, help: "Configuration file; else WMSYNC_CONFIG, ./wmsync.yaml.",
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?

  @Flag(help: "Answer with one JSON document.")
  var json = false

  @Flag(name: .shortAndLong, help: "Only say what is wrong.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Say more.")
  var verbose = false

  // A type of its own would cost every start a search among all types.
  @Option(
    help: "Colour: auto, always or never; auto without it.",
    completion: .list(["auto", "always", "never"]))
  var color: String?

  @Option(help: "Fixed clock, RFC 3339, for replays.")
  var at: String?

  @Flag(help: "Change a site whose store belongs to another user.")
  var asOtherUser = false

  func validate() throws {
    if let color, ColorChoice(rawValue: color) == nil {
      throw ValidationError(
        "The value '\(color)' is invalid for '--color <color>'. Please provide one of 'auto', "
          + "'always' or 'never'.")
    }
  }

  /// When the verdict is coloured.
  var colors: ColorChoice { color.flatMap(ColorChoice.init) ?? .auto }

  /// Runs an operation and renders its answer; the process ends with its status.
  func answer(
    isSilentWithoutNews: Bool = false,
    _ operation: (Workplace) throws(SyncFailure) -> Answer
  ) throws {
    do {
      let answer = try operation(
        Workplace(configuration: config, at: at, asOtherUser: asOtherUser))
      try Console(options: self).render(answer, isSilentWithoutNews: isSilentWithoutNews)
      guard answer.status == .done else { throw ExitCode(answer.status.rawValue) }
    } catch let failure as SyncFailure {
      Console.complain(failure)
      throw ExitCode(failure.status.rawValue)
    }
  }
}

enum ColorChoice: String {
  case auto, always, never
}
