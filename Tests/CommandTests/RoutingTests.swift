import Testing
import Workbench

/// Which warehouse an order is given to, as it comes out of the files of a site.
@Suite struct RoutingTests {
  private static let configuration = """
    version: 1
    site: routes
    systems: {erp: {role: erp}, hafen: {role: wms}, isar: {role: wms}}
    warehouses:
      HAM: {system: hafen, rank: 1}
      MUC: {system: isar, rank: 2}
    dialects: {plain: {format: csv}}
    feeds:
      orders:
        from: {system: erp, files: "orders_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        emit:
          - {entity: sales_order, fields: {order: {column: order}}}
          - {entity: sales_order_line, fields: {order: {column: order}, line: {constant: "1"}, sku: {column: sku}, qty: {column: qty}}}
      weights:
        entity: item
        from: {system: hafen, files: "weights_*.csv", dialect: plain}
        ready: {rename: true}
        mode: snapshot
        fields: {sku: {column: sku}, hazmat: {column: hazmat, true: [J], false: [N]}}
      articles:
        like: weights
        from: {system: erp, files: "articles_*.csv", dialect: plain}
      hafen-stock:
        entity: stock
        from: {system: hafen, files: "hafen_*.csv", dialect: plain}
        ready: {rename: true}
        mode: snapshot
        fields: {warehouse: {constant: HAM}, sku: {column: sku}, on_hand: {column: qty}, as_of: {constant: "2026-11-23T05:00:00Z"}}
      isar-stock:
        like: hafen-stock
        from: {system: isar, files: "isar_*.csv", dialect: plain}
        fields: {warehouse: {constant: MUC}, sku: {column: sku}, on_hand: {column: qty}, as_of: {constant: "2026-11-23T05:00:00Z"}}
      words:
        entity: order_progress
        from: {system: hafen, files: "words_*.csv", dialect: plain}
        ready: {rename: true}
        mode: delta
        fields: {order: {column: order}, line: {constant: "1"}, event: {column: event}, code: {column: code}, at: {column: at}}
    ownership:
      - {field: item.hazmat, owner: hafen}
    routing:
      - {when: {item.hazmat: true}, to: [MUC], then: [rank], else: hold}
      - {to: serves, then: [rank], else: hold}
    outbound:
      hafen-orders: {to: hafen, entity: sales_order_line, warehouses: [HAM], file: "hafen/{seq:4}.csv", dialect: plain}
      isar-orders: {to: isar, entity: sales_order_line, warehouses: [MUC], file: "isar/{seq:4}.csv", dialect: plain}
    """

  /// Both warehouses have nine cups, which are harmless.
  private func site() throws -> TestSite {
    let site = try TestSite(Self.configuration)
    try site.write("hafen_1.csv", "sku,qty\nCUP,9\n")
    try site.write("isar_1.csv", "sku,qty\nCUP,9\n")
    try site.write("weights_1.csv", "sku,hazmat\nCUP,N\n")
    try site.write("articles_1.csv", "sku,hazmat\nCUP,N\n")
    return site
  }

  private func routes(_ site: TestSite) throws -> [String] {
    try site.query(
      "SELECT \"order\", coalesce(warehouse, 'nowhere'), qty_open, status FROM order_route"
        + " ORDER BY 1, 4, 2")
  }

  @Test func `a warehouse that refused an order before it was given it is not given it`() throws {
    let site = try site()
    try site.write("orders_1.csv", "order,sku,qty\nO-1,CUP,2\nO-2,CUP,2\n")
    try site.write("words_1.csv", "order,event,code,at\nO-1,W-1,rejected,2026-11-23T05:30:00Z\n")
    try site.done("run")
    let routed = ["O-1|MUC|2|open", "O-1|HAM|0|refused", "O-2|HAM|2|open"]
    #expect(try routes(site) == routed)
    let decisions = "SELECT count(*) FROM decisions"
    let before = try site.query(decisions)
    try site.done("run", at: TestSite.later)
    #expect(try routes(site) == routed)
    #expect(try site.query(decisions) == before)
  }

  @Test func `the rules of routing go by the article as its owner tells it`() throws {
    let site = try site()
    try site.write("weights_1.csv", "sku,hazmat\nCUP,J\n")
    try site.write("orders_1.csv", "order,sku,qty\nO-1,CUP,2\n")
    try site.done("run")
    #expect(try routes(site) == ["O-1|MUC|2|open"])
  }
}
