/// Rows and columns of the page, and the size that is left for them.
struct PageTable {
  /// A row of cells that are HTML already.
  struct Row {
    var cells: [String]
    /// It waits for a person.
    var isMarked = false
    /// Attributes that the script selects by.
    var attributes = ""

    var html: String {
      let cells = cells.enumerated().map { column, cell in
        column == 0 ? "<th scope=\"row\">\(cell)</th>" : "<td>\(cell)</td>"
      }
      let mark = isMarked ? " class=\"act\"" : ""
      return "<tr\(mark)\(attributes)>\(cells.joined())</tr>\n"
    }
  }

  /// Most characters of a cell: one value of a hostile file does not fill the page.
  private static let cellLimit = 400

  let caption: String
  let titles: [String]
  /// Under which the script knows it.
  var id: String?

  /// The table with as many rows as there is room for, and how many it does not show.
  func html(_ rows: some Collection<Row>, upTo bytes: Int) -> String {
    let titles = titles.map { "<th scope=\"col\">\(SafeText.html($0))</th>" }.joined()
    let name = id.map { " id=\"\($0)\"" } ?? ""
    let label = SafeText.html(caption)
    var text = "<div class=\"wide\" role=\"region\" aria-label=\"\(label)\" tabindex=\"0\">\n"
    text +=
      "<table\(name)>\n<caption>\(label)</caption>\n<thead><tr>\(titles)</tr></thead>\n<tbody>\n"
    var shown = 0
    for row in rows {
      let html = row.html
      guard text.utf8.count + html.utf8.count < bytes else { break }
      text += html
      shown += 1
    }
    text += "</tbody>\n</table>\n</div>\n"
    guard shown < rows.count else { return text }
    return text + "<p>\(rows.count - shown) more are not shown here; see wmsync status and "
      + "wmsync exceptions.</p>\n"
  }

  /// A text of a file as a cell shows it.
  static func cell(_ text: String) -> String {
    guard text.unicodeScalars.count > cellLimit else { return SafeText.html(text) }
    var short = String.UnicodeScalarView()
    short.append(contentsOf: text.unicodeScalars.prefix(cellLimit))
    return SafeText.html(String(short) + "…")
  }
}
