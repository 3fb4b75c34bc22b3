internal import Domain

/// A known export of a known system: what it is recognised by, and how it is read.
package struct Preset: Sendable {
  /// As `shopify-orders`; the name of the feed that is proposed.
  package let name: String
  /// Which export it is and where its users find it, as `Shopify admin, Orders, Export`.
  package let title: String
  /// The name proposed for the system, as `shop`.
  package let system: String
  /// `erp`, `wms`, `3pl` or `channel`.
  package let role: String
  /// Columns, or JSON pointers into a record, all of which such a file has.
  package let signature: [String]
  /// `snapshot` or `delta`.
  package let mode: String
  /// How the file is written, as a YAML mapping in one line: `{format: csv, …}`.
  package let dialect: String
  /// The feed's lines below its own name that say what its rows mean: `entity:`, `fields:`,
  /// `emit:`; YAML, the outermost keys not indented.
  package let mapping: String
  /// What a person must look at, a sentence each.
  package let notes: [String]

  /// The record types that its rows become, in the order of the mapping.
  var entities: [EntityID] {
    mapping.split(separator: "\n").compactMap { line in
      line.firstRange(of: "entity: ").map { EntityID(String(line[$0.upperBound...])) }
    }
  }

  /// How a file is written whose records lie at a pointer of its own.
  ///
  /// A single answer or a bare list has them elsewhere than the list that is usual.
  func dialect(records: String?) -> String {
    guard let start = dialect.firstRange(of: ", records: ") else { return dialect }
    let rest = dialect[start.upperBound...]
    let end = rest.firstIndex { $0 == "," || $0 == "}" } ?? rest.endIndex
    let own = records.map { ", records: \(YAMLText.quoted($0))" } ?? ""
    return dialect[..<start.lowerBound] + own + dialect[end...]
  }
}

/// Every preset, by name.
package let allPresets: [Preset] = [
  .brightpearlGoodsInNotes,
  .d365ReleasedProducts, .d365SalesOrderLines, .d365WarehouseOnHand,
  .extensivOrders, .extensivReceivers, .extensivStockSummaries,
  .netsuiteInventory, .netsuiteItems, .netsuiteSalesOrders,
  .odooProducts, .odooPurchaseOrderLines, .odooSaleOrderLines, .odooStock,
  .sapDeliveries, .sapStorageStock, .sapMaterials, .sapWarehouseStocks, .sapPurchaseOrderItems,
  .shipheroInventory, .shipheroOrders, .shipheroShipments,
  .shopifyInventory, .shopifyInventoryLevelsJSON, .shopifyOrders, .shopifyOrdersJSON,
  .shopifyProducts, .shopifyProductsJSON, .shopifyProductsURLHandle,
]
