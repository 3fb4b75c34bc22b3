import Intake

/// Finds out how the cells of a file are parted, by reading it in every way that is usual.
struct DelimiterSurvey {
  /// What one way of reading makes of the file.
  private struct Trial {
    let dialect: Dialect
    let cells: Int
    /// Rows with that many cells, of all that were read.
    let regular: Int
    let rows: Int
    let broken: Int
    /// Physical lines in front of the first regular row.
    let linesBefore: Int

    /// The share of rows that are regular, broken ones counted twice, in thousandths.
    var score: Int { rows == 0 ? 0 : (regular - broken) * 1000 / rows }
  }

  private static let usual = [",", ";", "\t", "|", "~", "^"]
  private static let mostRows = 2000
  /// Lines of a title in front of the header that are looked behind.
  private static let mostTitleLines = 12

  /// The dialect with delimiter, quote and lines to skip; header and columns stay open.
  static func dialect(
    of sample: ExportSample, encoding: Dialect.Encoding
  ) -> Found<Dialect> {
    var dialect = Dialect(name: "sample")
    dialect.encoding = encoding
    dialect.header = .none
    dialect.comment = comment(sample.bytes)
    var trials: [Trial] = []
    for delimiter in encoding == .utf16 ? [] : runs(in: sample.bytes) {
      dialect.delimiter = delimiter
      let run = trial(dialect, sample)
      if run.cells > 1, run.score > 900 { return found(run) }
    }
    for delimiter in usual {
      dialect.delimiter = delimiter
      dialect.quote = "\""
      let quoted = trial(dialect, sample)
      trials.append(quoted)
      guard quoted.broken > 0 || quoted.rows == 0 else { continue }
      dialect.quote = nil
      trials.append(trial(dialect, sample))
    }
    let best = trials.filter { $0.cells > 1 }.max { left, right in
      isWorse(left, than: right)
    }
    guard let best else {
      dialect.delimiter = ","
      dialect.quote = "\""
      return Found(dialect, "no usual delimiter parts its lines; one column", .low)
    }
    return found(best)
  }

  private static func isWorse(_ left: Trial, than right: Trial) -> Bool {
    // Two ways that part nearly all rows: the one that finds more cells sees the finer grain.
    if abs(left.score - right.score) > 30 { return left.score < right.score }
    return left.cells < right.cells
  }

  private static func found(_ trial: Trial) -> Found<Dialect> {
    var dialect = trial.dialect
    if trial.linesBefore <= mostTitleLines { dialect.skipLines = trial.linesBefore }
    let all = trial.regular == trial.rows
    let reason =
      (all ? (trial.rows < mostRows ? "all of " : "the first ") : "\(trial.regular) of ")
      + counted(trial.rows, "row")
      + (all && trial.rows == 1 ? " has " : " have ") + counted(trial.cells, "cell")
    let confidence: Confidence =
      trial.score < 900 || trial.rows < 3 ? (trial.score < 600 ? .low : .medium) : .high
    return Found(dialect, reason, confidence)
  }

  private static func trial(_ dialect: Dialect, _ sample: ExportSample) -> Trial {
    var counts: [(line: Int, cells: Int)] = []
    var broken = 0
    var row = RawRow()
    // What cannot be read in this way has simply no rows.
    if let reader = try? rowReader(
      for: dialect, mappedColumns: [], source: ByteSource(bytes: sample.bytes))
    {
      reading: while counts.count < mostRows {
        guard let result = try? reader.next(&row) else {
          if !sample.isCut { broken += 1 }
          break
        }
        switch result {
        case .row, .known: counts.append((row.line, row.cellCount))
        case .broken: broken += 1
        case .end: break reading
        }
      }
    }
    let tally = Dictionary(counts.map { ($0.cells, 1) }, uniquingKeysWith: +)
    let usual = tally.max { ($0.value, $0.key) < ($1.value, $1.key) }
    guard let usual else {
      return Trial(
        dialect: dialect, cells: 0, regular: 0, rows: 0, broken: broken, linesBefore: 0)
    }
    let firstRegular = counts.first { $0.cells == usual.key }
    return Trial(
      dialect: dialect, cells: usual.key, regular: usual.value, rows: counts.count + broken,
      broken: broken, linesBefore: (firstRegular?.line ?? 1) - 1)
  }

  /// `#` where the file begins with lines that start with it.
  private static func comment(_ bytes: [UInt8]) -> String? {
    bytes.first == UInt8(ascii: "#") ? "#" : nil
  }

  /// Signs of two to four characters that may part cells, as `|+|`; the longest first.
  ///
  /// Each stands in every line equally often, and its first character only in it.
  private static func runs(in bytes: [UInt8]) -> [String] {
    let lines = bytes.prefix(1 << 16).split(separator: UInt8(ascii: "\n")).prefix(50)
    guard let first = lines.first else { return [] }
    let line = Array(first)
    var candidates: Set<[UInt8]> = []
    for start in line.indices {
      for length in 2...4 where start + length <= line.count {
        let run = line[start..<start + length]
        if run.allSatisfy(isMark) { candidates.insert(Array(run)) }
      }
    }
    return candidates.filter { run in
      let wanted = count(of: run, in: line)
      return lines.allSatisfy { line in
        let line = Array(line)
        let inside = run.count { $0 == run[0] }
        return count(of: run, in: line) == wanted
          && line.count { $0 == run[0] } == wanted * inside
      }
    }.sorted {
      ($1.count, String(decoding: $0, as: UTF8.self)) < (
        $0.count, String(decoding: $1, as: UTF8.self)
      )
    }
    .map { String(decoding: $0, as: UTF8.self) }
  }

  private static func isMark(_ byte: UInt8) -> Bool {
    [0x7C, 0x2B, 0x7E, 0x5E, 0x23, 0x24, 0x40, 0x25, 0x26, 0x2A, 0x3B, 0x3A, 0x21, 0x3D]
      .contains(byte)
  }

  /// How often a run stands in a line, from the left, without overlap.
  private static func count(of run: [UInt8], in line: [UInt8]) -> Int {
    var count = 0
    var place = 0
    while place + run.count <= line.count {
      if line[place..<place + run.count].elementsEqual(run) {
        count += 1
        place += run.count
      } else {
        place += 1
      }
    }
    return count
  }
}
