/// The parts of the demo's `wmsync.yaml` after the feeds of its own systems.
extension DemoConfiguration {
  static let tilburgFeeds = """
      # --- Tilburg: own article codes, short status codes ---
      tpl-receipts:
        entity: receipt
        from: {system: tpl, files: "tpl/out/receipts_*.csv", dialect: tpl-csv, order: name}
        ready: {rename: true}
        mode: delta
        after: archive
        fields:
          receipt: {column: receipt_no}
          line: {column: line}
          version: {constant: 1}
          po: {column: purchase_no}
          po_line: {column: purchase_line}
          warehouse: {constant: TIL}
          sku: {column: client_code, required: true, xref: tpl-sku, exists_in: item}
          qty_good: {column: qty, min: 0}
          lot: {column: lot}
          expires: {column: best_before}
          received_at: {column: received}
          complete: {column: done, true: [Y], false: [N]}
      tpl-shipments:
        entity: shipment
        from: {system: tpl, files: "tpl/out/shipments_*.csv", dialect: tpl-csv, order: name}
        ready: {rename: true}
        mode: delta
        rhythm: {every: 24h, late: 26h, critical: 48h}
        after: archive
        fields:
          shipment: {column: delivery}
          line: {column: line}
          version: {constant: 1}
          order: {column: order_no}
          order_line: {column: order_line}
          warehouse: {constant: TIL}
          sku: {column: client_code, required: true, xref: tpl-sku, exists_in: item}
          qty: {column: qty, required: true, min: 0}
          closing: {column: status, values: {CC: complete, BP: backorder, CP: closed, IC: cancelled}}
          lot: {column: lot}
          carrier: {column: carrier, xref: tpl-carrier, exists_in: partner}
          shipped_at: {column: shipped}
      tpl-parcels:
        entity: parcel
        from: {system: tpl, files: "tpl/out/parcels_*.csv", dialect: tpl-csv, order: name}
        ready: {rename: true}
        mode: delta
        after: archive
        fields:
          shipment: {column: delivery}
          parcel: {column: colli}
          tracking: {column: tracking}
          carrier: {column: carrier, xref: tpl-carrier, exists_in: partner}
          weight_kg: {column: kg, min: 0}
          labelled_at: {column: labelled}
      tpl-progress:
        entity: order_progress
        from: {system: tpl, files: "tpl/out/progress_*.csv", dialect: tpl-csv, order: name}
        ready: {rename: true}
        mode: delta
        after: archive
        fields:
          order: {column: order_no}
          event: {column: event}
          code: {column: status, values: {AC: acked, AL: allocated, PI: picking, PD: picked, PA: packed, RJ: rejected}}
          at: {column: at}
      tpl-acks:
        entity: ack
        from: {system: tpl, files: "tpl/out/acks_*.csv", dialect: tpl-csv, order: name}
        ready: {rename: true}
        mode: delta
        after: archive
        fields:
          message: {column: message}
          result: {column: result, values: {OK: accepted, NOK: rejected}}
          text: {column: reason}
          at: {column: at}
      tpl-stock:
        entity: stock
        from: {system: tpl, files: "tpl/out/stock_*.csv", dialect: tpl-csv, order: name}
        ready: {rename: true}
        mode: snapshot
        scope: {warehouse: [TIL]}
        guard: {min_rows: 100, max_missing: 10%, max_to_zero: 10%}
        rhythm: {every: 24h, late: 26h, critical: 48h}
        after: archive
        fields:
          warehouse: {column: site}
          sku: {column: client_code, xref: tpl-sku, exists_in: item}
          stock_status: {column: status, values: {A: available, Q: qc, D: damaged}}
          on_hand: {column: qty, required: true}
          allocated: {column: allocated}
          as_of: {column: counted}


    """

  static let rules = """
    ownership:                          # the most specific rule wins: field, then warehouse, then key
      - {field: "item.*", owner: erp}
      - {field: "item_unit.*", owner: erp}
      - {field: "partner.*", owner: erp}
      - {field: "location.*", owner: wms}
      - {field: "sales_order.*", owner: erp}
      - {field: "sales_order_line.*", owner: erp}
      - {field: "purchase_order.*", owner: erp}
      - {field: "purchase_order_line.*", owner: erp}
      - {field: stock.on_hand, owner: wms}
      - {field: stock.on_hand, warehouse: TIL, owner: tpl}

    tolerances:                         # a difference in stock counts at once, however small
      - {field: stock.on_hand, abs: 0, snapshots: 1}

    receiving: {over_pct: 2, under_pct: 0}
    shipping: {over_pct: 0, backorder_owner: wms, backorder_late: 21d, cancel_until: picking}
    finance: {accounts: {inventory: "1400", grni: "1600", cogs: "5000", shrinkage: "5900"}, closed_until: 2026-10-31}


    """

