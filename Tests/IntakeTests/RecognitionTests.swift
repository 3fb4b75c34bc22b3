import Domain
import Intake
import Testing
import Workbench

/// A reader passes over rows of the earlier file, and over no others; what it says of the others is
/// what it says without an earlier file.
struct RecognitionTests {
  private static let seed: UInt64 = 99

  /// A row as a reader told it.
  private struct Told: Equatable {
    var line: Int
    var byteOffset: Int
    var cells: [String]
    var document: JSONValue?
    var fingerprint: RowFingerprint?

    init(_ row: RawRow) {
      line = row.line
      byteOffset = row.byteOffset
      cells = (0..<row.cellCount).map { row.cell($0) ?? "" }
      document = row.document
      fingerprint = row.fingerprint
    }
  }

  /// What a reader says of each row; rows that were recognised are taken apart behind.
  private static func read(
    _ bytes: [UInt8], _ dialect: Dialect, known: RowFingerprints?, chunkBytes: Int
  ) throws -> (rows: [Told], known: [Int]) {
    let reader = try rowReader(
      for: dialect, mappedColumns: [], source: ByteSource(bytes: bytes, chunkBytes: chunkBytes))
    reader.recognition = RowRecognition(seed: seed, known: known)
    var rows: [Told] = []
    var recognised: [Int] = []
    var row = RawRow()
    reading: while true {
      switch try reader.next(&row) {
      case .end: break reading
      case .broken(let broken): Issue.record("\(broken.reason) in line \(broken.line)")
      case .known:
        recognised.append(rows.count)
        let fingerprint = row.fingerprint
        try reader.takeApartLastKnown(&row)
        row.fingerprint = fingerprint
        rows.append(Told(row))
      case .row: rows.append(Told(row))
      }
    }
    return (rows, recognised)
  }

  private static func fingerprints(of rows: [Told]) -> RowFingerprints {
    var collector = FingerprintCollector()
    for (index, row) in rows.enumerated() {
      if let fingerprint = row.fingerprint {
        collector.add(.init(fingerprint, record: UInt64(index)))
      }
    }
    return collector.sorted(with: nil)
  }

  private static func cell(_ numbers: inout SeededNumbers) -> String {
    let text = numbers.text(of: Array("ab1 \u{e9}".utf8.prefix(4)), upTo: 6)
    switch Int.random(in: 0..<6, using: &numbers) {
    case 0: return "\"\(text)\""
    case 1: return "\"\(text),\"\"\(text)\""
    case 2: return "\"\(text)\n\(text)\""
    default: return text
    }
  }

