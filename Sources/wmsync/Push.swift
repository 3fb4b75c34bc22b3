import ArgumentParser
import Syncing

struct Push: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "push",
    abstract: "Send what stands in the outbox and what is due.")

  @OptionGroup var common: CommonOptions

  @Option(help: "Send the file of this number again: same name, same bytes.")
  var resend: Int?

  @Option(
    help: "The stream of that number, where several have it.", completion: .site(SiteNames.streams))
  var stream: String?

  @Option(help: "Why it is sent again, for the history.")
  var note: String?

  func validate() throws {
    guard resend != nil || stream == nil && note == nil else {
      throw ValidationError("--stream and --note belong to --resend")
    }
  }

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      guard let resend else {
        return try RunOperation(.push, isQuiet: common.quiet, isJSON: common.json).perform(
          at: place)
      }
      return try ResendOperation.resend(resend, stream: stream, note: note, at: place)
    }
  }
}
