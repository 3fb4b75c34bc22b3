/// How long goods took from the order to the first receipt, on one line of a purchase order.
package struct LeadTimeObservation: Equatable, Sendable {
  package var supplier: String
  package var sku: String
  package var days: Int

  package init(supplier: String, sku: String, days: Int) {
    self.supplier = supplier
    self.sku = sku
    self.days = days
  }
}

/// How long goods take from the order to the shelf.
package struct LeadTime: Equatable, Sendable {
  /// Where the lead time is known from.
  package enum Source: String, Sendable {
    /// Deliveries of the article by its supplier.
    case article
    /// Deliveries of anything by the supplier.
    case supplier
    /// The master data of the article.
    case stated
  }

  package let source: Source
  /// In days.
  package let mean: Double
  package let deviation: Double
  /// Each that was observed, or the one that is stated; the shortest first.
  package let days: [Int]

  package init(_ source: Source, days: [Int]) {
    self.source = source
    self.days = days.sorted()
    let spread = Spread(of: self.days.map(Double.init))
    mean = spread.mean
    deviation = spread.deviation
  }
}

/// What deliveries have taught about lead times.
package struct LeadTimeBook: Sendable {
  private struct Delivered: Hashable {
    let supplier: String
    let sku: String
  }

  private let ofArticles: [Delivered: [Int]]
  private let ofSuppliers: [String: [Int]]
  private let leastObservations: Int

  /// - Parameters:
  ///   - observations: in any order; one that ran backwards teaches nothing.
  ///   - leastObservations: how many it takes to learn from them.
  package init(_ observations: [LeadTimeObservation], leastObservations: Int) {
    self.leastObservations = max(1, leastObservations)
    var ofArticles: [Delivered: [Int]] = [:]
    var ofSuppliers: [String: [Int]] = [:]
    for one in observations where one.days >= 0 {
      ofArticles[Delivered(supplier: one.supplier, sku: one.sku), default: []].append(one.days)
      ofSuppliers[one.supplier, default: []].append(one.days)
    }
    self.ofArticles = ofArticles
    self.ofSuppliers = ofSuppliers
  }

  /// The lead time of an article: its own, else that of its supplier, else the one that is stated.
  ///
  /// - Parameters:
  ///   - sku: the article.
  ///   - supplier: `nil` where nobody says who delivers it.
  ///   - stated: days by the master data.
  /// - Returns: `nil` when nothing is known.
  package func leadTime(of sku: String, from supplier: String?, stated: Int?) -> LeadTime? {
    if let supplier {
      let own = ofArticles[Delivered(supplier: supplier, sku: sku)] ?? []
      if own.count >= leastObservations { return LeadTime(.article, days: own) }
      let any = ofSuppliers[supplier] ?? []
      if any.count >= leastObservations { return LeadTime(.supplier, days: any) }
    }
    guard let stated, stated >= 0 else { return nil }
    return LeadTime(.stated, days: [stated])
  }
}