  private static func records(_ format: Dialect.Format, _ numbers: inout SeededNumbers) -> [String]
  {
    (0..<40).map { index in
      guard format != .csv else {
        return "\(index)," + (0..<3).map { _ in cell(&numbers) }.joined(separator: ",")
      }
      let text = numbers.text(of: Array("ab{[}]\\".utf8), upTo: 8)
      let blank = format == .json ? "\n " : " "
      return
        "{\"n\":\(index),\(blank)\"text\":\(JSONValue.string(text + "\"").jsonText),\"list\":[{\"a\":[]},\(index)]}"
    }
  }

  private static func file(
    _ records: [String], _ format: Dialect.Format, _ numbers: inout SeededNumbers
  ) -> [UInt8] {
    let lineEnd = ["\n", "\r\n", "\r"].randomElement(using: &numbers) ?? "\n"
    let last = Bool.random(using: &numbers) ? lineEnd : ""
    switch format {
    case .csv: return Array(("n,x,y,z" + lineEnd + records.joined(separator: lineEnd) + last).utf8)
    case .ndjson: return Array((records.joined(separator: "\n") + "\n").utf8)
    case .json: return Array(("[" + records.joined(separator: ",\n") + "]" + last).utf8)
    }
  }

  @Test(arguments: [Dialect.Format.csv, .json, .ndjson])
  func `rows of the earlier file are recognised, all others are read as ever`(
    _ format: Dialect.Format
  ) throws {
    var recognisedRows = 0
    for seed: UInt64 in 1...60 {
      var numbers = SeededNumbers(seed: seed)
      var dialect = Dialect.csv()
      dialect.format = format
      let before = Self.records(format, &numbers)
      var after = before.filter { _ in Int.random(in: 0..<5, using: &numbers) > 0 }
      after += Self.records(format, &numbers).prefix(5)
      after.shuffle(using: &numbers)
      let chunkBytes = [1, 7, 64, 1 << 20].randomElement(using: &numbers) ?? 64
      let (one, two) = (
        Self.file(before, format, &numbers), Self.file(after, format, &numbers)
      )
      let first = try Self.read(one, dialect, known: nil, chunkBytes: chunkBytes)
      let plain = try Self.read(two, dialect, known: nil, chunkBytes: 1 << 20)
      #expect(first.known.isEmpty && plain.known.isEmpty)
      let known = Self.fingerprints(of: first.rows)
      let earlier = Set(first.rows.compactMap(\.fingerprint))
      let found = try Self.read(two, dialect, known: known, chunkBytes: chunkBytes)
      #expect(found.rows == plain.rows, "seed \(seed)")
      let expected = plain.rows.indices.filter {
        plain.rows[$0].fingerprint.map(earlier.contains) ?? false
      }
      #expect(found.known == expected, "seed \(seed)")
      recognisedRows += found.known.count
    }
    #expect(recognisedRows > 1_500)
  }

  /// What is recognised of a file that comes a second time, as the text of its rows.
  private static func again(_ text: String, _ dialect: Dialect) throws -> [[String]] {
    let first = try read(Array(text.utf8), dialect, known: nil, chunkBytes: 1 << 20)
    let found = try read(
      Array(text.utf8), dialect, known: fingerprints(of: first.rows), chunkBytes: 1 << 20)
    #expect(found.rows == first.rows)
    return found.known.map { found.rows[$0].cells }
  }

  @Test func `a row of a byte order mark alone has no cells when it is taken apart later`() throws {
    let text = "n\n1\n\u{FEFF}\n"
    let first = try Self.read(Array(text.utf8), .csv(), known: nil, chunkBytes: 1 << 20)
    #expect(first.rows.map(\.cells) == [["1"], ["\u{FEFF}"]])
    let found = try Self.read(
      Array(text.utf8), .csv(), known: Self.fingerprints(of: first.rows), chunkBytes: 1 << 20)
    #expect(found.known == [0, 1])
    #expect(found.rows.map(\.cells) == [["1"], []])
  }

  @Test func `what is no record is told as ever although records are recognised`() throws {
    let texts = [
      ("[{\"n\":1},7,\"text\",null,{\"n\":1}]", 2), ("[{\"n\":1},[2]]", 1), ("7", 0),
      ("[{\"n\":1},{\"n\":", 1), ("[{\"n\":1},", 1), ("[{\"n\":1},{\"n\":\"1", 1),
      ("[{\"n\":1},{\"n\":\"1\\", 1), ("[{\"n\":1}}", 0), ("[{\"n\":1},}]", 1),
      ("[{\"n\":1},]", 1), ("{\"n\":1}", 1),
    ]
    let first = try Self.read(
      Array("[{\"n\":1}]".utf8), .json(), known: nil, chunkBytes: 1 << 20)
    for (text, known) in texts {
      for chunkBytes in [1, 1 << 20] {
        let plain = Self.told(text, nil, chunkBytes)
        let found = Self.told(text, Self.fingerprints(of: first.rows), chunkBytes)
        #expect(found.said == plain.said, "\(text)")
        #expect(plain.known == 0 && found.known == known, "\(text): \(found.said)")
      }
    }
  }

  /// What a reader says of each value of a JSON text, and of its end.
  private static func told(
    _ text: String, _ known: RowFingerprints?, _ chunkBytes: Int
  ) -> (said: [String], known: Int) {
    var said: [String] = []
    var count = 0
    do throws(UnreadableFile) {
      let reader = try rowReader(
        for: .json(), mappedColumns: [],
        source: ByteSource(bytes: Array(text.utf8), chunkBytes: chunkBytes))
      reader.recognition = RowRecognition(seed: seed, known: known)
      var row = RawRow()
      reading: while true {
        let result = try reader.next(&row)
        switch result {
        case .end: break reading
        case .broken(let broken): said.append(broken.reason)
        case .known:
          count += 1
          try reader.takeApartLastKnown(&row)
        case .row: break
        }
        said.append("\(row.byteOffset) \(row.document?.jsonText ?? "")")
      }
    } catch {
      said.append("\(error.byteOffset) \(error.reason)")
    }
    return (said, count)
  }

  @Test func `rows without quotes of any kind are recognised`() throws {
    var dialect = Dialect.csv()
    dialect.quote = nil
    #expect(
      try Self.again("n,x\n1,\"a\n2,b\n", dialect) == [["1", "\"a"], ["2", "b"]])
  }

  @Test func `a row that is longer than the window is recognised as any other`() throws {
    var dialect = Dialect.csv()
    dialect.maxRowBytes = 8 << 20
    dialect.maxFieldBytes = 1 << 20
    let cells = Array(repeating: String(repeating: "y", count: 700_000), count: 4)
    let long = cells.joined(separator: ",")
    #expect(
      try Self.again("n,a,b,c,d\n1,\(long)\n2,,,,\n", dialect)
        == [["1"] + cells, ["2", "", "", "", ""]])
  }

  @Test func `a record beyond the limit is told although others are recognised`() throws {
    for format in [Dialect.Format.ndjson, .json] {
      var dialect = Dialect.csv()
      dialect.format = format
      dialect.maxRowBytes = 64
      let long = "{\"n\":2,\"t\":\"\(String(repeating: "x", count: 200))\"}"
      let text =
        format == .json ? "[{\"n\":1},\n\(long)]\n" : "{\"n\":1}\n\(long)\n"
      let first = try Self.read(
        Array("[{\"n\":1}]".utf8),
        {
          var plain = dialect; plain.format = .json; return plain
        }(),
        known: nil, chunkBytes: 1 << 20)
      let reader = try rowReader(
        for: dialect, mappedColumns: [], source: ByteSource(bytes: Array(text.utf8)))
      reader.recognition = RowRecognition(
        seed: Self.seed, known: Self.fingerprints(of: first.rows))
      var row = RawRow()
      var told: [String] = []
      reading: for _ in 0..<3 {
        do {
          switch try reader.next(&row) {
          case .end: break reading
          case .known: told.append("known")
          case .row: told.append("row")
          case .broken(let broken): told.append(broken.reason)
          }
        } catch {
          told.append(error.reason)
          break reading
        }
      }
      #expect(told.first == "known", "\(format)")
      #expect(told.contains { $0.contains("longer than 64 bytes") }, "\(format): \(told)")
    }
  }
}
