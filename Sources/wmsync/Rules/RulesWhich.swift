import ArgumentParser
import Syncing

struct RulesWhich: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "which", abstract: "Show which rule decides about a field.")

  @OptionGroup var common: CommonOptions

  @Argument(help: "The field, as item.weight_kg.", completion: .site(SiteNames.fields))
  var field: String

  @Option(help: "In this warehouse.", completion: .site(SiteNames.warehouses))
  var warehouse: String?

  @Option(help: "For the record with this key.")
  var entityKey: String?

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try RuleOperation.which(field, warehouse: warehouse, key: entityKey, at: place)
    }
  }
}
