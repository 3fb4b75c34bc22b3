package import Domain
internal import Glibc

/// In how many of a hundred cycles of replenishment the stock is to last until goods come.
package struct ServiceLevel: Equatable, Sendable {
  /// Above 0.5 and below 1.
  package let share: Double
  /// How many standard deviations of demand the safety stock covers; four places, as in tables.
  package let z: Double

  /// - Parameter percent: from 50 to 99.99.
  package init?(percent: ExactDecimal) {
    guard percent >= ExactDecimal(50), percent <= ExactDecimal(millionths: 99_990_000) else {
      return nil
    }
    share = Double(percent.millionths) / 100_000_000
    z = (Self.normalQuantile(of: share) * 10_000).rounded() / 10_000
  }

  /// The inverse of the standard normal distribution, from one half on, to 10 places.
  ///
  /// Newton's method from 0: the distribution is concave there, so that no step goes too far.
  private static func normalQuantile(of share: Double) -> Double {
    var z = 0.0
    for _ in 0..<200 {
      let missing = 0.5 * erfc(z / 2.0.squareRoot()) - (1 - share)
      let density = exp(-z * z / 2) / (2 * Double.pi).squareRoot()
      let step = missing / density
      z += step
      if step.magnitude < 1e-12 { break }
    }
    return z
  }
}
