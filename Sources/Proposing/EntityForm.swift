import Domain

/// What a file must have to hold records of one type.
struct EntityForm {
  let entity: EntityID
  /// Fields without which the type is not proposed; lines of documents may be numbered instead.
  let required: [String]
  /// At least one of them must be there as well; empty where nothing more is needed.
  let oneOf: [String]
  /// Fields that speak for the type.
  let typical: [String]
  /// Words in the name of the file that speak for it.
  let words: [String]
  /// Fields that a file may leave to a constant.
  let constants: [String: String]
  /// The field whose equal values group the lines of one document; `nil` without line numbers.
  let document: String?
  /// Who usually tells it.
  let role: String
  /// Whether a file usually holds all there is.
  let isSnapshot: Bool

  /// Whether its records stand within others, as the lines of an order.
  var canBeWithin: Bool { document != nil || ["item", "stock", "parcel"].contains(entity.text) }

  /// The field that a row's own id fills where nothing else is called so.
  var idField: String {
    if document != nil { return "line" }
    return entity == "stock" ? "lpn" : required[0]
  }

  /// Fields that speak against the type: such rows are lines or heads of something else.
  var strange: [String] {
    switch entity.text {
    case "sales_order", "purchase_order": ["sku"]
    case "item", "partner", "location": ["order", "po"]
    default: []
    }
  }

  private init(
    _ entity: EntityID, _ required: [String], oneOf: [String] = [], typical: [String],
    words: [String], constants: [String: String] = [:], document: String? = nil,
    role: String, isSnapshot: Bool = false
  ) {
    self.entity = entity
    self.required = required
    self.oneOf = oneOf
    self.typical = typical
    self.words = words
    self.constants = constants
    self.document = document
    self.role = role
    self.isSnapshot = isSnapshot
  }

  static let all: [EntityForm] = [
    .init(
      "item", ["sku"], oneOf: ["name", "base_uom", "gtin", "weight_kg", "item_group", "unit_cost"],
      typical: [
        "name", "base_uom", "gtin", "item_group", "weight_kg", "unit_cost", "safety_stock",
        "reorder_point", "abc_class", "origin_country", "supplier",
      ],
      words: [
        "item", "product", "article", "artikel", "material", "part", "sku", "variant", "stamm",
        "catalog",
      ], role: "erp", isSnapshot: true),
    .init(
      "partner", ["partner"], oneOf: ["name", "email", "city", "postcode"],
      typical: ["name", "email", "phone", "city", "postcode", "country", "address1"],
      words: [
        "partner", "customer", "vendor", "supplier", "kunde", "lieferant", "debitor", "kreditor",
        "company", "client",
      ], constants: ["role": "customer"], role: "erp", isSnapshot: true),
    .init(
      "location", ["bin"], oneOf: ["warehouse", "zone", "aisle", "bay", "level", "pick_seq"],
      typical: ["warehouse", "zone", "aisle", "level", "pick_seq"],
      words: ["location", "bin", "platz", "shelf"], constants: ["warehouse": "MAIN"],
      role: "wms", isSnapshot: true),
    .init(
      "sales_order", ["order"], oneOf: ["customer", "ordered_at", "ship_to_country", "channel"],
      typical: [
        "customer", "ordered_at", "deliver_by", "ship_to_country", "ship_to_postcode", "currency",
        "channel", "carrier",
      ], words: ["salesorder", "order", "auftrag", "sale", "orders"], role: "erp"),
    .init(
      "sales_order_line", ["order", "sku", "qty"], typical: ["line", "unit_price", "uom"],
      words: [
        "salesorder", "order", "line", "detail", "position", "item", "auftrag", "sale", "invoice",
      ], document: "order", role: "erp"),
    .init(
      "purchase_order", ["po"], oneOf: ["supplier", "ordered_at", "expected_from"],
      typical: ["supplier", "ordered_at", "expected_from", "currency", "status"],
      words: ["purchase", "bestellung", "po", "header", "kopf"], role: "erp"),
    .init(
      "purchase_order_line", ["po", "sku", "qty"], typical: ["line", "unit_cost", "uom"],
      words: ["purchase", "bestellung", "po", "line", "detail", "position"], document: "po",
      role: "erp"),
    .init(
      "receipt", ["receipt", "sku", "qty_good"],
      typical: ["line", "po", "po_line", "qty_rejected", "received_at", "lot", "warehouse"],
      words: ["receipt", "received", "goodsin", "wareneingang", "grn", "inbound"],
      constants: ["version": "1", "warehouse": "MAIN"], document: "receipt", role: "wms"),
    .init(
      "shipment", ["shipment", "sku", "qty"],
      typical: ["line", "order", "order_line", "shipped_at", "lot", "carrier", "warehouse"],
      words: ["shipment", "shipped", "delivery", "dispatch", "goodsout", "lieferung", "versand"],
      constants: ["version": "1", "warehouse": "MAIN"], document: "shipment", role: "wms"),
    .init(
      "parcel", ["shipment", "tracking"], typical: ["carrier", "service", "weight_kg"],
      words: ["parcel", "tracking", "package", "paket", "fulfillment"], role: "wms"),
    .init(
      "stock", ["sku", "on_hand"],
      typical: ["warehouse", "bin", "lot", "allocated", "available", "as_of", "lpn"],
      words: ["stock", "inventory", "bestand", "onhand", "lager", "level", "balance"],
      constants: ["warehouse": "MAIN"], role: "wms", isSnapshot: true),
    .init(
      "adjustment", ["adjustment", "sku", "delta"],
      typical: ["line", "reason", "adjusted_at", "lot", "warehouse"],
      words: ["adjust", "korrektur", "journal", "writeoff"],
      constants: ["warehouse": "MAIN"], document: "adjustment", role: "wms"),
    .init(
      "return_receipt", ["return", "sku", "qty"],
      typical: ["line", "order", "condition", "received_at", "tracking", "warehouse"],
      words: ["return", "retoure", "rma", "refund"],
      constants: ["version": "1", "warehouse": "MAIN"], document: "return", role: "wms"),
  ]
}
