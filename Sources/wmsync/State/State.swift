import ArgumentParser

struct State: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state",
    abstract: "Look after the state store: backups, proof, space.",
    subcommands: [
      StateBackup.self, StateRestore.self, StateVerify.self, StateMigrate.self, StatePrune.self,
      StateExport.self,
    ])
}
