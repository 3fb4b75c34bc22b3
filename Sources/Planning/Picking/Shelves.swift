internal import Domain

private enum ShelvedKind {}

/// The bins of one warehouse, article by article.
package struct Shelves: Sendable {
  private var shelves: [Identifier<ShelvedKind>: Shelf] = [:]

  package init() {}

  /// What one article has in its bins; without any before it is set.
  package subscript(sku: String) -> Shelf {
    get { shelves[Identifier(sku)] ?? Shelf([], on: CalendarDate(days: 0)) }
    set { shelves[Identifier(sku)] = newValue }
  }

  /// Takes a quantity of an article out of its bins; see ``Shelf/take(_:)``.
  mutating func take(
    _ quantity: ExactDecimal, of sku: String
  ) -> (picks: [BinPick], short: ExactDecimal) {
    shelves[Identifier(sku)]?.take(quantity) ?? ([], quantity)
  }
}
