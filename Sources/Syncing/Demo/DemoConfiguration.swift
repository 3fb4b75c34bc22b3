/// The demo's `wmsync.yaml`.
enum DemoConfiguration {
  static let text =
    head + masterFeeds + documentFeeds + warehouseFeeds + tilburgFeeds + rules
    + streams + operation

  private static let head = """
    # nordlicht: outdoor goods from Hamburg. One ERP, two warehouses on one system, one logistics
    # provider in Tilburg. Try: wmsync check, wmsync run, wmsync exceptions.
    #
    # systems     who we exchange files with
    # warehouses  our codes, and what each system calls the same place
    # dialects    how each of them writes files; nothing is guessed at run time
    # xrefs       their codes and ours; a row whose code is missing waits, it is never dropped
    # feeds       one kind of file each: where it lies, when it is complete, which column is which field
    # ownership   whose word counts for which field
    # tolerances  differences that are left alone
    # receiving, shipping   how much more or less than ordered may come and go
    # outbound    the files that wmsync writes, and for whom
    # alerts      who looks after what, and where the reports go
    # retention   how long things are kept
    version: 1
    site: nordlicht
    timezone: Europe/Berlin
    state: state
    exchange: exchange

    systems:
      erp: {role: erp}
      wms: {role: wms}
      tpl: {role: 3pl}

    warehouses:
      HAM: {name: Hamburg, system: wms, alias: {erp: "01", wms: HH1}, serves: [DE, DK, SE, AT], rank: 1, lat: 53.55, lon: 9.99}
      HAN: {name: Hannover, system: wms, alias: {erp: "02", wms: HAJ}, serves: [DE, DK, SE, AT], rank: 2, lat: 52.37, lon: 9.73}
      TIL: {name: Tilburg, system: tpl, alias: {erp: "90", tpl: NLTIL}, serves: [NL, BE, FR], rank: 3, lat: 51.56, lon: 5.08}

    dialects:
      erp-csv: {format: csv, encoding: windows-1252, delimiter: ";", header: required, extra_columns: warn,
                decimal: ",", thousands: ".", date: dd.MM.yyyy, datetime: "dd.MM.yyyy HH:mm:ss", trim: true}
      wms-json: {format: json, records: /records, datetime: rfc3339}
      tpl-csv: {format: csv, encoding: utf-8, delimiter: ",", header: required, extra_columns: warn,
                date: yyyy-MM-dd, datetime: "yyyy-MM-dd HH:mm", timezone: Europe/Amsterdam, trim: true}

    xrefs:
      tpl-sku: {file: xref/tpl_sku.csv, dialect: tpl-csv, theirs: client_code, ours: sku, unmatched: hold}
      tpl-carrier: {values: {DHLNL: DHL, PNL: POSTNL}, unmatched: hold}


    """

  private static let masterFeeds = """
    feeds:
      # --- ERP: masters first, so that what refers to them finds them ---
      erp-partners:
        entity: partner
        from: {system: erp, files: "erp/out/geschaeftspartner_*.csv", dialect: erp-csv, order: name}
        ready: {rename: true}           # the ERP renames finished files into place
        mode: snapshot                  # a full export: who is missing is gone
        guard: {min_rows: 30, max_missing: 10%}
        rhythm: {every: 24h, late: 26h, critical: 48h}
        after: archive
        fields:
          role: {column: Rolle, values: {K: customer, L: supplier, S: carrier}}
          partner: {column: Nummer}
          name: {column: Name, required: true, collapse_space: true}
          address1: {column: Straße}
          postcode: {column: PLZ}
          city: {column: Ort}
          country: {column: Land}
          phone: {column: Telefon}
          email: {column: E-Mail}
          vat_id: {column: USt-IdNr}
      erp-items:
        entity: item
        from: {system: erp, files: "erp/out/artikel_*.csv", dialect: erp-csv, order: name}
        ready: {rename: true}
        mode: snapshot
        guard: {min_rows: 400, max_missing: 2%, max_changed: 30%}
        rhythm: {every: 24h, late: 26h, critical: 48h}
        after: archive
        fields:
          sku: {column: ArtNr, required: true, pad: {left: 8, with: "0"}}
          name: {column: Bezeichnung, collapse_space: true}
          status: {column: Status, values: {A: active, G: blocked, L: discontinued}}
          base_uom: {column: Basiseinheit, required: true}
          gtin: {column: EAN}
          item_group: {column: Warengruppe}
          lot_tracked: {column: Chargenpflicht, true: [J], false: [N]}
          shelf_life_days: {column: Haltbarkeit Tage, min: 0}
          hazmat: {column: Gefahrgut, true: [J], false: [N]}
          origin_country: {column: Ursprung}
          unit_cost: {column: Einstandspreis, min: 0}
          currency: {column: Währung}
          weight_kg: {column: Gewicht kg, min: 0}
          supplier: {column: Lieferant, exists_in: partner}
          lead_time_days: {column: Wiederbeschaffung Tage, min: 0}
      erp-units:
        entity: item_unit
        from: {system: erp, files: "erp/out/artikeleinheiten_*.csv", dialect: erp-csv, order: name}
        ready: {rename: true}
        mode: snapshot
        guard: {min_rows: 500, max_missing: 2%}
        after: archive
        fields:
          sku: {column: ArtNr, pad: {left: 8, with: "0"}, exists_in: item}
          uom: {column: Einheit}
          numerator: {column: Zähler, min: 1}
          denominator: {column: Nenner, min: 1}
          pack_level: {column: Stufe, values: {E: each, K: case}}


    """

