internal import Domain

/// Tells the names of countries from other names.
enum CountryKind {}

/// Values by country and beginning of the postcode; the longest beginning that fits wins.
///
/// Only letters and digits of a postcode count and their case does not, so that `SW1A 1AA` and
/// `sw1a1aa` are one.
struct PostcodeTable<Value: Sendable>: Sendable {
  private struct Entry: Sendable {
    let prefix: [UInt8]
    let value: Value
  }

  /// In byte order of the prefixes, each prefix once.
  private var countries: [Identifier<CountryKind>: [Entry]] = [:]

  /// A table of rows; of two rows for the same beginning the first counts.
  ///
  /// - Parameter rows: an empty prefix stands for the whole country.
  init(_ rows: [(country: String, prefix: String, value: Value)]) {
    for row in rows {
      let entry = Entry(prefix: Self.significant(row.prefix), value: row.value)
      countries[Identifier(row.country), default: []].append(entry)
    }
    for (country, entries) in countries {
      countries[country] = Self.sorted(entries)
    }
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
  func value(country: String, postcode: [UInt8]) -> Value? {
    guard let entries = countries[Identifier(country)] else { return nil }
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
      let byte = postcode[depth]
      low = Self.first(in: entries, from: low, to: high) { $0.prefix[depth] >= byte }
      high = Self.first(in: entries, from: low, to: high) { $0.prefix[depth] > byte }
      depth += 1
    }
    return found
  }

  /// Where entries begin to be so; all before them are not.
  private static func first(
    in entries: [Entry], from low: Int, to high: Int, where isSo: (Entry) -> Bool
  ) -> Int {
    var (low, high) = (low, high)
    while low < high {
      let middle = (low + high) / 2
      if isSo(entries[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
