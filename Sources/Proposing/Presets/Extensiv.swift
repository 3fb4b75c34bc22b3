/// Answers of Extensiv 3PL Warehouse Manager (before: 3PL Central), as JSON.
///
/// Members as in the samples of Singer's public connector (stock_summaries.json, orders.json) and as the
/// API's own reference names them for receivers.
extension Preset {
  /// `GET /inventory/stocksummaries`.
  package static let extensivStockSummaries = Preset(
    name: "extensiv-stock-summaries",
    title: "Extensiv 3PL Warehouse Manager API, /inventory/stocksummaries",
    system: "tpl",
    role: "3pl",
    signature: [
      "/itemIdentifier/sku", "/totalReceived", "/allocated", "/available", "/onHold", "/onHand",
      "/facilityId",
    ],
    mode: "snapshot",
    dialect: "{format: json, records: /summaries, datetime: rfc3339}",
    mapping: #"""
      entity: stock
      fields:
        warehouse: {path: /facilityId}
        sku: {path: /itemIdentifier/sku, required: true}
        on_hand: {path: /onHand}
        allocated: {path: /allocated}
        available: {path: /available}
      """#,
    notes: [
      "Name the numbers of the facilities as aliases of your warehouses.",
      "An item with qualifiers has a row for each of them and is named twice: use stock details then.",
      "Whether what is on hand includes what is on hold could not be verified; the two are not told "
        + "apart.",
      "Answers come in pages of at most 500: a full export is all pages in one file.",
    ])

  /// `GET /orders?detail=OrderItems`: what the warehouse has shipped.
  package static let extensivOrders = Preset(
    name: "extensiv-orders",
    title: "Extensiv 3PL Warehouse Manager API, /orders with OrderItems",
    system: "tpl",
    role: "3pl",
    signature: [
      "/referenceNum", "/readOnly/orderId", "/readOnly/isClosed", "/readOnly/status",
      "/readOnly/facilityIdentifier/name",
    ],
    mode: "delta",
    dialect: #"""
      {format: json, records: "/_embedded/http:~1~1api.3plCentral.com~1rels~1orders~1order", datetime: rfc3339}
      """#,
    mapping: #"""
      entity: shipment
      when: {path: /readOnly/status, equals: "1"}
      each: /_embedded/http:~1~1api.3plCentral.com~1rels~1orders~1item
      fields:
        shipment: {path: ../readOnly/orderId}
        line: {path: /readOnly/orderItemId}
        version: {constant: 1}
        order: {path: ../referenceNum}
        order_line: {path: /externalId}
        warehouse: {path: ../readOnly/facilityIdentifier/name}
        sku: {path: /itemIdentifier/sku}
        qty: {path: /qty, min: 0}
        lot: {path: /lotNumber}
        carrier: {path: ../routingInfo/carrier}
        shipped_at: {path: ../readOnly/processDate}
      """#,
    notes: [
      "Only closed orders are read, as shipments; open and cancelled ones are skipped.",
      "The order is found by its reference number, and its line by externalId where you send one.",
      "Times have no offset: they are read in the site's zone, which must be that of the facility.",
    ])

  /// `GET /inventory/receivers?detail=ReceiveItems`.
  package static let extensivReceivers = Preset(
    name: "extensiv-receivers",
    title: "Extensiv 3PL Warehouse Manager API, /inventory/receivers with ReceiveItems",
    system: "tpl",
    role: "3pl",
    signature: [
      "/referenceNum", "/arrivalDate", "/readOnly/receiverId", "/readOnly/receiverType",
      "/readOnly/status", "/readOnly/facilityIdentifier/name",
    ],
    mode: "delta",
    dialect: #"""
      {format: json, records: "/_embedded/http:~1~1api.3plCentral.com~1rels~1inventory~1receiver", datetime: rfc3339}
      """#,
    mapping: #"""
      entity: receipt
      when: {path: /readOnly/status, equals: "1"}
      each: /_embedded/http:~1~1api.3plCentral.com~1rels~1inventory~1receiveritem
      fields:
        receipt: {path: ../readOnly/receiverId}
        line: {path: /readOnly/receiveItemId}
        version: {constant: 1}
        po: {path: ../poNum}
        warehouse: {path: ../readOnly/facilityIdentifier/name}
        sku: {path: /itemIdentifier/sku}
        qty_good: {path: /qty, min: 0}
        lot: {path: /lotNumber}
        expires: {path: /expirationDate, replace: {pattern: "T.*$", with: ""}}
        received_at: {path: ../arrivalDate}
      """#,
    notes: [
      "Only closed receivers are read; open ones are plans and cancelled ones never came.",
      "Items on hold are counted as good.",
      "The purchase order is taken from poNum; where you send it as reference number, name that.",
      "Times have no offset: they are read in the site's zone, which must be that of the facility.",
    ])
}
