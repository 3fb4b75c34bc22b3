/// The rows of an earlier file, by their bytes, each with the records it became.
///
/// Sorted by fingerprint, so that one probe costs one look into memory in whatever order rows
/// come. A row that became several records has an entry for each of them.
package final class RowFingerprints {
  /// One record that a row became.
  package struct Entry: Sendable {
    package let fingerprint: RowFingerprint
    /// Stands for the record's type and key.
    package let record: UInt64

    package init(_ fingerprint: RowFingerprint, record: UInt64) {
      self.fingerprint = fingerprint
      self.record = record
    }
  }

  /// Number of entries.
  package let count: Int
  /// All lower halves of the fingerprints, then all upper halves, then all records.
  private let words: UnsafeMutableBufferPointer<UInt64>
  private let isSeen: UnsafeMutableBufferPointer<Bool>
  /// Where the entries begin whose lower half starts with these bits.
  private let starts: [UInt32]
  private let shift: UInt64
  /// Entries whose row was seen again.
  package private(set) var seenCount = 0

  /// Entries that follow each other in one place of the index, on average.
  private static let entriesPerStart = 4

  /// Takes over memory that holds entries in order of their fingerprints.
  ///
  /// - Parameter words: lower halves, upper halves and records, as many of each; freed with this.
  package init(sorted words: UnsafeMutableBufferPointer<UInt64>) {
    let count = words.count / 3
    self.count = count
    self.words = words
    isSeen = .allocate(capacity: count)
    isSeen.initialize(repeating: false)
    var bits: UInt64 = 1
    while count >> Int(bits) > Self.entriesPerStart { bits += 1 }
    shift = 64 - bits
    var starts = [UInt32](repeating: UInt32(count), count: (1 << Int(bits)) + 1)
    var next = 0
    for index in 0..<count {
      let place = Int(words[index] >> shift)
      while next <= place {
        starts[next] = UInt32(index)
        next += 1
      }
    }
    self.starts = starts
  }

  deinit {
    words.deallocate()
    isSeen.deallocate()
  }

  /// Whether the entries stand in order, as `init` needs them.
  package static func areSorted(_ words: UnsafeMutableBufferPointer<UInt64>) -> Bool {
    let count = words.count / 3
    return words.count % 3 == 0 && !(1..<max(count, 1)).contains { words[$0] < words[$0 - 1] }
  }

  /// Whether a row with these bytes stood in the earlier file; its records are noted as seen.
  package func recognize(_ fingerprint: RowFingerprint) -> Bool {
    let place = Int(fingerprint.low >> shift)
    let end = Int(starts[place + 1])
    var index = Int(starts[place])
    var isKnown = false
    while index < end {
      let low = words[index]
      if low > fingerprint.low { break }
      if low == fingerprint.low, words[count + index] == fingerprint.high {
        isKnown = true
        if !isSeen[index] {
          isSeen[index] = true
          seenCount += 1
        }
      }
      index += 1
    }
    return isKnown
  }

  /// Visits every entry, in order, with whether its row was seen again.
  package func forEach(_ visit: (Entry, _ isSeen: Bool) throws -> Void) rethrows {
    for index in 0..<count {
      let fingerprint = RowFingerprint(low: words[index], high: words[count + index])
      try visit(Entry(fingerprint, record: words[2 * count + index]), isSeen[index])
    }
  }

  /// The bytes of the entries, as `init` takes them.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(words) }
}

/// Collects the entries of a file for the next one.
package struct FingerprintCollector {
  private var pieces: [[RowFingerprints.Entry]] = []
  package private(set) var count = 0

  /// Entries are kept in pieces, so that growing never copies them.
  private static let pieceEntries = 1 << 16

  package init() {}

  package mutating func add(_ entry: RowFingerprints.Entry) {
    if count % Self.pieceEntries == 0 {
      pieces.append([])
      pieces[pieces.count - 1].reserveCapacity(Self.pieceEntries)
    }
    pieces[pieces.count - 1].append(entry)
    count += 1
  }

  /// The entries in order, together with those of the earlier file whose rows were seen again.
  package consuming func sorted(with before: RowFingerprints?) -> RowFingerprints {
    let total = count + (before?.seenCount ?? 0)
    var bits: UInt64 = 1
    while total >> Int(bits) > 8, bits < 20 { bits += 1 }
    let shift = 64 - bits
    var starts = [UInt32](repeating: 0, count: (1 << Int(bits)) + 1)
    forEach(with: before) { starts[Int($0.fingerprint.low >> shift) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    let words = UnsafeMutableBufferPointer<UInt64>.allocate(capacity: 3 * total)
    var places = starts
    forEach(with: before) { entry in
      let start = Int(entry.fingerprint.low >> shift)
      // Few entries share a place; they are kept in order from the first one on.
      var index = Int(places[start])
      places[start] += 1
      while index > Int(starts[start]), words[index - 1] > entry.fingerprint.low {
        for part in [0, total, 2 * total] { words[part + index] = words[part + index - 1] }
        index -= 1
      }
      words[index] = entry.fingerprint.low
      words[total + index] = entry.fingerprint.high
      words[2 * total + index] = entry.record
    }
    return RowFingerprints(sorted: words)
  }

  private func forEach(with before: RowFingerprints?, _ visit: (RowFingerprints.Entry) -> Void) {
    before?.forEach { entry, isSeen in if isSeen { visit(entry) } }
    for piece in pieces { for entry in piece { visit(entry) } }
  }
}

/// How a reader recognises rows that need not be taken apart.
package struct RowRecognition {
  package let seed: UInt64
  /// The rows of the earlier file; `nil` while every row is to be taken apart.
  package var known: RowFingerprints?

  package init(seed: UInt64, known: RowFingerprints? = nil) {
    self.seed = seed
    self.known = known
  }
}