  static let streams = """
    outbound:                           # written under another name, then renamed; never overwritten
      wms-items: {to: wms, entity: item, file: "wms/in/items_{seq:8}.json", dialect: wms-json,
                  columns: {sku: sku, name: name, state: status, unit: base_uom, ean: gtin, group: item_group,
                            lots: lot_tracked, shelf_life: shelf_life_days, hazmat: hazmat, weight_kg: weight_kg}}
      wms-units: {to: wms, entity: item_unit, file: "wms/in/units_{seq:8}.json", dialect: wms-json}
      wms-partners: {to: wms, entity: partner, file: "wms/in/partners_{seq:8}.json", dialect: wms-json}
      wms-orders-ham: {to: wms, entity: sales_order_line, with: sales_order, warehouses: [HAM],
                       file: "wms/in/orders_HH1_{seq:8}.json", dialect: wms-json, max_rows: 500, ack: {feed: wms-acks, within: 4h},
                       columns: {message: message, order: order, line: line, site: warehouse, sku: sku, qty: qty, unit: uom, customer: customer,
                                 name: ship_to_name, street: ship_to_address1, postcode: ship_to_postcode, city: ship_to_city,
                                 country: ship_to_country, carrier: carrier, due: deliver_by}}
      wms-orders-han: {to: wms, entity: sales_order_line, with: sales_order, warehouses: [HAN],
                       file: "wms/in/orders_HAJ_{seq:8}.json", dialect: wms-json, max_rows: 500, ack: {feed: wms-acks, within: 4h},
                       columns: {message: message, order: order, line: line, site: warehouse, sku: sku, qty: qty, unit: uom, customer: customer,
                                 name: ship_to_name, street: ship_to_address1, postcode: ship_to_postcode, city: ship_to_city,
                                 country: ship_to_country, carrier: carrier, due: deliver_by}}
      wms-expected: {to: wms, entity: purchase_order_line, with: purchase_order, warehouses: [HAM, HAN],
                     file: "wms/in/expected_{seq:8}.json", dialect: wms-json,
                     columns: {po: po, po_line: line, site: warehouse, supplier: supplier, sku: sku, qty: qty, from: expected_from, to: expected_to, status: status}}
      tpl-items: {to: tpl, entity: item, file: "tpl/in/items_{seq:8}.csv", dialect: tpl-csv,
                  columns: {client_sku: sku, description: name, state: status, ean: gtin, lots: lot_tracked, weight: weight_kg, country: origin_country}}
      tpl-partners: {to: tpl, entity: partner, file: "tpl/in/partners_{seq:8}.csv", dialect: tpl-csv,
                     columns: {type: role, code: partner, name: name, street: address1, zip: postcode, city: city, country: country}}
      tpl-orders: {to: tpl, entity: sales_order_line, with: sales_order, warehouses: [TIL],
                   file: "tpl/in/orders_{seq:8}.csv", dialect: tpl-csv, ack: {feed: tpl-acks, within: 12h},
                   columns: {message: message, order_no: order, order_line: line, client_sku: sku, qty: qty, consignee: ship_to_name, street: ship_to_address1,
                             zip: ship_to_postcode, city: ship_to_city, country: ship_to_country, carrier: carrier, due: deliver_by}}
      tpl-expected: {to: tpl, entity: purchase_order_line, with: purchase_order, warehouses: [TIL],
                     file: "tpl/in/expected_{seq:8}.csv", dialect: tpl-csv,
                     columns: {purchase_no: po, purchase_line: line, supplier: supplier, client_sku: sku, qty: qty, due: expected_to}}
      erp-receipts: {to: erp, entity: receipt, file: "erp/in/wareneingang_{seq:8}.csv", dialect: erp-csv, marker: "{file}.ok",
                     columns: {Beleg: receipt, Zeile: line, Fassung: version, BestNr: po, Pos: po_line, Lager: warehouse, ArtNr: sku,
                               Menge gut: qty_good, Menge beschädigt: qty_damaged, Menge zurückgewiesen: qty_rejected,
                               Charge: lot, Haltbar bis: expires, Eingang: received_at, Vollständig: complete}}
      erp-shipments: {to: erp, entity: shipment, file: "erp/in/lieferung_{seq:8}.csv", dialect: erp-csv, marker: "{file}.ok",
                      columns: {Lieferschein: shipment, Zeile: line, Fassung: version, AuftrNr: order, Pos: order_line, Lager: warehouse,
                                ArtNr: sku, Menge: qty, Abschluss: closing, Charge: lot, Spediteur: carrier, Ausgang: shipped_at}}
      erp-parcels: {to: erp, entity: parcel, file: "erp/in/pakete_{seq:8}.csv", dialect: erp-csv, marker: "{file}.ok",
                    columns: {Lieferschein: shipment, Paket: parcel, Sendungsnummer: tracking, Spediteur: carrier, Gewicht kg: weight_kg}}
      books: {to: erp, entity: journal, file: "erp/in/buchungen_{seq:8}.journal", layout: hledger, marker: "{file}.ok"}


    """

  static let operation = """
    alerts:
      owners:                           # the first that fits
        - {code: [SKU_UNKNOWN, PARTNER_UNKNOWN], to: masterdata}
        - {code: [RECEIPT_OVER, RECEIPT_SHORT, PO_STATUS_LAG], to: purchasing}
        - {code: [STOCK_UNEXPLAINED, NEG_STOCK], to: inventory}
        - {warehouse: TIL, to: 3pl-desk}
        - {to: it-ops}
      report: {html: report, csv: report/exceptions.csv, json: report/exceptions.json}

    retention: {inbound: 30d, outbound: 90d, runs: 400d, closed_exceptions: 400d, backups: 14}

    """
}
