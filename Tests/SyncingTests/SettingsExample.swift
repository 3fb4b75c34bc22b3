/// A configuration that uses every key: the one the documentation explains.
let completeConfiguration = #"""
  version: 1
  site: nordlicht
  timezone: Europe/Berlin             # for timestamps without an offset; stored as UTC
  state: state                        # folder: state.db, lock, backups (relative to this file)
  exchange: exchange                  # every relative file path below starts here
  systems:                            # who we talk to; role decides defaults only
    erp: {role: erp}
    wms: {role: wms}
    tpl: {role: 3pl}
    shop: {role: channel}
  warehouses:                         # our code -> what each system calls it
    HAM: {name: Hamburg, system: wms, alias: {erp: "01", wms: HH1}, serves: [DE, DK, SE], rank: 1, lat: 53.55, lon: 9.99}
    TIL: {name: Tilburg 3PL, system: tpl, alias: {erp: "90", tpl: NLTIL}, serves: [NL, BE, FR, NO], rank: 2}
  dialects:                           # how a file is written; nothing is guessed at run time
    erp-csv: {format: csv, encoding: windows-1252, delimiter: ";", header: required, extra_columns: warn,
              decimal: ",", thousands: ".", date: dd.MM.yyyy, datetime: "dd.MM.yyyy HH:mm:ss", trim: true}
    wms-json: {format: json, records: /records, datetime: rfc3339}
    tpl-csv:
      format: csv
      encoding: ISO-8859-15
      bom: true
      delimiter: "\t"
      quote: none
      header: optional
      skip_lines: 2
      comment: "#"
      null: ["", "NULL"]
      timezone: Europe/Amsterdam
      short_rows: pad
      duplicate_keys: last
      max_row_bytes: 64KiB
      max_depth: 8
  xrefs:                              # their code -> ours; unmatched rows are held, never dropped
    tpl-sku: {file: xref/tpl_sku.csv, dialect: tpl-csv, theirs: client_code, ours: sku, unmatched: hold}
    carrier: {values: {DHLNL: dhl, PNL: postnl}, unmatched: warn}
  feeds:                              # a feed = one kind of file from one system
    erp-items:
      entity: item
      from: {system: erp, files: "erp/out/items_*.csv", dialect: erp-csv, order: name}
      ready: {marker: "{file}.ok"}
      mode: snapshot
      guard: {min_rows: 5000, max_missing: 2%, max_changed: 30%, max_to_zero: 3%}
      rhythm: {every: 24h, late: 26h, critical: 48h, hours: "06:00-22:00"}
      after: archive
      rewritten_in_place: true
      max_bytes: 256MiB
      when: {column: Mandant, in: ["1", "2"]}
      fields:
        status: {column: Status, values: {A: active, G: blocked, L: discontinued}}
        sku: {column: ArtNr, required: true, pad: {left: 8, with: "0"}}
        name: {column: Bezeichnung, collapse_space: true, replace: {pattern: " +$", with: ""}}
        weight_kg: {column: GewichtKg, min: 0, max: 1000.5, on_error: warn}
        hazmat: {column: Gefahrgut, true: [J, "1"], false: [N, "0", ""]}
        lead_time_days: {constant: 7}
        unit_cost: {column: 12, implied_decimals: 2}
        supplier: {column: Lieferant, strip_leading: "0", case: upper, trim: false, exists_in: partner}
    erp-orders:                       # one row or one JSON document can yield several records
      from: {system: erp, files: "erp/out/orders_*.json", dialect: wms-json, order: sequence}
      mode: delta
      gap_grace: 30m
      emit_mode: all
      emit:
        - {entity: sales_order, fields: {order: {path: /id}, customer: {path: /cust}, ship_to_country: {path: /shipTo/country}}}
        - {entity: sales_order_line, each: /lines, when: {path: /state, not: {matches: "^x"}},
           fields: {order: {path: ../id}, line: {path: /no}, sku: {path: /sku}, qty: {path: /qty, unit: {path: /uom}}}}
    tpl-stock:
      entity: stock
      from: {system: tpl, files: "tpl/out/stock_*.csv", dialect: tpl-csv, order: name}
      ready: {stable: 120s}
      mode: snapshot
      scope: {warehouse: [TIL]}
      duplicate_rows: report
      fields: {warehouse: {constant: TIL}, sku: {column: client_code, xref: tpl-sku}, on_hand: {column: qty}}
    wms-acks:
      entity: ack
      from: {system: wms, files: "wms/out/acks_*.json", dialect: wms-json}
      ready: {rename: true}
      after: delete
      fields: {message: {path: /message}, result: {path: /ok, values: {"true": accepted, "false": rejected}}}
    wms-moves:
      entity: adjustment
      from: {system: wms, files: "wms/out/moves_*.csv", dialect: erp-csv, order: mtime}
      fields: {adjustment: {template: "{Beleg}-{3}"}, line: {ordinal: [Beleg, "3"]}, delta: {column: Menge, negate: true}}
  ownership:                          # source-of-truth rules; most specific wins
    - {field: "item.*", owner: erp}
    - {field: item.weight_kg, owner: wms, fallback: erp, on_drift: adopt}
    - {field: stock.on_hand, owner: wms}
    - {field: stock.on_hand, warehouse: TIL, owner: tpl}
    - {field: item.name, key: "4711", owner: wms}
  tolerances:                         # a difference is an exception only when bigger AND older than this
    - {field: stock.on_hand, abs: 0, settle: 30m, snapshots: 3, value: 12.50}
    - {field: item.weight_kg, rel: 5%}
  receiving: {over_pct: 2, under_pct: 0}
  shipping: {over_pct: 0, under_pct: 1.5, backorder_owner: erp, cancel_until: picking}
  routing:                            # first match; one warehouse per order unless a split is allowed
    - {when: {item.hazmat: true}, to: [HAM], else: hold}
    - {to: serves, need: all_lines, then: [splits, distance, rank], split: {max: 2}, else: hold}
  outbound:                           # temp name, fsync, rename, marker; never overwritten
    wms-orders: {to: wms, entity: sales_order_line, with: sales_order, warehouses: [HAM], file: "wms/in/orders_{seq:8}.json",
                 dialect: wms-json, max_rows: 500, ack: {feed: wms-acks, within: 30m}}
    erp-stock: {to: erp, entity: stock_correction, file: "erp/in/bestand_{seq:8}.csv", dialect: erp-csv, marker: "{file}.ok",
                columns: {Lager: warehouse, ArtNr: sku, Differenz: delta, Grund: reason, Nachricht: message}}
    shop-stock: {to: shop, entity: channel_availability, file: "shop/in/stock_{seq}.jsonl"}
  finance: {accounts: {inventory: "1400", grni: "1600", cogs: "5000", shrinkage: "5900"}, closed_until: 2026-10-31}
  alerts:
    severity: {SKU_UNKNOWN: error}
    owners: [{code: [SKU_UNKNOWN], to: masterdata}, {warehouse: TIL, to: 3pl-desk}, {to: it-ops}]
    notify:                           # on a change of state, grouped; one call of an argument list (no shell)
      - {on: [opened, escalated, reopened], min: error, group: 10m, run: [/etc/wmsync/notify-mail]}
    ping: {url_env: WMSYNC_PING_URL, style: healthchecks, timeout: 5s}
    metrics: {textfile: metrics/wmsync.prom}
    report: {html: report, csv: report/exceptions.csv, json: /var/lib/wmsync/exceptions.json}
  retention: {inbound: 30d, outbound: 90d, runs: 400d, closed_exceptions: 400d, backups: 14}
  """#

/// Two systems, a warehouse and a dialect of each kind.
///
/// Sections can be put behind it; they start in line 9.
let shortConfiguration = """
  version: 1
  site: test
  systems: {erp: {role: erp}, wms: {role: wms}}
  warehouses: {HAM: {system: wms}}
  dialects:
    csv: {format: csv}
    bare: {format: csv, header: none}
    json: {format: json}

  """
