import ArgumentParser
import Syncing

struct RulesSet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Override a rule; kept in the store with who and why.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The field, as item.weight_kg or item.*.", completion: .site(SiteNames.fields))
  var field: String

  @Option(help: "The system that decides.", completion: .site(SiteNames.systems))
  var owner: String

  @Option(help: "Why; shown beside the rule.")
  var reason: String

  @Option(help: "Only in this warehouse.", completion: .site(SiteNames.warehouses))
  var warehouse: String?

  @Option(help: "Only for the record with this key.")
  var entityKey: String?

  @Option(
    help: "What happens to another system's edit: revert, alert or adopt.",
    completion: .list(["revert", "alert", "adopt"]))
  var onDrift: String?

  func run() throws {
    var override = RuleOperation.Override(field: field, owner: owner, reason: reason)
    override.warehouse = warehouse
    override.key = entityKey
    override.onDrift = onDrift
    let set = override
    try common.answer { (place) throws(SyncFailure) in try RuleOperation.set(set, at: place) }
  }
}
