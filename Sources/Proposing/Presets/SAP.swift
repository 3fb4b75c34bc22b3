/// Tables and lists of SAP ERP and S/4HANA.
///
/// Table exports have the technical names of the data dictionary (MARA and MAKT, MARD, EKPO, LIPS with
/// LIKP), as extracts of these tables in public repositories do. The list of MB52 has the long texts of
/// its columns as its export to a spreadsheet writes them.
extension Preset {
  /// Material master: MARA with the text of MAKT.
  package static let sapMaterials = Preset(
    name: "sap-materials",
    title: "SAP, tables MARA and MAKT (SE16N, SQVI or an extract)",
    system: "erp",
    role: "erp",
    signature: ["MATNR", "MAKTX", "MTART", "MEINS", "MATKL", "BRGEW", "GEWEI"],
    mode: "snapshot",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", date: yyyyMMdd, trim: true}"#,
    mapping: #"""
      emit_mode: first
      emit:
        - entity: item
          when: {column: GEWEI, equals: KG}
          fields:
            sku: {column: MATNR, strip_leading: "0"}
            name: {column: MAKTX, collapse_space: true}
            base_uom: {column: MEINS}
            item_group: {column: MATKL}
            weight_kg: {column: BRGEW, min: 0}
        - entity: item
          when: {column: GEWEI, equals: G}
          fields:
            sku: {column: MATNR, strip_leading: "0"}
            name: {column: MAKTX, collapse_space: true}
            base_uom: {column: MEINS}
            item_group: {column: MATKL}
            weight_kg: {column: BRGEW, implied_decimals: 3, on_error: warn}
        - entity: item
          fields:
            sku: {column: MATNR, strip_leading: "0"}
            name: {column: MAKTX, collapse_space: true}
            base_uom: {column: MEINS}
            item_group: {column: MATKL}
      """#,
    notes: [
      "SE16N heads its columns with long texts, several of them alike, unless technical names are asked "
        + "for.",
      "The delimiter, the decimal mark and the width of the numbers follow the extract and the user's "
        + "settings: compare them with the file.",
      "Leading zeros of material numbers are taken off in all presets of SAP.",
      "Weights in kilograms and grams are read, others are left empty.",
      "One language of MAKT only, or each material stands there twice.",
    ])

  /// Stock by plant and storage location: MARD.
  package static let sapStorageStock = Preset(
    name: "sap-mard",
    title: "SAP, table MARD (SE16N or an extract)",
    system: "erp",
    role: "erp",
    signature: ["MATNR", "WERKS", "LGORT", "LABST", "INSME", "SPEME"],
    mode: "snapshot",
    dialect: #"{format: csv, encoding: utf-8, delimiter: ",", date: yyyyMMdd, trim: true}"#,
    mapping: #"""
      emit:
        - entity: stock
          fields:
            warehouse: {template: "{WERKS}/{LGORT}"}
            sku: {column: MATNR, strip_leading: "0"}
            on_hand: {column: LABST, replace: {pattern: "^(.*)-$", with: "-$1"}}
        - entity: stock
          when: {column: INSME, matches: "[1-9]"}
          fields:
            warehouse: {template: "{WERKS}/{LGORT}"}
            sku: {column: MATNR, strip_leading: "0"}
            stock_status: {constant: qc}
            on_hand: {column: INSME, replace: {pattern: "^(.*)-$", with: "-$1"}}
        - entity: stock
          when: {column: SPEME, matches: "[1-9]"}
          fields:
            warehouse: {template: "{WERKS}/{LGORT}"}
            sku: {column: MATNR, strip_leading: "0"}
            stock_status: {constant: hold}
            on_hand: {column: SPEME, replace: {pattern: "^(.*)-$", with: "-$1"}}
      """#,
    notes: [
      "A warehouse is a plant and a storage location: name them as aliases like 1000/0001.",
      "Stock in quality inspection is qc, blocked stock is hold; what is in transfer (UMLME) is not read.",
      "SAP writes the minus behind a number; it is put before it.",
    ])

  /// The list of warehouse stocks, transaction MB52.
  package static let sapWarehouseStocks = Preset(
    name: "sap-mb52",
    title: "SAP, transaction MB52, list exported to a spreadsheet and saved as text",
    system: "erp",
    role: "erp",
    signature: [
      "Material", "Plant", "Storage Location", "Unrestricted", "In Quality Insp.", "Blocked",
      "Value Unrestricted",
    ],
    mode: "snapshot",
    dialect: #"{format: csv, encoding: utf-8, delimiter: "\t", thousands: ",", trim: true}"#,
    mapping: #"""
      when: {column: Material, not: ""}
      emit:
        - entity: stock
          fields:
            warehouse: {template: "{Plant}/{Storage Location}"}
            sku: {column: Material, strip_leading: "0"}
            on_hand: {column: Unrestricted, replace: {pattern: "^(.*)-$", with: "-$1"}}
            value: {column: Value Unrestricted, replace: {pattern: "^(.*)-$", with: "-$1"}}
        - entity: stock
          when: {column: In Quality Insp., matches: "[1-9]"}
          fields:
            warehouse: {template: "{Plant}/{Storage Location}"}
            sku: {column: Material, strip_leading: "0"}
            stock_status: {constant: qc}
            on_hand: {column: In Quality Insp., replace: {pattern: "^(.*)-$", with: "-$1"}}
        - entity: stock
          when: {column: Blocked, matches: "[1-9]"}
          fields:
            warehouse: {template: "{Plant}/{Storage Location}"}
            sku: {column: Material, strip_leading: "0"}
            stock_status: {constant: hold}
            on_hand: {column: Blocked, replace: {pattern: "^(.*)-$", with: "-$1"}}
      """#,
    notes: [
      "The long English texts of the columns; other languages and layouts have others.",
      "Tabs, and points and commas in numbers, are a guess: compare them with the file.",
      "A list by batch needs `lot: {column: Batch}` in each of the three.",
      "Lines of totals have no material and are skipped.",
    ])
}
