/// Documents of SAP ERP and S/4HANA, by the technical names of the data dictionary.
extension Preset {
  /// Items of purchase orders: EKPO.
  package static let sapPurchaseOrderItems = Preset(
    name: "sap-purchase-order-items",
    title: "SAP, table EKPO (SE16N or an extract)",
    system: "erp",
    role: "erp",
    signature: [
      "EBELN", "EBELP", "LOEKZ", "MATNR", "WERKS", "MENGE", "MEINS", "NETPR", "PEINH", "ELIKZ",
    ],
    mode: "delta",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", date: yyyyMMdd, trim: true}"#,
    mapping: #"""
      when: {column: MATNR, not: ""}
      emit_mode: first
      emit:
        - entity: purchase_order_line
          when: {column: LOEKZ, equals: L}
          fields:
            po: {column: EBELN}
            line: {column: EBELP, strip_leading: "0"}
            sku: {column: MATNR, strip_leading: "0"}
            qty: {constant: 0}
            uom: {column: MEINS}
            closed: {constant: "true"}
        - entity: purchase_order_line
          when: {column: PEINH, matches: '^0*1([.]0*)?$'}
          fields:
            po: {column: EBELN}
            line: {column: EBELP, strip_leading: "0"}
            sku: {column: MATNR, strip_leading: "0"}
            qty: {column: MENGE, min: 0}
            uom: {column: MEINS}
            unit_cost: {column: NETPR, min: 0}
            closed: {column: ELIKZ, true: [X], false: [""]}
        - entity: purchase_order_line
          fields:
            po: {column: EBELN}
            line: {column: EBELP, strip_leading: "0"}
            sku: {column: MATNR, strip_leading: "0"}
            qty: {column: MENGE, min: 0}
            uom: {column: MEINS}
            closed: {column: ELIKZ, true: [X], false: [""]}
      """#,
    notes: [
      "Items without material (texts, services, assets) are left out.",
      "A price for more than one piece (PEINH) is left empty, for a unit cost cannot be made of it here.",
      "An item whose delivery is complete (ELIKZ) is closed; a deleted one (LOEKZ is L) is closed with "
        + "the quantity 0; a blocked one (LOEKZ is S) is read like any other.",
      "Begin with the orders that are open: items that were finished before, and whose receipts are not "
        + "known here, are reported as RECEIPT_SHORT.",
      "Supplier and date stand in EKKO and EKET, which have feeds of their own.",
    ])

  /// Items of deliveries with the date of the goods issue: LIPS and LIKP.
  package static let sapDeliveries = Preset(
    name: "sap-deliveries",
    title: "SAP, tables LIPS and LIKP joined (SQVI or an extract)",
    system: "erp",
    role: "erp",
    signature: [
      "VBELN", "POSNR", "MATNR", "CHARG", "WERKS", "LGORT", "LGMNG", "VGBEL", "VGPOS", "WADAT_IST",
    ],
    mode: "delta",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", date: yyyyMMdd, trim: true}"#,
    mapping: #"""
      entity: shipment
      when: {column: WADAT_IST, matches: "^[1-9]"}
      fields:
        shipment: {column: VBELN, strip_leading: "0"}
        line: {column: POSNR, strip_leading: "0"}
        version: {constant: 1}
        order: {column: VGBEL, strip_leading: "0"}
        order_line: {column: VGPOS, strip_leading: "0"}
        warehouse: {template: "{WERKS}/{LGORT}"}
        sku: {column: MATNR, strip_leading: "0"}
        qty: {column: LGMNG, min: 0}
        lot: {column: CHARG}
        shipped_at: {column: WADAT_IST}
      """#,
    notes: [
      "Deliveries whose goods issue is not posted yet (WADAT_IST empty or 00000000) are skipped.",
      "LGMNG is the quantity in base units; LFIMG would be that in sales units.",
      "A main item that is split into batches has the quantity 0, and its batches their own lines.",
      "Take only outbound deliveries: inbound ones are in the same tables.",
    ])
}
