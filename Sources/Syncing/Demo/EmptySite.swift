/// A new site: a configuration to be filled in, and the folders it names.
package enum EmptySite {
  /// Every file of the site, path below its folder and bytes, in path order.
  ///
  /// A path that ends in `/` is an empty folder.
  package static func files() -> [(path: String, bytes: [UInt8])] {
    let folders = ["erp/in", "erp/out", "wms/in", "wms/out", "xref"].map { folder in
      ("exchange/\(folder)/", [UInt8]())
    }
    return inPathOrder([("wmsync.yaml", Array(configuration.utf8))] + folders)
  }

  private static let configuration = """
    # wmsync keeps the ERP and the warehouses in step by the files they exchange.
    # Fill in your own names, then: wmsync check
    version: 1
    site: my-site
    timezone: Europe/Berlin             # for times without an offset
    state: state                        # folder of state.db; relative to this file
    exchange: exchange                  # every file path below starts here

    systems:                            # who files are exchanged with; role: erp, wms, 3pl, channel, crm
      erp: {role: erp}
      wms: {role: wms}

    warehouses:                         # our code: who runs it, and what each system calls it
      MAIN: {name: Main warehouse, system: wms, alias: {erp: "01", wms: W1}}

    dialects:                           # how files are written; nothing is guessed at run time
      erp-csv: {format: csv, encoding: utf-8, delimiter: ";", header: required,
                decimal: ",", thousands: ".", date: dd.MM.yyyy, datetime: "dd.MM.yyyy HH:mm:ss"}
      wms-json: {format: json, records: /records, datetime: rfc3339}

    # xrefs:                            # their codes and ours
    #   wms-sku: {file: xref/wms_sku.csv, dialect: erp-csv, theirs: their_code, ours: sku}

    feeds:                              # one kind of file of one system each
      erp-items:
        entity: item
        from: {system: erp, files: "erp/out/items_*.csv", dialect: erp-csv, order: name}
        ready: {stable: 60s}            # or {marker: "{file}.ok"}, or {rename: true}
        mode: snapshot                  # a full export; or delta, where absence means nothing
        guard: {max_missing: 5%}        # an export that lost more is set aside
        rhythm: {every: 24h, late: 26h, critical: 48h}
        after: archive                  # or keep, or delete
        fields:                         # our field: their column, and what is done to it
          sku: {column: ItemNo, required: true}
          name: {column: Description, collapse_space: true}
          status: {column: Status, values: {A: active, B: blocked, D: discontinued}}
          base_uom: {column: Unit}
          weight_kg: {column: Weight, min: 0}

    ownership:                          # whose word counts
      - {field: "item.*", owner: erp}

    outbound:                           # the files that wmsync writes
      wms-items: {to: wms, entity: item, file: "wms/in/items_{seq:8}.json", dialect: wms-json}

    alerts:
      report: {csv: report/exceptions.csv, json: report/exceptions.json}

    """
}
