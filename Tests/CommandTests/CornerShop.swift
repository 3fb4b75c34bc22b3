import Testing
import Workbench

/// The smallest site on which everything can happen: one ERP, one warehouse system, two articles.
enum CornerShop {
  /// What becomes of its files and who is told what is what tests vary.
  static func configuration(after: String = "archive", alerts: String = "") -> String {
    """
    version: 1
    site: corner
    timezone: Europe/Berlin
    state: state
    exchange: exchange
    systems:
      erp: {role: erp}
      wms: {role: wms}
    warehouses:
      HAM: {name: Hamburg, system: wms, alias: {erp: "01", wms: HH1}, serves: [DE], rank: 1}
    dialects:
      plain: {format: csv, encoding: utf-8, delimiter: ";", header: required, extra_columns: warn}
    feeds:
      erp-items:
        entity: item
        from: {system: erp, files: "erp/out/items_*.csv", dialect: plain, order: name}
        ready: {rename: true}
        mode: snapshot
        guard: {max_missing: 50%}
        rhythm: {every: 24h, late: 26h, critical: 48h}
        after: \(after)
        fields:
          sku: {column: sku, required: true}
          name: {column: name}
          weight_kg: {column: weight, min: 0}
      wms-items:
        entity: item
        from: {system: wms, files: "wms/out/items_*.csv", dialect: plain, order: name}
        ready: {rename: true}
        mode: snapshot
        after: \(after)
        fields:
          sku: {column: sku, required: true}
          weight_kg: {column: weight, min: 0}
      erp-stock:
        entity: stock
        from: {system: erp, files: "erp/out/stock_*.csv", dialect: plain, order: name}
        ready: {rename: true}
        mode: snapshot
        scope: {warehouse: [HAM]}
        after: \(after)
        fields:
          warehouse: {column: wh}
          sku: {column: sku, exists_in: item}
          on_hand: {column: qty, required: true}
      wms-stock:
        like: erp-stock
        from: {system: wms, files: "wms/out/stock_*.csv", dialect: plain, order: name}
    ownership:
      - {field: "item.*", owner: erp}
      - {field: stock.on_hand, owner: wms}
    tolerances:
      - {field: stock.on_hand, abs: 0, snapshots: 1}
    outbound:
      wms-items: {to: wms, entity: item, file: "wms/in/items_{seq:8}.csv", dialect: plain,
                  columns: {sku: sku, name: name, weight: weight_kg}}
    alerts:
      report: {csv: report/exceptions.csv, json: report/exceptions.json}

    """ + alerts
  }

  /// The site before its first run: the warehouse weighs the bow half a kilo heavier, and one
  /// axe less lies there than the ERP has in its books.
  static func opened(after: String = "archive", alerts: String = "") throws -> TestSite {
    let site = try TestSite(configuration(after: after, alerts: alerts))
    try site.write("erp/out/items_1.csv", "sku;name;weight\nA1;Axe;1.5\nB2;Bow;2\n")
    try site.write("wms/out/items_1.csv", "sku;weight\nA1;1.5\nB2;2.5\n")
    try site.write("erp/out/stock_1.csv", "wh;sku;qty\n01;A1;10\n01;B2;20\n")
    try site.write("wms/out/stock_1.csv", "wh;sku;qty\nHH1;A1;9\nHH1;B2;20\n")
    return site
  }

  /// The site after its first run: exception 1 is the weight, 2 the stock.
  static func running(
    after: String = "archive", tolerance: String? = nil, alerts: String = ""
  ) throws -> TestSite {
    let site = try opened(after: after, alerts: alerts)
    if let tolerance {
      let usual = "{field: stock.on_hand, abs: 0, snapshots: 1}"
      try site.folder.write(
        "wmsync.yaml",
        configuration(after: after).split(separator: usual).joined(separator: tolerance))
    }
    try site.done("run")
    return site
  }

  static func id(of code: String, in site: TestSite) throws -> String {
    try site.query("SELECT id FROM exceptions WHERE code = '\(code)'").first ?? "none"
  }
}
