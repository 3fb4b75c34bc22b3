/// Values by country and beginning of the postcode; the longest beginning that fits wins.
///
/// Only letters and digits of a postcode count and their case does not, so that `SW1A 1AA` and
/// `sw1a1aa` are one.
struct PostcodeTable<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    let prefix: [UInt8]
    let value: Value
  }

  /// By country, in byte order of the prefixes, each prefix once.
  private var countries: [[Entry]]

  /// A table of rows; of two rows for the same beginning the first counts.
  ///
  /// - Parameters:
  ///   - count: one more than the largest number of a country.
  ///   - rows: an empty prefix stands for the whole country.
  init(countries count: Int, _ rows: [(country: Int, prefix: String, value: Value)]) {
    countries = Array(repeating: [], count: count)
    for row in rows {
      let entry = Entry(prefix: Self.significant(row.prefix), value: row.value)
      countries[row.country].append(entry)
    }
    countries = countries.map { Self.sorted($0) }
  }

  /// Entries by prefix; of equal ones the first.
  private static func sorted(_ entries: [Entry]) -> [Entry] {
    let order = entries.indices.sorted { one, two in
      let (left, right) = (entries[one].prefix, entries[two].prefix)
      return left == right ? one < two : left.lexicographicallyPrecedes(right)
    }
    var kept: [Entry] = []
    for index in order where kept.last?.prefix != entries[index].prefix {
      kept.append(entries[index])
    }
    return kept
  }

  /// The bytes of a postcode that count.
  static func significant(_ postcode: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(postcode.utf8.count)
    for byte in postcode.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): bytes.append(byte - 32)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
        bytes.append(byte)
      default: break
      }
    }
    return bytes
  }

  /// The value for a place, whose postcode is given by its significant bytes.
  ///
  /// `nil` when neither the postcode nor its country is listed.
  func value(country: Int, postcode: [UInt8]) -> Value? {
    let entries = countries[country]
    var (low, high) = (0, entries.count)
    var found: Value?
    var depth = 0
    // All entries in low..<high share the first `depth` bytes with the postcode.
    while low < high {
      if entries[low].prefix.count == depth {
        found = entries[low].value
        low += 1
      }
      guard depth < postcode.count else { return found }
      let byte = Int(postcode[depth])
      low = Self.first(in: entries, from: low, to: high, depth, atLeast: byte)
      high = Self.first(in: entries, from: low, to: high, depth, atLeast: byte + 1)
      depth += 1
    }
    return found
  }

  /// Where the byte at a depth begins to be at least as large; all before are smaller.
  private static func first(
    in entries: [Entry], from low: Int, to high: Int, _ depth: Int, atLeast byte: Int
  ) -> Int {
    var (low, high) = (low, high)
    while low < high {
      let middle = (low + high) / 2
      if Int(entries[middle].prefix[depth]) >= byte { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
