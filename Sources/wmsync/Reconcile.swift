import ArgumentParser
import Syncing

struct Reconcile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Prove everything again and show what does not agree.")

  @OptionGroup var common: CommonOptions

  @Option(help: "Only this record type.", completion: .site(SiteNames.recordTypes))
  var entity: String?

  @Option(help: "Only this warehouse.", completion: .site(SiteNames.warehouses))
  var warehouse: String?

  @Option(help: "Only this SKU.")
  var sku: String?

  @Option(help: "Only this order.")
  var order: String?

  @Option(
    help: "End with 2 when an open exception is this severe or worse.", completion: .severities)
  var failOn: String?

  func run() throws {
    var operation = RunOperation(.reconcile, isQuiet: common.quiet, isJSON: common.json)
    operation.failOn = failOn
    operation.filter.entity = entity
    operation.filter.warehouse = warehouse
    operation.filter.sku = sku
    operation.filter.order = order
    try common.answer { (place) throws(SyncFailure) in try operation.perform(at: place) }
  }
}
