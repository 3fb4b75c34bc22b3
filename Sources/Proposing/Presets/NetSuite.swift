/// Results of NetSuite's saved searches, exported as CSV.
///
/// A search has the columns that its maker gave it. These are NetSuite's own labels of the standard
/// fields, as its search export writes them into scripts (itemid is Name, locationquantityonhand is
/// Location On Hand, line is Line ID, quantityshiprecv is Quantity Fulfilled/Received, rate is Item
/// Rate).
extension Preset {
  /// An item search.
  package static let netsuiteItems = Preset(
    name: "netsuite-items",
    title: "NetSuite, saved search of type Item, Export CSV",
    system: "erp",
    role: "erp",
    signature: ["Internal ID", "Name", "Display Name", "Type", "UPC Code"],
    mode: "snapshot",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", null: ["", "- None -"]}"#,
    mapping: #"""
      entity: item
      when: {column: Type, matches: "^(Inventory|Assembly|Kit)"}
      fields:
        sku: {column: Name, replace: {pattern: "^.* : ", with: ""}}
        name: {column: Display Name}
        gtin: {column: UPC Code, on_error: warn}
      """#,
    notes: [
      "The columns are those of your search: give it Internal ID, Name, Display Name, Type and UPC Code "
        + "with their standard labels.",
      "Of a matrix item's name, as SHIRT : SHIRT-RED, only what stands last is the SKU.",
      "Services, charges and other things without stock are left out by their type, whose English names "
        + "begin with Inventory, Assembly or Kit for the others.",
    ])

  /// An item search with one row for each location.
  package static let netsuiteInventory = Preset(
    name: "netsuite-inventory",
    title: "NetSuite, saved search of type Item with locations, Export CSV",
    system: "erp",
    role: "erp",
    signature: [
      "Name", "Inventory Location", "Location On Hand", "Location Committed", "Location Available",
    ],
    mode: "snapshot",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", null: ["", "- None -"]}"#,
    mapping: #"""
      entity: stock
      when: {column: Location On Hand, matches: "[0-9]"}
      fields:
        warehouse: {column: Inventory Location, required: true}
        sku: {column: Name, replace: {pattern: "^.* : ", with: ""}}
        on_hand: {column: Location On Hand}
        allocated: {column: Location Committed}
        available: {column: Location Available}
      """#,
    notes: [
      "The columns are those of your search, with their standard labels.",
      "An empty Location On Hand means that the item was never kept there and is skipped.",
      "Sub-locations are written as Main : Shelf; name them as aliases as they stand.",
    ])

  /// A transaction search of sales orders with their lines.
  package static let netsuiteSalesOrders = Preset(
    name: "netsuite-sales-orders",
    title: "NetSuite, saved search of type Transaction (sales orders, main line false), Export CSV",
    system: "erp",
    role: "erp",
    signature: [
      "Document Number", "Date", "Line ID", "Item", "Quantity", "Item Rate",
      "Quantity Fulfilled/Received",
    ],
    mode: "delta",
    dialect: #"""
      {format: csv, encoding: utf-8, delimiter: ",", null: ["", "- None -"], date: M/d/yyyy}
      """#,
    mapping: #"""
      when: {column: Line ID, matches: "^[1-9]"}
      emit:
        - entity: sales_order
          fields:
            order: {column: Document Number}
            ordered_at: {column: Date}
        - entity: sales_order_line
          when: {column: Item, not: ""}
          fields:
            order: {column: Document Number}
            line: {column: Line ID}
            sku: {column: Item, replace: {pattern: "^.* : ", with: ""}}
            qty: {column: Quantity, min: 0}
            unit_price: {column: Item Rate}
      """#,
    notes: [
      "The columns are those of your search, with their standard labels; leave out tax, shipping and "
        + "cost of goods lines in the search.",
      "The main line of an order, and the line of totals at the end, have no line number above 0 and "
        + "are skipped.",
      "Dates are written as the user's preferences say; M/d/yyyy is that of the United States.",
    ])
}
