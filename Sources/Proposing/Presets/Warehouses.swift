/// Answers of warehouse systems and of an order system's warehouse part, as JSON.
extension Preset {
  /// Goods-in notes of Brightpearl.
  ///
  /// Members as in Brightpearl's API reference, Goods-In Note GET.
  package static let brightpearlGoodsInNotes = Preset(
    name: "brightpearl-goods-in-notes",
    title: "Brightpearl API, Goods-In Note GET, the notes as a list",
    system: "erp",
    role: "erp",
    signature: [
      "/goodsNoteId", "/orderId", "/transfer", "/goodsNoteStatus", "/receivedOn", "/createdBy",
    ],
    mode: "delta",
    dialect: "{format: json, datetime: rfc3339}",
    mapping: #"""
      when: {path: /transfer, equals: "false"}
      emit:
        - entity: receipt
          when: {path: /goodsNoteStatus, in: [OPEN, CLOSED]}
          each: /goodsMoved
          fields:
            receipt: {path: ../goodsNoteId}
            line: {template: "{/purchaseOrderRowId}-{/destinationLocationId}"}
            version: {constant: 1}
            po: {path: ../orderId}
            po_line: {path: /purchaseOrderRowId}
            warehouse: {path: /warehouseId}
            sku: {path: /productId}
            qty_good: {path: /quantity}
            received_at: {path: ../receivedOn}
      """#,
    notes: [
      "Brightpearl answers with an object whose names are the numbers of the notes; the file must hold "
        + "the notes as a list, as `jq '[.response[]]'` makes it.",
      "Products are named by their number in Brightpearl: make a cross reference to your SKU.",
      "Goods-out notes are not read: their rows stand in an object whose names are the numbers of the "
        + "rows, which no path can walk.",
    ])

  /// Stock in ShipHero.
  ///
  /// Members as in ShipHero's schema, object WarehouseProduct, and its example queries.
  package static let shipheroInventory = Preset(
    name: "shiphero-inventory",
    title: "ShipHero GraphQL API, query warehouse_products",
    system: "tpl",
    role: "3pl",
    signature: ["/node/sku", "/node/warehouse_identifier", "/node/on_hand"],
    mode: "snapshot",
    dialect: "{format: json, records: /data/warehouse_products/data/edges, datetime: rfc3339}",
    mapping: #"""
      entity: stock
      fields:
        warehouse: {path: /node/warehouse_identifier}
        sku: {path: /node/sku, required: true}
        on_hand: {path: /node/on_hand}
      """#,
    notes: [
      "A query answers with what it asks for: ask for sku, warehouse_identifier and on_hand.",
      "Answers come in pages: a full export is all pages in one file.",
    ])

  /// Orders in ShipHero.
  ///
  /// Members as in ShipHero's schema, objects Order and LineItem, and its example queries.
  package static let shipheroOrders = Preset(
    name: "shiphero-orders",
    title: "ShipHero GraphQL API, query orders",
    system: "tpl",
    role: "3pl",
    signature: ["/node/id", "/node/order_number", "/node/order_date", "/node/fulfillment_status"],
    mode: "delta",
    dialect: "{format: json, records: /data/orders/data/edges, datetime: rfc3339, timezone: UTC}",
    mapping: #"""
      emit:
        - entity: sales_order
          fields:
            order: {path: /node/order_number}
            channel: {path: /node/shop_name}
            ordered_at: {path: /node/order_date}
            cancelled:
              path: /node/fulfillment_status
              case: lower
              replace: {pattern: "^(?!cancell?ed$).*$", with: "false"}
              true: [canceled, cancelled]
              false: ["false"]
            ship_to_name: {template: "{/node/shipping_address/first_name} {/node/shipping_address/last_name}"}
            ship_to_address1: {path: /node/shipping_address/address1}
            ship_to_city: {path: /node/shipping_address/city}
            ship_to_region: {path: /node/shipping_address/state_code}
            ship_to_postcode: {path: /node/shipping_address/zip}
            ship_to_country: {path: /node/shipping_address/country_code}
        - entity: sales_order_line
          each: /node/line_items/edges
          fields:
            order: {path: ../node/order_number}
            line: {path: /node/id}
            sku: {path: /node/sku}
            qty: {path: /node/quantity, min: 0}
            unit_price: {path: /node/price}
      """#,
    notes: [
      "A query answers with what it asks for; ask for the members that the mapping names.",
      "Status texts are set up by the account; a cancelled order is taken to be called canceled or "
        + "cancelled.",
      "Times without an offset are taken for UTC.",
    ])

  /// Shipments of ShipHero, as its webhook tells them.
  ///
  /// Members as in ShipHero's developer pages, Shipment Update Webhook.
  package static let shipheroShipments = Preset(
    name: "shiphero-shipments",
    title: "ShipHero webhook Shipment Update, one body in each line",
    system: "tpl",
    role: "3pl",
    signature: [
      "/webhook_type", "/fulfillment/shipment_id", "/fulfillment/order_number",
      "/fulfillment/warehouse", "/fulfillment/created_at",
    ],
    mode: "delta",
    dialect: #"{format: ndjson, datetime: "yyyy-MM-dd HH:mm:ss", timezone: UTC}"#,
    mapping: #"""
      when: {path: /webhook_type, equals: Shipment Update}
      emit:
        - entity: shipment
          each: /fulfillment/line_items
          fields:
            shipment: {path: ../fulfillment/shipment_id}
            line: {path: /shiphero_id}
            version: {constant: 1}
            order: {path: ../fulfillment/order_number}
            warehouse: {path: ../fulfillment/warehouse}
            sku: {path: /sku}
            qty: {path: /quantity, min: 0}
            lot: {path: /lot_name}
            carrier: {path: ../fulfillment/shipping_carrier}
            shipped_at: {path: ../fulfillment/created_at}
        - entity: parcel
          each: /packages
          fields:
            shipment: {path: ../fulfillment/shipment_id}
            parcel: {path: /name}
            tracking: {path: /shipping_label/tracking_number}
            carrier: {path: ../fulfillment/shipping_carrier}
            service: {path: ../fulfillment/shipping_method}
            labelled_at: {path: ../fulfillment/created_at}
      """#,
    notes: [
      "Whatever takes the webhook must append each body to the file as one line.",
      "ShipHero tells no number of the order's line: shipments are matched by SKU.",
      "Times have no offset; that they are UTC could not be verified.",
    ])
}
