/// How many places the smallest unit of a currency has (ISO 4217).
package enum CurrencyPlaces {
  private static let exceptions: [String: Int] = {
    var places: [String: Int] = [:]
    for code in [
      "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
      "XAF", "XOF", "XPF",
    ] { places[code] = 0 }
    for code in ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"] { places[code] = 3 }
    return places
  }()

  /// 2 for everything that is not known to be otherwise.
  package static func of(_ currency: String?) -> Int {
    currency.flatMap { exceptions[$0] } ?? 2
  }

  /// The smallest amount of a currency: a cent, a yen.
  package static func smallest(of currency: String?) -> ExactDecimal {
    ExactDecimal(millionths: (of(currency)..<6).reduce(1) { unit, _ in unit * 10 })
  }
}

extension ExactDecimal {
  /// The product, rounded once: half away from zero, at that many places; clamped at the limit.
  ///
  /// - Parameters:
  ///   - other: the other factor.
  ///   - places: 0 to 6.
  /// - Returns: the amount.
  package func product(with other: ExactDecimal, places: Int) -> ExactDecimal {
    let product = Int128(millionths) * Int128(other.millionths)
    var unit: Int128 = 1_000_000_000_000
    for _ in 0..<places { unit /= 10 }
    let half = product < 0 ? -unit / 2 : unit / 2
    let bound = Int128(Self.limit) * 1_000_000
    let rounded = (product + half) / unit * (unit / 1_000_000)
    return ExactDecimal(millionths: Int64(min(max(rounded, -bound), bound)))
  }
}
