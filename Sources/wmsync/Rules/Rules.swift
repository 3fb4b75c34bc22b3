import ArgumentParser

struct Rules: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Source-of-truth rules: who decides about which field.",
    subcommands: [
      RulesList.self, RulesWhich.self, RulesSet.self, RulesHistory.self, RulesDiff.self,
    ],
    defaultSubcommand: RulesList.self)
}