  private static let documentFeeds = """
      # --- ERP: documents and book stock ---
      erp-orders:
        entity: sales_order
        from: {system: erp, files: "erp/out/auftraege_kopf_*.csv", dialect: erp-csv, order: name}
        ready: {rename: true}
        mode: delta                     # absence means nothing
        after: archive
        fields:
          order: {column: AuftrNr}
          version: {column: Version}
          customer: {column: Kunde, required: true, exists_in: partner}
          customer_po: {column: Bestellzeichen}
          ordered_at: {column: Auftragsdatum}
          deliver_by: {column: Liefertermin}
          carrier: {column: Spediteur, exists_in: partner}
          warehouse: {column: Lager, required: true}
          currency: {column: Währung}
          cancelled: {column: Storno, true: [J], false: [N]}
          ship_to_name: {column: Empfänger}
          ship_to_address1: {column: Straße}
          ship_to_postcode: {column: PLZ}
          ship_to_city: {column: Ort}
          ship_to_country: {column: Land}
      erp-order-lines:
        entity: sales_order_line
        from: {system: erp, files: "erp/out/auftraege_pos_*.csv", dialect: erp-csv, order: name}
        ready: {rename: true}
        mode: delta
        after: archive
        fields:
          order: {column: AuftrNr}
          line: {column: Pos}
          sku: {column: ArtNr, required: true, pad: {left: 8, with: "0"}, exists_in: item}
          qty: {column: Menge, required: true, min: 0}
          uom: {column: ME}
          unit_price: {column: Preis, min: 0}
          cancelled_qty: {column: Storniert, min: 0}
      erp-purchases:
        entity: purchase_order
        from: {system: erp, files: "erp/out/bestellungen_kopf_*.csv", dialect: erp-csv, order: name}
        ready: {rename: true}
        mode: delta
        after: archive
        fields:
          po: {column: BestNr}
          version: {column: Version}
          supplier: {column: Lieferant, required: true, exists_in: partner}
          warehouse: {column: Lager, required: true}
          status: {column: Status, values: {offen: pending, freigegeben: approved, abgelehnt: rejected, storniert: cancelled, erledigt: closed}}
          ordered_at: {column: Bestelldatum}
          expected_from: {column: Liefertermin von}
          expected_to: {column: Liefertermin bis}
          closed_at: {column: Geschlossen am}
          currency: {column: Währung}
      erp-purchase-lines:
        entity: purchase_order_line
        from: {system: erp, files: "erp/out/bestellungen_pos_*.csv", dialect: erp-csv, order: name}
        ready: {rename: true}
        mode: delta
        after: archive
        fields:
          po: {column: BestNr}
          line: {column: Pos}
          sku: {column: ArtNr, required: true, pad: {left: 8, with: "0"}, exists_in: item}
          qty: {column: Menge, required: true, min: 0, unit: {column: ME}}     # cases become pieces
          unit_cost: {column: Preis je Stück, min: 0}
          closed: {column: Erledigt, true: [J], false: [N]}
      erp-stock:
        entity: stock
        from: {system: erp, files: "erp/out/lagerbestand_*.csv", dialect: erp-csv, order: name}
        ready: {marker: "{file}.ok"}    # read when this file stands beside it
        mode: snapshot
        scope: {warehouse: [HAM, HAN, TIL]}
        guard: {min_rows: 500, max_missing: 5%, max_to_zero: 10%}
        rhythm: {every: 24h, late: 26h, critical: 48h}
        after: archive
        fields:
          warehouse: {column: Lager}
          sku: {column: ArtNr, pad: {left: 8, with: "0"}, exists_in: item}
          on_hand: {column: Bestand, required: true}
          as_of: {column: Stand}


    """

