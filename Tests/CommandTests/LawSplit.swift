import Workbench

/// Splits an export into two that sort one after the other, where its feed allows it.
struct LawSplit {
  /// Where an export is cut.
  enum Place: CaseIterable {
    case afterFirstRow
    case beforeLastRow
  }

  let configuration: LawConfiguration
  /// Feed by path below the exchange folder.
  let feeds: [String: String]
  let place: Place

  /// The cycle with its exports split, and a reason for each change export that stays whole.
  func split(_ cycle: LawCycle) -> (cycle: LawCycle, count: Int, reasons: [String]) {
    var result = cycle
    var reasons: [String] = []
    var count = 0
    for (path, bytes) in cycle.files.sorted(by: { $0.key < $1.key }) {
      guard let feed = feeds[path] else { continue }
      let part = configuration.feed(feed)
      // A full export claims to be complete: half of it would be another statement.
      guard LawConfiguration.value("mode", in: part) == "delta" else { continue }
      if let reason = Self.obstacle(part) {
        reasons.append("\(feed): \(reason)")
        continue
      }
      guard let halves = halves(bytes, part) else {
        reasons.append("\(path): fewer than two rows, or an encoding that is not cut")
        continue
      }
      let second = Self.secondName(path)
      result.files[path] = halves.0
      result.files[second] = halves.1
      for (other, marker) in cycle.files where other != path && other.hasPrefix(path) {
        result.files[second + other.dropFirst(path.count)] = marker
      }
      count += 1
    }
    return (result, count, reasons)
  }

  /// Why the exports of a feed cannot be split; `nil` when they can.
  private static func obstacle(_ feed: String) -> String? {
    let files = LawConfiguration.value("files", in: feed) ?? ""
    return if LawConfiguration.value("order", in: feed) == "sequence" {
      "its files are numbered without gaps"
    } else if feed.contains("ordinal:") {
      "rows are numbered within a file"
    } else if !files.contains("*") {
      "the feed has one file name"
    } else {
      nil
    }
  }

  /// Sorts after the name and before the next file's: `receipts_001_0.csv`.
  private static func secondName(_ path: String) -> String {
    guard let dot = path.lastIndex(of: ".") else { return path + "_0" }
    return path[..<dot] + "_0" + path[dot...]
  }

  private func halves(_ bytes: [UInt8], _ feed: String) -> ([UInt8], [UInt8])? {
    let dialect = configuration.dialect(of: feed)
    switch LawConfiguration.value("format", in: dialect) {
    case "json":
      let pointer = LawConfiguration.value("records", in: dialect)
      let name = pointer?.split(separator: "/").last.map(String.init)
      guard let array = LawRows.array(in: bytes, under: name) else { return nil }
      return cut(array.elements).map { first, second in
        let comma = [UInt8(ascii: ",")]
        return (
          array.head + first.joined(separator: comma) + array.tail,
          array.head + second.joined(separator: comma) + array.tail
        )
      }
    case "ndjson":
      return cut(LawRows.rows(in: bytes, quote: nil)).map {
        (Array($0.joined()), Array($1.joined()))
      }
    default:
      return delimitedHalves(bytes, dialect)
    }
  }

  /// Both halves of a delimited file begin with its mark, its preamble and its header.
  private func delimitedHalves(_ bytes: [UInt8], _ dialect: String) -> ([UInt8], [UInt8])? {
    guard LawConfiguration.value("encoding", in: dialect) != "utf-16" else { return nil }
    let mark: [UInt8] = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? [0xef, 0xbb, 0xbf] : []
    var rows = LawRows.rows(
      in: Array(bytes.dropFirst(mark.count)), quote: LawOutbound.quote(of: dialect))
    var head = LawConfiguration.value("skip_lines", in: dialect).flatMap { Int($0) } ?? 0
    if let comment = LawConfiguration.value("comment", in: dialect)?.utf8.first {
      while head < rows.count, rows[head].first == comment { head += 1 }
    }
    if LawConfiguration.value("header", in: dialect) != "none" { head += 1 }
    let preamble = mark + rows.prefix(head).joined()
    rows = Array(rows.dropFirst(head))
    return cut(rows).map { (preamble + $0.joined(), preamble + $1.joined()) }
  }

  private func cut(_ rows: [[UInt8]]) -> ([[UInt8]], [[UInt8]])? {
    guard rows.count > 1 else { return nil }
    let place = place == .afterFirstRow ? 1 : rows.count - 1
    return (Array(rows[..<place]), Array(rows[place...]))
  }
}
