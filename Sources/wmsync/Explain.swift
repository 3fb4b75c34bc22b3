import ArgumentParser
import Syncing

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Where a record's values came from, why they hold, and where they went.")

  @OptionGroup var common: CommonOptions

  @Option(
    help: "The warehouse of stock, in front of its key: stock 4711 --warehouse HAM.",
    completion: .site(SiteNames.warehouses))
  var warehouse: String?

  @Argument(
    help: "Record type, as item or purchase_order_line.", completion: .site(SiteNames.recordTypes))
  var entity: String

  @Argument(help: "Key fields joined by |, as 4711|10.")
  var key: String

  func run() throws {
    try common.answer { (place) throws(SyncFailure) in
      try ExplainOperation.perform(entity, key, warehouse: warehouse, at: place)
    }
  }
}
