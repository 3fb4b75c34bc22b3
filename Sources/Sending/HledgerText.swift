import Domain

/// Journal records as plain text accounting reads them (hledger, and ledger-cli alike).
///
/// One transaction for each journal; amounts with a point, so that no locale changes them.
enum HledgerText {
  static func render(_ file: OutboundFile) -> String {
    let journals = JournalColumns(file.titles)
    var text = "decimal-mark .\n"
    var last: String?
    for row in file.rows {
      let journal = journals.text(row, "journal")
      if journal != last {
        text += "\n" + head(row, journals, journal)
        last = journal
      }
      text += posting(row, journals)
    }
    return text
  }

  private static func head(
    _ row: [Value], _ columns: JournalColumns, _ journal: String
  ) -> String {
    let posted = columns.text(row, "posting_date")
    let happened = columns.text(row, "event_date")
    let late = posted == happened ? "" : "  ; event_date:\(happened)"
    let what = columns.text(row, "reference_entity")
    return "\(posted) (\(plain(journal))) \(plain(what))\(late)\n"
  }

  private static func posting(_ row: [Value], _ columns: JournalColumns) -> String {
    let debit = columns.text(row, "debit")
    let amount = debit.isEmpty ? "-" + columns.text(row, "credit") : debit
    let tags = ["warehouse", "sku", "qty"].compactMap { name in
      let value = tag(columns.text(row, name))
      return value.isEmpty ? nil : "\(name):\(value)"
    }
    let currency = commodity(columns.text(row, "currency"))
    return "    \(account(columns.text(row, "account")))  \(currency)\(amount)"
      + (tags.isEmpty ? "" : "  ; " + tags.joined(separator: ", ")) + "\n"
  }

  /// A code ends at its bracket, a line at its end, and what follows `;` is a comment.
  private static func plain(_ text: String) -> String { replaced(text, marks: "();") }

  /// Tags are parted by commas.
  private static func tag(_ text: String) -> String { replaced(text, marks: ",") }

  private static func replaced(_ text: String, marks: String) -> String {
    String(
      text.map { character in
        let isControl = character.isNewline || character.asciiValue.map { $0 < 32 } ?? false
        return isControl || marks.contains(character) ? "_" : character
      })
  }

  /// Two blanks would end the name.
  private static func account(_ text: String) -> String {
    plain(text).split(separator: " ").joined(separator: " ")
  }

  private static func commodity(_ currency: String) -> String {
    if currency.isEmpty { return "" }
    let isWord = currency.allSatisfy { $0.isASCII && $0.isLetter }
    return (isWord ? currency : "\"\(replaced(currency, marks: "\";"))\"") + " "
  }
}

/// Where the fields of a journal stand in a row.
private struct JournalColumns {
  private let positions: [String: Int]

  init(_ titles: [String]) {
    positions = Dictionary(
      titles.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func text(_ row: [Value], _ field: String) -> String {
    positions[field].map { row[$0].description } ?? ""
  }
}
