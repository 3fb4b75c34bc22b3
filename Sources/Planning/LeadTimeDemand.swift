/// The demand until goods that are ordered now can be sold, as a normal distribution.
///
/// Days throughout. With a periodic review the order may have to wait for the next one, so that
/// the period of the review adds to the lead time.
package struct LeadTimeDemand: Equatable, Sendable {
  package let mean: Double
  package let deviation: Double

  /// - Parameters:
  ///   - demandMean: of a day.
  ///   - demandDeviation: of a day's demand.
  ///   - leadMean: lead time in days.
  ///   - leadDeviation: of the lead time, in days.
  ///   - reviewDays: between two looks at the stock; 0 for one that never stops looking.
  package init(
    demandMean: Double, demandDeviation: Double, leadMean: Double, leadDeviation: Double,
    reviewDays: Int = 0
  ) {
    let span = leadMean + Double(reviewDays)
    mean = demandMean * span
    let ofDemand = span * demandDeviation * demandDeviation
    let ofLeadTime = demandMean * demandMean * leadDeviation * leadDeviation
    deviation = (ofDemand + ofLeadTime).squareRoot()
  }

  /// What covers more than is expected, at a service level.
  package func safetyStock(_ level: ServiceLevel) -> Double { level.z * deviation }

  /// What is there when the time has come to order.
  package func reorderPoint(_ level: ServiceLevel) -> Double { mean + safetyStock(level) }
}
