/// Data entities of Microsoft Dynamics 365 Finance and Operations, exported by data management as CSV.
///
/// The names are those of the public metadata of the entities (ReleasedProductsV2, WarehousesOnHandV2,
/// SalesOrderLines), written in capitals as data management does and as Microsoft's mapping tables show.
extension Preset {
  /// Released products V2.
  package static let d365ReleasedProducts = Preset(
    name: "d365-released-products",
    title: "Dynamics 365, data management, entity Released products V2",
    system: "erp",
    role: "erp",
    signature: [
      "ITEMNUMBER", "PRODUCTSEARCHNAME", "PRODUCTTYPE", "PRODUCTGROUPID", "INVENTORYUNITSYMBOL",
      "NETPRODUCTWEIGHT", "ISHAZARDOUSMATERIAL", "PRIMARYVENDORACCOUNTNUMBER",
    ],
    mode: "snapshot",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", datetime: "yyyy-MM-dd HH:mm:ss"}"#,
    mapping: #"""
      entity: item
      when: {column: PRODUCTTYPE, equals: Item}
      fields:
        sku: {column: ITEMNUMBER}
        name: {column: PRODUCTSEARCHNAME}
        base_uom: {column: INVENTORYUNITSYMBOL}
        item_group: {column: PRODUCTGROUPID}
        hazmat: {column: ISHAZARDOUSMATERIAL}
        weight_kg:
          column: NETPRODUCTWEIGHT
          replace: {pattern: '([.][0-9]{6})[0-9]+$', with: "$1"}
          min: 0
        supplier: {column: PRIMARYVENDORACCOUNTNUMBER}
      """#,
    notes: [
      "The order of the columns, and which of them are there, follow the export project.",
      "Weights are taken for kilograms, for the entity does not say their unit, and cut off behind six "
        + "places.",
      "Products with variants have one row: their variants come from the entity Released product "
        + "variants.",
    ])

  /// Inventory on-hand by warehouse V2.
  package static let d365WarehouseOnHand = Preset(
    name: "d365-warehouse-on-hand",
    title: "Dynamics 365, data management, entity Inventory on-hand by warehouse V2",
    system: "erp",
    role: "erp",
    signature: [
      "ITEMNUMBER", "PRODUCTCONFIGURATIONID", "PRODUCTSIZEID", "PRODUCTCOLORID", "PRODUCTSTYLEID",
      "INVENTORYSITEID", "INVENTORYWAREHOUSEID", "ONHANDQUANTITY", "RESERVEDONHANDQUANTITY",
      "AVAILABLEONHANDQUANTITY",
    ],
    mode: "snapshot",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", datetime: "yyyy-MM-dd HH:mm:ss"}"#,
    mapping: #"""
      entity: stock
      when: {column: INVENTORYWAREHOUSEID, not: ""}
      fields:
        warehouse: {column: INVENTORYWAREHOUSEID}
        sku:
          template: "{ITEMNUMBER}:{PRODUCTCONFIGURATIONID}:{PRODUCTSIZEID}:{PRODUCTCOLORID}:{PRODUCTSTYLEID}"
          replace: {pattern: ":+$", with: ""}
        on_hand: {column: ONHANDQUANTITY}
        allocated: {column: RESERVEDONHANDQUANTITY}
        available: {column: AVAILABLEONHANDQUANTITY}
      """#,
    notes: [
      "A product with dimensions becomes ITEM:CONFIGURATION:SIZE:COLOUR:STYLE; a cross reference makes "
        + "your SKU of it.",
      "Product versions are not told apart.",
      "The same names, written as ItemNumber, come from the OData feed; the preset is for data "
        + "management.",
    ])

  /// Sales order lines V2.
  package static let d365SalesOrderLines = Preset(
    name: "d365-sales-order-lines",
    title: "Dynamics 365, data management, entity Sales order lines V2",
    system: "erp",
    role: "erp",
    signature: [
      "SALESORDERNUMBER", "INVENTORYLOTID", "ITEMNUMBER", "ORDEREDSALESQUANTITY", "SALESPRICE",
      "SALESUNITSYMBOL", "SALESORDERLINESTATUS", "SHIPPINGWAREHOUSEID",
    ],
    mode: "delta",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", datetime: "yyyy-MM-dd HH:mm:ss"}"#,
    mapping: #"""
      emit_mode: first
      emit:
        - entity: sales_order_line
          when: {column: SALESORDERLINESTATUS, equals: Canceled}
          fields:
            order: {column: SALESORDERNUMBER}
            line: {column: INVENTORYLOTID}
            sku: {column: ITEMNUMBER, required: true}
            qty: {column: ORDEREDSALESQUANTITY}
            uom: {column: SALESUNITSYMBOL}
            unit_price: {column: SALESPRICE}
            cancelled_qty: {column: ORDEREDSALESQUANTITY}
        - entity: sales_order_line
          when: {column: ITEMNUMBER, not: ""}
          fields:
            order: {column: SALESORDERNUMBER}
            line: {column: INVENTORYLOTID}
            sku: {column: ITEMNUMBER}
            qty: {column: ORDEREDSALESQUANTITY}
            uom: {column: SALESUNITSYMBOL}
            unit_price: {column: SALESPRICE}
      """#,
    notes: [
      "The lot number is the key of a line; line numbers can change.",
      "Lines by sales category have no item and are skipped.",
      "The warehouse stands at each line and the order's header in an entity of its own; the status of "
        + "a cancelled line is taken to be written Canceled.",
    ])
}
