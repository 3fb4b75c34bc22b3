import ArgumentParser

/// The program: options may stand before the command as well as behind it.
@main
enum Program {
  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    var leading: [String] = []
    while let first = arguments.first, first.hasPrefix("-"), first != "--" {
      leading.append(arguments.removeFirst())
      if ["-c", "--config", "--at", "--color"].contains(first), !arguments.isEmpty {
        leading.append(arguments.removeFirst())
      }
    }
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    arguments.insert(contentsOf: leading, at: end)
    Wmsync.main(arguments)
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
      found, 74 input/output, 78 configuration.
      """,
    version: "0.1.0",
    subcommands: [
      Init.self, Check.self, Run.self, Pull.self, Reconcile.self, Push.self, Replay.self,
      Status.self, Exceptions.self, Rules.self, Watermarks.self, Explain.self,
    ])
}
