/// Exports of Shopify's admin, as CSV.
///
/// Columns as in public importers that carry real headers of these files: the 79 columns of the order
/// export, the product files of before and after the columns were renamed in 2025, and the inventory
/// file with one row for each place.
extension Preset {
  /// One row for each line of an order; only the first row of an order has its header.
  package static let shopifyOrders = Preset(
    name: "shopify-orders",
    title: "Shopify admin, Orders, Export, Plain CSV file",
    system: "shop",
    role: "channel",
    signature: [
      "Name", "Email", "Financial Status", "Currency", "Total", "Shipping Method", "Created at",
      "Lineitem quantity", "Lineitem price", "Lineitem sku", "Lineitem requires shipping",
      "Shipping Name", "Shipping Address1", "Shipping City", "Shipping Zip", "Shipping Province",
      "Shipping Country", "Notes", "Cancelled at", "Source",
    ],
    mode: "delta",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", datetime: "yyyy-MM-dd HH:mm:ss Z"}"#,
    mapping: #"""
      emit:
        - entity: sales_order
          when: {column: Total, not: ""}
          fields:
            order: {column: Name}
            customer: {column: Email, case: lower}
            channel: {column: Source}
            ordered_at: {column: Created at}
            service: {column: Shipping Method}
            cancelled: {column: Cancelled at, replace: {pattern: ".+", with: "true"}}
            currency: {column: Currency}
            ship_to_name: {column: Shipping Name}
            ship_to_address1: {column: Shipping Address1}
            ship_to_city: {column: Shipping City}
            ship_to_region: {column: Shipping Province}
            ship_to_postcode: {column: Shipping Zip, replace: {pattern: "^'", with: ""}}
            ship_to_country: {column: Shipping Country}
            notes: {column: Notes}
        - entity: sales_order_line
          when: {column: Lineitem requires shipping, equals: "true"}
          fields:
            order: {column: Name}
            line: {ordinal: [Name]}
            sku: {column: Lineitem sku, required: true}
            qty: {column: Lineitem quantity, min: 0}
            unit_price: {column: Lineitem price, min: 0}
      """#,
    notes: [
      "The export has no line numbers: the lines of an order are counted in the order of the file, "
        + "without those that are not shipped.",
      "Unpaid orders are read too; a `when` on the column Financial Status leaves them out.",
      "A line without SKU that is to be shipped holds its row.",
      "An order of which nothing is shipped, as of a gift card, is reported as DOC_INCOMPLETE.",
      "Shopify writes the shop's own time with its offset.",
    ])

  /// One row for each variant, and rows that only add a picture.
  package static let shopifyProducts = Preset(
    name: "shopify-products",
    title: "Shopify admin, Products, Export (columns that begin with Variant)",
    system: "shop",
    role: "channel",
    signature: [
      "Handle", "Title", "Option1 Value", "Option2 Value", "Option3 Value", "Variant SKU",
      "Variant Grams", "Variant Barcode", "Cost per item", "Status",
    ],
    mode: "snapshot",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", max_row_bytes: 4MiB}"#,
    mapping: #"""
      entity: item
      when: {column: Variant SKU, not: ""}
      fields:
        sku: {column: Variant SKU}
        name:
          template: "{Handle} {Option1 Value} {Option2 Value} {Option3 Value}"
          replace: {pattern: "( Default Title)? *$", with: ""}
        status: {column: Status, values: {active: active, draft: blocked, archived: discontinued}}
        gtin: {column: Variant Barcode, replace: {pattern: "^'", with: ""}, on_error: warn}
        weight_kg:
          column: Variant Grams
          replace: {pattern: '([.][0-9]{3})[0-9]+$', with: "$1"}
          implied_decimals: 3
          min: 0
        unit_cost: {column: Cost per item, min: 0}
      """#,
    notes: [
      "Only the first row of a product has Title and Status, so names are made of the handle and the "
        + "options, and further variants have no status.",
      "Variants without SKU are left out; a SKU that stands under two products is reported as "
        + "KEY_DUPLICATE, and its rows wait.",
      "Weights are in grams, cut off behind a thousandth.",
      "Barcodes that are no GTIN are reported and left empty.",
    ])

  /// The same with the column names of 2025.
  package static let shopifyProductsURLHandle = Preset(
    name: "shopify-products-url-handle",
    title: "Shopify admin, Products, Export (columns URL handle, SKU, Barcode)",
    system: "shop",
    role: "channel",
    signature: [
      "URL handle", "Title", "Option1 value", "Option2 value", "Option3 value", "SKU", "Barcode",
      "Weight value (grams)", "Cost per item", "Status",
    ],
    mode: "snapshot",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", max_row_bytes: 4MiB}"#,
    mapping: #"""
      entity: item
      when: {column: SKU, not: ""}
      fields:
        sku: {column: SKU}
        name:
          template: "{URL handle} {Option1 value} {Option2 value} {Option3 value}"
          replace: {pattern: "( Default Title)? *$", with: ""}
        status:
          column: Status
          case: lower
          values: {active: active, draft: blocked, archived: discontinued, unlisted: active}
        gtin: {column: Barcode, replace: {pattern: "^'", with: ""}, on_error: warn}
        weight_kg:
          column: Weight value (grams)
          replace: {pattern: '([.][0-9]{3})[0-9]+$', with: "$1"}
          implied_decimals: 3
          min: 0
        unit_cost: {column: Cost per item, min: 0}
      """#,
    notes: [
      "The names are those of Shopify's product template of 2025; that every shop's export has them "
        + "already could not be verified.",
      "Only the first row of a product has Title and Status, so names are made of the handle and the "
        + "options, and further variants have no status.",
      "Variants without SKU are left out; a SKU that stands under two products is reported as "
        + "KEY_DUPLICATE, and its rows wait.",
    ])

  /// One row for each variant and place.
  package static let shopifyInventory = Preset(
    name: "shopify-inventory",
    title: "Shopify admin, Inventory, Export, all variants and all locations",
    system: "shop",
    role: "channel",
    signature: [
      "Handle", "SKU", "Location", "Committed (not editable)", "Available (not editable)",
      "On hand (current)",
    ],
    mode: "snapshot",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", null: ["", "not stocked"]}"#,
    mapping: #"""
      entity: stock
      when: {column: On hand (current), matches: "[0-9]"}
      fields:
        warehouse: {column: Location}
        sku: {column: SKU, required: true}
        on_hand: {column: On hand (current)}
        allocated: {column: Committed (not editable)}
        available: {column: Available (not editable)}
      """#,
    notes: [
      "Name the locations as aliases of your warehouses, as Shopify writes them.",
      "A variant without SKU holds its row, and so do variants that share a SKU and lie differently.",
      "The older file with one column for each location is not read: its columns are named after the "
        + "shop's own locations. Choose all locations when you export.",
    ])
}
