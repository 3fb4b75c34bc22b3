package import Domain

/// How much a supplier lets one order at once.
package struct OrderTerms: Equatable, Sendable {
  /// Orders are multiples of it; more than zero.
  package let multiple: ExactDecimal
  package let minimum: ExactDecimal

  /// What is not stated, or makes no sense, is one piece and no minimum.
  ///
  /// - Parameters:
  ///   - multiple: of which an order must be a multiple.
  ///   - pack: pieces of a pack that is not broken; an order is a multiple of both.
  ///   - minimum: the least that is delivered.
  package init(multiple: ExactDecimal?, pack: ExactDecimal? = nil, minimum: ExactDecimal?) {
    let parts = [multiple, pack].compactMap { $0.flatMap { $0 > .zero ? $0 : nil } }
    self.multiple = parts.isEmpty ? ExactDecimal(1) : parts.reduce(parts[0], Self.common)
    self.minimum = max(.zero, minimum ?? .zero)
  }

  /// The smallest quantity that both measure; the greater one where that is beyond all sense.
  private static func common(_ left: ExactDecimal, _ right: ExactDecimal) -> ExactDecimal {
    var (divisor, rest) = (left.millionths, right.millionths)
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    let (product, overflow) =
      (left.millionths / divisor).multipliedReportingOverflow(by: right.millionths)
    guard !overflow, product <= ExactDecimal.limit * 1_000_000 else { return max(left, right) }
    return ExactDecimal(millionths: product)
  }

  /// The least that can be ordered and covers a need; zero where nothing is needed.
  package func quantity(for need: ExactDecimal) -> ExactDecimal {
    guard need > .zero else { return .zero }
    return max(need, minimum).roundedUp(toMultipleOf: multiple)
  }

  /// The order that costs least to place and to keep: EOQ, the root of 2 D S / H.
  ///
  /// - Parameters:
  ///   - demandPerDay: D is that of 365 days.
  ///   - orderCost: S, of one order.
  ///   - holdingPercent: of what a piece costs, for a year.
  ///   - unitCost: in the currency of `orderCost`.
  /// - Returns: `nil` where keeping stock costs nothing.
  package static func economicQuantity(
    demandPerDay: Double, orderCost: ExactDecimal, holdingPercent: ExactDecimal,
    unitCost: ExactDecimal
  ) -> Double? {
    let holding = holdingPercent.approximate / 100 * unitCost.approximate
    guard holding > 0, demandPerDay >= 0, orderCost >= .zero else { return nil }
    return (2 * demandPerDay * 365 * orderCost.approximate / holding).squareRoot()
  }
}

extension ExactDecimal {
  /// The next multiple of a step that is more than zero; itself where it is one.
  func roundedUp(toMultipleOf step: ExactDecimal) -> ExactDecimal {
    let over = ((millionths % step.millionths) + step.millionths) % step.millionths
    return over == 0 ? self : self + (step - ExactDecimal(millionths: over))
  }

  /// The multiple of a step that is not more than this.
  func roundedDown(toMultipleOf step: ExactDecimal) -> ExactDecimal {
    let over = ((millionths % step.millionths) + step.millionths) % step.millionths
    return self - ExactDecimal(millionths: over)
  }
}
