import Testing
import Workbench

/// A site with one warehouse whose orders are picked from bins.
enum PickShop {
  private static let places = """
      bins:
        entity: location
        from: {system: wms, files: "bins_*.csv", dialect: rows}
        ready: {rename: true}
        mode: snapshot
        fields: {warehouse: {constant: HAM}, bin: {column: bin}, aisle: {column: aisle}, bay: {column: bay}}

    """

  /// The site before its first export.
  ///
  /// - Parameters:
  ///   - picking: how HAM picks.
  ///   - tellingPlaces: whether the warehouse tells where its bins are.
  /// - Returns: the site.
  /// - Throws: what the file system failed with.
  static func site(
    _ picking: String = "{method: single}", tellingPlaces: Bool = false
  ) throws -> TestSite {
    try TestSite(
      """
      version: 1
      site: shop
      systems: {erp: {role: erp}, wms: {role: wms}}
      warehouses: {HAM: {system: wms}}
      dialects: {rows: {format: csv, delimiter: ","}}
      feeds:
        orders:
          from: {system: erp, files: "orders_*.csv", dialect: rows}
          ready: {rename: true}
          mode: delta
          emit:
            - {entity: sales_order, fields: {order: {column: order}, hold_code: {column: hold}, cancelled: {column: cancelled, true: [J], false: [N, ""]}, ship_complete: {column: whole, true: [J], false: [N, ""]}, ship_not_before: {column: from}}}
            - {entity: sales_order_line, fields: {order: {column: order}, line: {column: line}, sku: {column: sku}, qty: {column: qty}}}
        stock:
          entity: stock
          from: {system: wms, files: "stock_*.csv", dialect: rows}
          ready: {rename: true}
          mode: snapshot
          fields: {warehouse: {constant: HAM}, sku: {column: sku}, bin: {column: bin}, on_hand: {column: qty}, as_of: {column: at}}
        items:
          entity: item
          from: {system: erp, files: "items_*.csv", dialect: rows}
          ready: {rename: true}
          mode: snapshot
          fields: {sku: {column: sku}, name: {column: name}}
        words:
          entity: order_progress
          from: {system: wms, files: "words_*.csv", dialect: rows}
          ready: {rename: true}
          mode: delta
          fields: {order: {column: order}, event: {column: event}, code: {column: code}, at: {column: at}}
        shipments:
          entity: shipment
          from: {system: wms, files: "shipments_*.csv", dialect: rows}
          ready: {rename: true}
          mode: delta
          fields: {shipment: {column: shipment}, line: {constant: "1"}, version: {constant: "1"}, order: {column: order}, order_line: {column: line}, warehouse: {constant: HAM}, sku: {column: sku}, qty: {column: qty}, shipped_at: {column: at}}
      \(tellingPlaces ? places : "")picking:
        HAM: \(picking)
      outbound:
        picks: {to: wms, entity: pick_list, file: "out/picks_{seq:4}.csv", dialect: rows}
        sheets: {to: wms, entity: pick_list, file: "out/sheet_{seq:4}.html", layout: sheet}
      """)
  }

  static let orderTitles = "order,line,sku,qty,hold,cancelled,whole,from\n"

  /// One row of stock each: bin, article, pieces; the time is when the warehouse looked.
  static func stock(_ rows: [(String, String, Int)], at time: String) -> String {
    "sku,bin,qty,at\n" + rows.map { "\($0.1),\($0.0),\($0.2),\(time)\n" }.joined()
  }

  /// What stands on lists, in their order.
  static func picks(_ site: TestSite) throws -> [String] {
    try site.query(
      "SELECT pick_list, stop, bin, sku, qty, \"order\", order_line FROM pick_list "
        + "ORDER BY pick_list, stop, part")
  }
}
