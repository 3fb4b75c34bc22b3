/// Exports of Odoo's list views (Action, Export, without "I want to update data"), as CSV.
///
/// The columns are the labels of the fields in Odoo's source, versions 17 to 19 (models
/// product.product, stock.quant, sale.order.line, purchase.order.line; export.py for `ID` and for the
/// apostrophe before texts that begin with `=`, `-` or `+`).
extension Preset {
  /// Products or product variants.
  package static let odooProducts = Preset(
    name: "odoo-products",
    title: "Odoo, Inventory, Product Variants, Export",
    system: "erp",
    role: "erp",
    signature: ["Internal Reference", "Name", "Barcode", "Weight", "Cost", "Product Category"],
    mode: "snapshot",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", datetime: "yyyy-MM-dd HH:mm:ss"}"#,
    mapping: #"""
      entity: item
      when: {column: Internal Reference, not: ""}
      fields:
        sku: {column: Internal Reference, replace: {pattern: "^'(?=[=+-])", with: ""}}
        name: {column: Name, collapse_space: true}
        gtin: {column: Barcode, on_error: warn}
        item_group: {column: Product Category}
        unit_cost: {column: Cost, min: 0, on_error: warn}
        weight_kg: {column: Weight, min: 0, replace: {pattern: '([.][0-9]{6})[0-9]+$', with: "$1"}}
      """#,
    notes: [
      "The user chooses the columns and the language: the names are the English labels.",
      "Products without internal reference are left out.",
      "Odoo writes numbers as they are in binary, as 0.30000000000000004: weights are cut off behind six "
        + "places, a cost of that kind is reported and left empty, in other presets it holds its row.",
      "Weights are in kilograms unless the settings of Odoo say pounds.",
    ])

  /// What lies where, one row for each quant.
  package static let odooStock = Preset(
    name: "odoo-stock",
    title: "Odoo, Inventory, Reporting, Locations (stock.quant), Export",
    system: "erp",
    role: "erp",
    signature: ["Product", "Location", "Lot/Serial Number", "Quantity", "Reserved Quantity"],
    mode: "snapshot",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", datetime: "yyyy-MM-dd HH:mm:ss"}"#,
    mapping: #"""
      entity: stock
      when: {column: Location, not: {matches: "^(Virtual Locations|Partners)/|^Inter-company"}}
      fields:
        warehouse: {column: Location, replace: {pattern: "/.*$", with: ""}}
        sku: {column: Product, replace: {pattern: '^\[([^\]]+)\].*$', with: "$1"}, required: true}
        lot: {column: Lot/Serial Number}
        bin: {column: Location}
        on_hand: {column: Quantity}
        allocated: {column: Reserved Quantity}
      """#,
    notes: [
      "The SKU is what stands in brackets in the product's name; a product without internal reference "
        + "keeps its name.",
      "The warehouse is the first part of the location, as WH in WH/Stock/Shelf 1; name it as alias.",
      "The user chooses the columns and the language: the names are the English labels.",
      "Goods of other owners and packages need the columns Owner and Package.",
    ])

  /// Lines of sales orders, exported from the lines and not from the orders.
  package static let odooSaleOrderLines = Preset(
    name: "odoo-sale-order-lines",
    title: "Odoo, Sales, Sales order lines (sale.order.line), Export",
    system: "erp",
    role: "erp",
    signature: ["ID", "Order Reference", "Order Status", "Product", "Quantity", "Unit Price"],
    mode: "delta",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", datetime: "yyyy-MM-dd HH:mm:ss"}"#,
    mapping: #"""
      when: {column: Order Status, in: [Sales Order, Locked, Done]}
      emit:
        - entity: sales_order_line
          when: {column: Product, not: ""}
          fields:
            order: {column: Order Reference}
            line: {column: ID}
            sku: {column: Product, replace: {pattern: '^\[([^\]]+)\].*$', with: "$1"}}
            qty: {column: Quantity, min: 0}
            unit_price: {column: Unit Price}
      """#,
    notes: [
      "An export of the orders with their lines leaves the order's columns empty from the second line "
        + "on and cannot be read: export the lines themselves.",
      "Quotations and cancelled orders are left out; sections and notes have no product and are skipped.",
      "ID is the database number of the line, which does not change.",
      "Quantities are in the line's own unit; its column is called Unit of Measure or, since Odoo 19, "
        + "Unit.",
    ])

  /// Lines of purchase orders, likewise.
  package static let odooPurchaseOrderLines = Preset(
    name: "odoo-purchase-order-lines",
    title: "Odoo, Purchase, Purchase order lines (purchase.order.line), Export",
    system: "erp",
    role: "erp",
    signature: [
      "ID", "Order Reference", "Status", "Product", "Quantity", "Unit Price", "Expected Arrival",
    ],
    mode: "delta",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", datetime: "yyyy-MM-dd HH:mm:ss"}"#,
    mapping: #"""
      when: {column: Status, in: [Purchase Order, Locked]}
      emit:
        - entity: purchase_order_line
          when: {column: Product, not: ""}
          fields:
            po: {column: Order Reference}
            line: {column: ID}
            sku: {column: Product, replace: {pattern: '^\[([^\]]+)\].*$', with: "$1"}}
            qty: {column: Quantity, min: 0}
            unit_cost: {column: Unit Price}
      """#,
    notes: [
      "Requests for quotation and cancelled orders are left out; sections and notes are skipped.",
      "The reference of an order can carry the supplier's in brackets; a `replace` takes it off.",
      "Expected Arrival only tells such a file from others: lines have no date of their own here.",
    ])
}
