import ArgumentParser

struct Exceptions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exceptions",
    abstract: "What a person must look at.",
    subcommands: [
      ExceptionsList.self, ExceptionsShow.self, ExceptionsAck.self, ExceptionsAssign.self,
      ExceptionsRetry.self, ExceptionsResolve.self, ExceptionsIgnore.self, ExceptionsReopen.self,
      ExceptionsExplain.self,
    ],
    defaultSubcommand: ExceptionsList.self,
    aliases: ["ex"])
}