  private static let warehouseFeeds = """
      # --- warehouse system of Hamburg and Hannover ---
      wms-locations:
        entity: location
        from: {system: wms, files: "wms/out/locations_*.json", dialect: wms-json, order: name}
        ready: {rename: true}
        mode: snapshot
        scope: {warehouse: [HAM, HAN]}
        guard: {min_rows: 400, max_missing: 5%}
        after: archive
        fields:
          warehouse: {path: /site}
          bin: {path: /bin}
          zone: {path: /zone}
          aisle: {path: /aisle}
          bay: {path: /bay}
          level: {path: /level}
          pick_seq: {path: /seq}
          pickable: {path: /pickable}
          status: {path: /state}
      wms-receipts:
        from: {system: wms, files: "wms/out/receipts_*.json", dialect: wms-json, order: sequence}
        ready: {rename: true}
        mode: delta
        after: archive
        emit:                           # one document, one record per line
          - entity: receipt
            each: /lines
            fields:
              receipt: {path: ../receipt}
              line: {path: /no}
              version: {path: ../version}
              po: {path: ../po}
              po_line: {path: /po_line}
              warehouse: {path: ../site}
              sku: {path: /sku, required: true, exists_in: item}
              qty_good: {path: /good, min: 0}
              qty_damaged: {path: /damaged, min: 0}
              qty_rejected: {path: /rejected, min: 0}
              lot: {path: /lot}
              expires: {path: /best_before}
              received_at: {path: ../received_at}
              complete: {path: /complete}
      wms-shipments:
        from: {system: wms, files: "wms/out/shipments_*.json", dialect: wms-json, order: sequence}
        ready: {rename: true}
        mode: delta
        rhythm: {every: 24h, late: 26h, critical: 48h}
        after: archive
        emit:
          - entity: shipment
            each: /lines
            fields:
              shipment: {path: ../shipment}
              line: {path: /no}
              version: {path: ../version}
              order: {path: ../order}
              order_line: {path: /order_line}
              warehouse: {path: ../site}
              sku: {path: /sku, required: true, exists_in: item}
              qty: {path: /qty, required: true, min: 0}
              closing: {path: /closing}
              lot: {path: /lot}
              carrier: {path: ../carrier, case: upper, exists_in: partner}
              shipped_at: {path: ../shipped_at}
          - entity: parcel
            each: /parcels
            fields:
              shipment: {path: ../shipment}
              parcel: {path: /no}
              tracking: {path: /tracking}
              carrier: {path: ../carrier, case: upper, exists_in: partner}
              weight_kg: {path: /weight_kg, min: 0}
              labelled_at: {path: /labelled_at}
      wms-progress:
        entity: order_progress
        from: {system: wms, files: "wms/out/progress_*.json", dialect: wms-json, order: sequence}
        ready: {rename: true}
        mode: delta
        after: archive
        fields:
          order: {path: /order}
          event: {path: /event}
          code: {path: /code}
          at: {path: /at}
      wms-acks:
        entity: ack
        from: {system: wms, files: "wms/out/acks_*.json", dialect: wms-json, order: sequence}
        ready: {rename: true}
        mode: delta
        after: archive
        fields:
          message: {path: /message}
          result: {path: /result, values: {ok: accepted, changed: accepted_with_changes, failed: rejected}}
          text: {path: /reason}
          at: {path: /at}
      wms-stock-ham:
        entity: stock
        from: {system: wms, files: "wms/out/stock_HH1_*.json", dialect: wms-json, order: name}
        ready: {rename: true}
        mode: snapshot
        scope: {warehouse: [HAM]}       # what a full file claims to cover
        guard: {min_rows: 100, max_missing: 10%, max_to_zero: 10%}
        rhythm: {every: 24h, late: 26h, critical: 48h}
        after: archive
        fields:
          warehouse: {path: /site}
          sku: {path: /sku, exists_in: item}
          lot: {path: /lot}
          bin: {path: /bin, exists_in: location}
          on_hand: {path: /on_hand, required: true}
          allocated: {path: /allocated}
          as_of: {path: /counted_at}
      wms-stock-han:
        like: wms-stock-ham             # the same but for what follows
        from: {system: wms, files: "wms/out/stock_HAJ_*.json", dialect: wms-json, order: name}
        scope: {warehouse: [HAN]}


    """
}
