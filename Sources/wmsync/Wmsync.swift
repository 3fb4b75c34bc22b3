import ArgumentParser
import Glibc
import Syncing

/// The program: options may stand before the command as well as behind it.
@main
enum Program {
  static func main() {
    ProcessStart.prepare()
    // A runtime that cannot find the command line answers with none at all, not even our name.
    guard !CommandLine.arguments.isEmpty else {
      Console.note("wmsync: the system does not tell the command line; nothing was done")
      exit(ExitStatus.inputOutput.rawValue)
    }
    var arguments = Array(CommandLine.arguments.dropFirst())
    var leading: [String] = []
    let valued = ["-c", "--config", "--at", "--color", "--generate-completion-script"]
    // What a shell asks for is no option, and stays in front.
    let isCompletion = arguments.first == "---completion"
    while !isCompletion, let first = arguments.first, first.hasPrefix("-"), first != "--" {
      leading.append(arguments.removeFirst())
      if valued.contains(first), !arguments.isEmpty {
        leading.append(arguments.removeFirst())
      }
    }
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    arguments.insert(contentsOf: leading, at: end)
    do {
      var command = try Wmsync.parseAsRoot(arguments)
      try command.run()
    } catch {
      finish(with: error)
    }
  }

  /// Help and version are answers; what cannot be understood goes to standard error.
  private static func finish(with error: any Error) -> Never {
    let code = Wmsync.exitCode(for: error)
    let text = Answer.shown(Wmsync.fullMessage(for: error))
    do {
      if code.isSuccess && !text.isEmpty { try Console.answer(text) }
    } catch {
      Console.complain(error)
      exit(error.status.rawValue)
    }
    if !code.isSuccess && !text.isEmpty { Console.note(text) }
    exit(code.rawValue)
  }
}

/// Keeps a retailer's ERP and its warehouses in step.
struct Wmsync: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wmsync",
    abstract: "Keep an ERP and its warehouses (WMS, 3PL) in step, file by file.",
    discussion: """
      Exit status: 0 done, 1 failed and rolled back, 2 findings where asked for, 3 a feed was \
      held, 10 no state store, 11 another run at work, 12 the store is newer, 64 usage, 65 not \
      found, 74 input/output, 78 configuration, 129, 130 or 143 ended by a signal.
      """,
    version: Release.version,
    subcommands: [
      Init.self, Check.self, Run.self, Pull.self, Reconcile.self, Push.self, Replay.self,
      Status.self, Exceptions.self, Rules.self, Watermarks.self, Explain.self, Report.self,
      State.self, Doctor.self,
    ])
}
