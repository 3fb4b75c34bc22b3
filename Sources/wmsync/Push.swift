import ArgumentParser
import Syncing

struct Push: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Send what stands in the outbox and what is due.")

  @OptionGroup var common: CommonOptions

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try RunOperation(.push).perform(at: place)
    }
  }
}
