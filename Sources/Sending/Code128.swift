/// A text as a Code 128 barcode, in the sets B and C.
///
/// Source: ISO/IEC 15417. Of all ways to write a text the one with the fewest symbols is chosen:
/// pairs of digits take one symbol in set C, and changing the set takes one.
package struct Code128: Equatable, Sendable {
  /// The values of the symbols: the start, what is written, the check symbol and the stop.
  package let symbols: [Int]

  /// Free modules that must be left before and after the bars.
  package static let quietModules = 10

  private static let codeC = 99
  private static let codeB = 100
  private static let startB = 104
  private static let startC = 105
  private static let stop = 106

  /// Writes a text.
  ///
  /// - Returns: `nil` for an empty text and for one with characters that set B has not: it has those
  ///   of ASCII that can be printed.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard !bytes.isEmpty, bytes.allSatisfy({ (0x20...0x7e).contains($0) }) else { return nil }
    let written = Self.written(bytes)
    symbols = written + [Self.check(of: written), Self.stop]
  }

  /// The check symbol: each value times its place, the start once, modulo 103.
  package static func check(of symbols: [Int]) -> Int {
    symbols.enumerated().reduce(0) { $0 + $1.element * max(1, $1.offset) } % 103
  }

  /// Bars and gaps in turn, in modules; a bar is first and last.
  package var widths: [Int] {
    symbols.flatMap { symbol in
      String(Self.patterns[symbol]).utf8.map { Int($0 - UInt8(ascii: "0")) }
    }
  }

  /// How wide the bars are together with their gaps, in modules.
  package var modules: Int { symbols.count * 11 + 2 }

  /// The start and what is written, with the fewest symbols; where both sets are as short, set B.
  private static func written(_ bytes: [UInt8]) -> [Int] {
    let rest = Rest(bytes)
    var isC = rest.inC[0] < rest.inB[0]
    var symbols = [isC ? startC : startB]
    var place = 0
    while place < bytes.count {
      if isC, rest.singleCost(place) + 1 < rest.pairCost(place) {
        isC = false
        symbols.append(codeB)
      } else if !isC, rest.pairCost(place) + 1 < rest.singleCost(place) {
        isC = true
        symbols.append(codeC)
      }
      if isC {
        symbols.append(rest.pair(place))
        place += 2
      } else {
        symbols.append(Int(bytes[place]) - 0x20)
        place += 1
      }
    }
    return symbols
  }

  /// The widths of each symbol's bars and gaps, digit by digit.
  private static let patterns: [Int] = [
    212222, 222122, 222221, 121223, 121322, 131222, 122213, 122312, 132212, 221213, 221312,
    231212, 112232, 122132, 122231, 113222, 123122, 123221, 223211, 221132, 221231, 213212,
    223112, 312131, 311222, 321122, 321221, 312212, 322112, 322211, 212123, 212321, 232121,
    111323, 131123, 131321, 112313, 132113, 132311, 211313, 231113, 231311, 112133, 112331,
    132131, 113123, 113321, 133121, 313121, 211331, 231131, 213113, 213311, 213131, 311123,
    311321, 331121, 312113, 312311, 332111, 314111, 221411, 431111, 111224, 111422, 121124,
    121421, 141122, 141221, 112214, 112412, 122114, 122411, 142112, 142211, 241211, 221114,
    413111, 241112, 134111, 111242, 121142, 121241, 114212, 124112, 124211, 411212, 421112,
    421211, 212141, 214121, 412121, 111143, 111341, 131141, 114113, 114311, 411113, 411311,
    113141, 114131, 311141, 411131, 211412, 211214, 211232, 2_331_112,
  ]
}

/// How many symbols the rest of a text takes from each place, in each set.
private struct Rest {
  let bytes: [UInt8]
  /// With set B in force before the place.
  private(set) var inB: [Int]
  /// With set C in force before the place.
  private(set) var inC: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    inB = Array(repeating: 0, count: bytes.count + 1)
    inC = inB
    for place in bytes.indices.reversed() {
      let (single, pair) = (singleCost(place), pairCost(place))
      inB[place] = min(single, pair + 1)
      inC[place] = min(pair, single + 1)
    }
  }

  func startsPair(_ place: Int) -> Bool {
    place + 1 < bytes.count && isDigit(bytes[place]) && isDigit(bytes[place + 1])
  }

  /// The two digits as a number.
  func pair(_ place: Int) -> Int {
    Int(bytes[place] - UInt8(ascii: "0")) * 10 + Int(bytes[place + 1] - UInt8(ascii: "0"))
  }

  /// With one character in set B next.
  func singleCost(_ place: Int) -> Int { 1 + inB[place + 1] }

  /// With two digits in set C next; more than any text takes where there are none.
  func pairCost(_ place: Int) -> Int {
    startsPair(place) ? 1 + inC[place + 2] : 3 * bytes.count + 3
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
