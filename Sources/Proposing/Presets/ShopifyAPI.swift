/// Answers of Shopify's REST Admin API, as JSON.
///
/// Members as in Shopify's own examples (the test data of its published client libraries) and its API
/// reference.
extension Preset {
  /// `GET /admin/api/…/orders.json`.
  package static let shopifyOrdersJSON = Preset(
    name: "shopify-orders-json",
    title: "Shopify REST Admin API, orders.json",
    system: "shop",
    role: "channel",
    signature: [
      "/id", "/name", "/order_number", "/created_at", "/financial_status", "/currency",
      "/total_line_items_price",
    ],
    mode: "delta",
    dialect: "{format: json, records: /orders, datetime: rfc3339}",
    mapping: #"""
      emit:
        - entity: sales_order
          fields:
            order: {path: /name}
            customer: {path: /customer/id}
            channel: {path: /source_name}
            ordered_at: {path: /created_at}
            service: {path: /shipping_lines/0/title}
            cancelled: {path: /cancelled_at, replace: {pattern: ".+", with: "true"}}
            currency: {path: /currency}
            ship_to_name: {path: /shipping_address/name}
            ship_to_address1: {path: /shipping_address/address1}
            ship_to_city: {path: /shipping_address/city}
            ship_to_region: {path: /shipping_address/province_code}
            ship_to_postcode: {path: /shipping_address/zip}
            ship_to_country: {path: /shipping_address/country_code}
            notes: {path: /note}
        - entity: sales_order_line
          each: /line_items
          fields:
            order: {path: ../name}
            line: {path: /id}
            sku: {path: /sku}
            qty: {path: /quantity, min: 0}
            unit_price: {path: /price, min: 0}
      """#,
    notes: [
      "Lines that are not shipped (`requires_shipping` false) are read too, and so are unpaid orders.",
      "Quantities are those that were ordered; what was removed later is not taken off.",
      "A single order or fulfilment, as webhooks send it, has no list `orders`: take `records` out of "
        + "the dialect for those.",
    ])

  /// `GET /admin/api/…/products.json`.
  package static let shopifyProductsJSON = Preset(
    name: "shopify-products-json",
    title: "Shopify REST Admin API, products.json",
    system: "shop",
    role: "channel",
    signature: [
      "/id", "/title", "/handle", "/product_type", "/vendor", "/created_at", "/body_html",
    ],
    mode: "snapshot",
    dialect: "{format: json, records: /products, datetime: rfc3339, max_row_bytes: 4MiB}",
    mapping: #"""
      entity: item
      each: /variants
      fields:
        sku: {path: /sku, required: true}
        name:
          template: "{../title} {/title}"
          replace: {pattern: "( Default Title)? *$", with: ""}
        status:
          path: ../status
          values: {active: active, draft: blocked, archived: discontinued, unlisted: active}
        gtin: {path: /barcode, on_error: warn}
        weight_kg: {path: /grams, implied_decimals: 3, min: 0}
      """#,
    notes: [
      "A variant without SKU holds its whole product.",
      "Answers come in pages of at most 250 products: a full export is all pages in one file. With a "
        + "file for each page take mode delta.",
    ])

  /// `GET /admin/api/…/inventory_levels.json`.
  package static let shopifyInventoryLevelsJSON = Preset(
    name: "shopify-inventory-levels-json",
    title: "Shopify REST Admin API, inventory_levels.json",
    system: "shop",
    role: "channel",
    signature: ["/inventory_item_id", "/location_id", "/available", "/updated_at"],
    mode: "snapshot",
    dialect: "{format: json, records: /inventory_levels, datetime: rfc3339}",
    mapping: #"""
      entity: stock
      when: {path: /available, not: ""}
      fields:
        warehouse: {path: /location_id}
        sku: {path: /inventory_item_id}
        available: {path: /available}
        as_of: {path: /updated_at}
      """#,
    notes: [
      "Shopify tells the number of the inventory item and not its SKU: make a cross reference from "
        + "inventory_items.json (id to sku) and name it as `xref` at `sku`.",
      "Name the location numbers as aliases of your warehouses.",
      "Only what is available is told, not what is on hand.",
    ])
}
