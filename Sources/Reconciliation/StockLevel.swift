package import Domain

/// Values of the key fields below the SKU that are compared, as stock status, lot and owner.
package enum StockLevel {
  /// Where a movement belongs that may not name everything that is compared.
  ///
  /// What names no lot or no owner belongs to the only level that it fits; of several to the only
  /// one of them that differs.
  ///
  /// - Parameters:
  ///   - level: what the movement names, its status first where statuses are compared; `null` for the
  ///     rest.
  ///   - differences: physical less book of each level of the article.
  /// - Returns: one of those levels; `nil` where none fits, or nothing tells which.
  package static func place(
    of level: [Value], among differences: [(level: [Value], difference: ExactDecimal)]
  ) -> [Value]? {
    var fitting: [(level: [Value], difference: ExactDecimal)] = []
    for one in differences {
      if one.level == level { return level }
      if zip(one.level, level).allSatisfy({ $1.isNull || $0 == $1 }) { fitting.append(one) }
    }
    if fitting.count > 1 { fitting.removeAll { $0.difference == .zero } }
    return fitting.count == 1 ? fitting[0].level : nil
  }
}
