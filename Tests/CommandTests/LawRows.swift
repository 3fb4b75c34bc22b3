import Workbench

/// Cuts exports and outbound files into rows without reading what is in them.
enum LawRows {
  /// Lines with their line ends; a line break between quotes does not end a row.
  static func rows(in bytes: [UInt8], quote: UInt8?) -> [[UInt8]] {
    var rows: [[UInt8]] = []
    var row: [UInt8] = []
    var isQuoted = false
    for byte in bytes {
      row.append(byte)
      if byte == quote { isQuoted.toggle() }
      if byte == 0x0a && !isQuoted {
        rows.append(row)
        row = []
      }
    }
    return row.isEmpty ? rows : rows + [row]
  }

  /// The elements of a JSON array with what stands before and after them.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - name: the member that holds the array; `nil` when the document is the array.
  /// - Returns: `nil` when there is no such array.
  static func array(
    in bytes: [UInt8], under name: String?
  ) -> (head: [UInt8], elements: [[UInt8]], tail: [UInt8])? {
    var start = 0
    if let name {
      guard let range = bytes.firstRange(of: Array("\"\(name)\"".utf8)) else { return nil }
      start = range.upperBound
    }
    while start < bytes.count, " \t\r\n:".utf8.contains(bytes[start]) { start += 1 }
    guard start < bytes.count, bytes[start] == UInt8(ascii: "[") else { return nil }
    var elements: [[UInt8]] = []
    var element: [UInt8] = []
    var depth = 0
    var isText = false
    var isEscaped = false
    for index in (start + 1)..<bytes.count {
      let byte = bytes[index]
      if isText {
        isText = isEscaped || byte != UInt8(ascii: "\"")
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
      } else if depth == 0, byte == UInt8(ascii: "]") || byte == UInt8(ascii: ",") {
        if element.contains(where: { $0 > 0x20 }) { elements.append(element) }
        element = []
        if byte == UInt8(ascii: "]") {
          return (Array(bytes[...start]), elements, Array(bytes[index...]))
        }
        continue
      } else {
        isText = byte == UInt8(ascii: "\"")
        if "{[".utf8.contains(byte) { depth += 1 }
        if "}]".utf8.contains(byte) { depth -= 1 }
      }
      element.append(byte)
    }
    return nil
  }

  static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.filter { $0 != 0x0a && $0 != 0x0d }, as: UTF8.self)
  }
}

/// Records of all outbound files, without regard to the files they stand in.
enum LawOutbound {
  /// One line per record: stream and content, sorted.
  /// - Throws: when a file holds another number of records than the store says.
  static func records(of site: LawSite) throws -> [String] {
    let outbound = site.outbound
    var found: [String] = []
    for file in try site.outboundFiles() {
      let bytes = outbound[file[1]] ?? []
      let dialect = dialect(of: file[0], in: site.scenario.configuration)
      let records =
        if file[1].hasSuffix(".journal") {
          postings(in: bytes)
        } else if file[1].hasSuffix(".html") {
          picks(in: bytes)
        } else {
          records(in: bytes, dialect)
        }
      guard String(records.count) == file[3] else {
        throw WorkbenchError("\(file[1]): \(records.count) records found, \(file[3]) expected")
      }
      let isStatus = tellsStates(file[0], in: site.scenario.configuration)
      let last = isStatus ? try site.lastRows(of: file[1]) : nil
      for (index, record) in records.enumerated() where last?.contains(index + 1) ?? true {
        found.append(file[0] + ": " + without(message: file[4], record))
      }
    }
    return found.sorted()
  }

  /// Of a state only the last word on each subject counts: how many came before it depends on how
  /// often somebody looked.
  private static func tellsStates(_ stream: String, in settings: LawConfiguration) -> Bool {
    ["order_status", "channel_availability", "purchase_proposal"]
      .contains(LawConfiguration.value("entity", in: settings.stream(stream)))
  }

  private static func dialect(of stream: String, in settings: LawConfiguration) -> String {
    settings.dialect(of: settings.stream(stream))
  }

  private static func records(in bytes: [UInt8], _ dialect: String) -> [String] {
    // UTF-16 is cut at its line ends all the same; the zeros between them say nothing.
    let plain = dialect.contains("utf-16") ? bytes.filter { $0 != 0 } : bytes
    switch LawConfiguration.value("format", in: dialect) {
    case "json":
      let pointer = LawConfiguration.value("records", in: dialect) ?? ""
      let name = pointer.split(separator: "/").last.map(String.init)
      let array =
        LawRows.array(in: plain, under: name ?? "records") ?? LawRows.array(in: plain, under: nil)
      return (array?.elements ?? []).map(LawRows.text)
    case "ndjson":
      return LawRows.rows(in: plain, quote: nil).map(LawRows.text)
    default:
      let rows = LawRows.rows(in: plain, quote: quote(of: dialect)).map(LawRows.text)
      let hasHeader = LawConfiguration.value("header", in: dialect) != "none"
      return Array(rows.dropFirst(hasHeader ? 1 : 0))
    }
  }

  /// Postings, each with the head of its transaction.
  private static func postings(in bytes: [UInt8]) -> [String] {
    var head = ""
    var postings: [String] = []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init) {
      if line.hasPrefix("    ") {
        postings.append(head + line)
      } else {
        head = line
      }
    }
    return postings
  }

  /// What stands in a printed pick list for each order line, with the list and the stop.
  private static func picks(in bytes: [UInt8]) -> [String] {
    let page = String(decoding: bytes, as: UTF8.self)
    let parts = page.split(separator: "<td class=\"number\">").map(String.init)
    return parts.dropFirst().flatMap { stop in
      stop.split(separator: "<li>").dropFirst().map { part in
        (parts.first ?? "") + stop + part
      }
    }
  }

  static func quote(of dialect: String) -> UInt8? {
    let named = LawConfiguration.value("quote", in: dialect) ?? "\""
    return named == "none" ? nil : named.utf8.first
  }

  /// A record without the key that numbers it within its file.
  private static func without(message: String, _ record: String) -> String {
    guard let range = record.firstRange(of: message + "-") else { return record }
    return String(record[..<range.lowerBound] + record[range.upperBound...].drop { $0.isNumber })
  }
}
