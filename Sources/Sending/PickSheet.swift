import Domain

/// A pick list as a page to be printed: one file without scripts, pictures or network, for A4.
///
/// The list, every bin and every article have a barcode, drawn as vectors so that they print sharp.
/// What comes from the exports stands in the page as text, whatever it looks like.
enum PickSheet {
  static func render(_ file: OutboundFile) -> String {
    let rows = SheetRow.all(of: file)
    let name = rows.first?.text("pick_list") ?? ""
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Pick list \(escaped(name))</title>
      <style>
      \(style)
      </style>
      </head>
      <body>
      \(head(name, rows))
      <main>
      \(totes(rows))
      <table class="stops">
      <thead><tr><th scope="col">Done</th><th scope="col">Stop</th><th scope="col">Bin</th>\
      <th scope="col">Article</th><th scope="col">Quantity</th><th scope="col">For</th></tr></thead>
      <tbody>
      \(stops(rows).map(stop).joined(separator: "\n"))
      </tbody>
      </table>
      <p class="sign"><span>Picked by</span><span>Begun at</span><span>Finished at</span></p>
      </main>
      </body>
      </html>

      """
  }

  private static let style = """
    @page { size: A4; margin: 12mm; }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 186mm; color: #000; background: #fff;
      font: 10pt/1.3 "Helvetica Neue", Arial, "Liberation Sans", sans-serif; }
    @media screen { body { padding: 6mm 0; } }
    header { display: flex; justify-content: space-between; align-items: flex-start; gap: 6mm;
      padding-bottom: 3mm; border-bottom: 0.6mm solid #000; }
    h1 { margin: 0 0 1mm; font-size: 17pt; line-height: 1.15; overflow-wrap: anywhere; }
    header p { margin: 0; }
    header b { white-space: nowrap; }
    .code { display: block; max-width: 100%; background: #fff; }
    table { width: 100%; border-collapse: collapse; }
    .totes { width: auto; margin-top: 3mm; }
    .totes td, .totes th { padding: 0.5mm 4mm 0.5mm 0; }
    .stops { margin-top: 3mm; }
    th { text-align: left; font-size: 8.5pt; }
    .stops th { border-bottom: 0.3mm solid #000; padding: 1mm 2mm 1mm 0; }
    .stops td { vertical-align: top; padding: 2.5mm 2mm 2.5mm 0; border-bottom: 0.2mm solid #777; }
    .stops tr { break-inside: avoid; }
    thead { display: table-header-group; }
    .box { display: block; width: 7mm; height: 7mm; border: 0.5mm solid #000; }
    .number { font-size: 13pt; font-weight: bold; }
    .large { display: block; font-size: 13pt; font-weight: bold; overflow-wrap: anywhere; }
    .quantity { white-space: nowrap; }
    .small { display: block; font-size: 8.5pt; overflow-wrap: anywhere; }
    .parts { margin: 0; padding: 0; list-style: none; }
    .parts li { white-space: nowrap; }
    .sign { display: flex; gap: 6mm; margin: 9mm 0 0; break-inside: avoid; }
    .sign span { flex: 1; border-top: 0.3mm solid #000; padding-top: 1mm; font-size: 8.5pt; }
    """

  private static func head(_ name: String, _ rows: [SheetRow]) -> String {
    let stops = stops(rows).count
    let orders = orders(rows).count
    var facts = [counted(stops, "stop"), counted(orders, "order")]
    if let walk = rows.lazy.map({ $0.text("walk_m") }).first(where: { !$0.isEmpty }) {
      facts.append("walk of \(escaped(walk)) m")
    }
    let warehouse = rows.first?.text("warehouse") ?? ""
    let wave = rows.first?.text("wave") ?? ""
    return """
      <header>
      <div><h1>\(escaped(name))</h1>
      <p>Pick list of warehouse <b>\(escaped(warehouse))</b>, wave <b>\(escaped(wave))</b></p>
      <p>\(facts.joined(separator: ", "))</p></div>
      \(barcode(name, height: 14))
      </header>
      """
  }

  private static func counted(_ count: Int, _ what: String) -> String {
    "\(count) \(what)\(count == 1 ? "" : "s")"
  }

  private static func orders(_ rows: [SheetRow]) -> [(order: String, tote: String)] {
    var orders: [(order: String, tote: String)] = []
    for row in rows where !orders.contains(where: { $0.order.hasSameBytes(as: row.text("order")) })
    {
      orders.append((row.text("order"), row.text("tote")))
    }
    return orders
  }

  /// Which order goes into which tote; empty where orders are not kept apart.
  private static func totes(_ rows: [SheetRow]) -> String {
    let totes = orders(rows).filter { !$0.tote.isEmpty }
      .sorted { Int($0.tote) ?? 0 < Int($1.tote) ?? 0 }
    guard !totes.isEmpty else { return "" }
    let cells = totes.map { one in
      "<tr><td><b>\(escaped(one.tote))</b></td><td>\(escaped(one.order))</td></tr>"
    }
    return """
      <table class="totes">
      <thead><tr><th scope="col">Tote</th><th scope="col">Order</th></tr></thead>
      <tbody>
      \(cells.joined(separator: "\n"))
      </tbody>
      </table>
      """
  }

  /// The rows of each stop.
  private static func stops(_ rows: [SheetRow]) -> [[SheetRow]] {
    var stops: [[SheetRow]] = []
    for row in rows {
      if stops.last?.first?.number("stop") == row.number("stop") {
        stops[stops.count - 1].append(row)
      } else {
        stops.append([row])
      }
    }
    return stops
  }

  private static func stop(_ rows: [SheetRow]) -> String {
    guard let first = rows.first else { return "" }
    let quantity = rows.reduce(ExactDecimal.zero) { $0 + $1.number("qty") }
    let lot = first.text("lot")
    let other = first.text("fallback_bin")
    return """
      <tr>
      <td><span class="box"></span></td>
      <td class="number">\(escaped(first.text("stop")))</td>
      <td><span class="large">\(escaped(first.text("bin")))</span>\(barcode(first.text("bin")))\
      \(other.isEmpty ? "" : "<span class=\"small\">if short: <b>\(escaped(other))</b></span>")</td>
      <td>\(escaped(first.text("name")))<span class="small">\(escaped(first.text("sku")))</span>\
      \(barcode(first.text("sku")))\
      \(lot.isEmpty ? "" : "<span class=\"small\">lot <b>\(escaped(lot))</b></span>")</td>
      <td class="quantity"><span class="large">\(quantity)</span>\(escaped(first.text("uom")))</td>
      <td>\(parts(rows))</td>
      </tr>
      """
  }

  private static func parts(_ rows: [SheetRow]) -> String {
    let items = rows.map { row in
      let tote = row.text("tote")
      let place = tote.isEmpty ? "" : "tote <b>\(escaped(tote))</b>: "
      let order = escaped(row.text("order") + " / " + row.text("order_line"))
      return "<li>\(place)\(row.number("qty")) \(tote.isEmpty ? "for \(order)" : "")"
        + (tote.isEmpty ? "" : "<span class=\"small\">\(order)</span>") + "</li>"
    }
    return "<ul class=\"parts\">\(items.joined())</ul>"
  }

  /// Of a module.
  private static let millimetres = ExactDecimal(millionths: 300_000)

  /// A barcode with its quiet zones; nothing for a text that has none.
  private static func barcode(_ text: String, height: Int = 9) -> String {
    guard let code = Code128(text) else { return "" }
    var path = ""
    var place = Code128.quietModules
    for (index, width) in code.widths.enumerated() {
      if index.isMultiple(of: 2) { path += "M\(place) 0h\(width)v1h-\(width)z" }
      place += width
    }
    let modules = code.modules + 2 * Code128.quietModules
    let width = millimetres.multiplied(by: ExactDecimal(modules))
    return """
      <svg class="code" role="img" aria-label="barcode \(escaped(text))" \
      width="\(width)mm" height="\(height)mm" viewBox="0 0 \(modules) 1" \
      preserveAspectRatio="none" shape-rendering="crispEdges"><path d="\(path)"/></svg>
      """
  }

  /// A text that no browser takes for anything else.
  ///
  /// Marks that would turn the writing of what follows are shown as what they are: a sign that nobody
  /// expects.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{202a}"..."\u{202e}",
        "\u{2066}"..."\u{2069}":
        escaped += "\u{fffd}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

/// One row of a pick list, by the names of its fields.
private struct SheetRow {
  private let positions: [String: Int]
  private let values: [Value]

  /// In the order of stops and parts.
  static func all(of file: OutboundFile) -> [SheetRow] {
    let positions = Dictionary(
      file.titles.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return file.rows.map { SheetRow(positions: positions, values: $0) }.enumerated()
      .sorted { one, two in
        let (left, right) = (one.element, two.element)
        if left.number("stop") != right.number("stop") {
          return left.number("stop") < right.number("stop")
        }
        if left.number("part") != right.number("part") {
          return left.number("part") < right.number("part")
        }
        return one.offset < two.offset
      }.map(\.element)
  }

  private init(positions: [String: Int], values: [Value]) {
    self.positions = positions
    self.values = values
  }

  /// Empty where the field is.
  func text(_ field: String) -> String { positions[field].map { values[$0].description } ?? "" }

  func number(_ field: String) -> ExactDecimal {
    ExactDecimal(text(field)) ?? .zero
  }
}
