import Domain

/// Both sides have as much, under other statuses.
struct StockStatusSplit: Check {
  var code: ExceptionCode { .stockStatusSplit }
  var judges: Set<Situation.Kind> { [.split] }
  var meaning: String {
    "The book and the warehouse have the same quantity of an article, under different statuses."
  }
  var remedy: String { "post the missing status move" }

  var examples: [CheckExample] {
    [
      CheckExample(
        "two pieces are damaged, and the book has them for sale",
        .split([("available", 10, 8), ("damaged", 0, 2)]), findings: 1),
      CheckExample("every status agrees", .split([]), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .split(let stock) = situation, !stock.statuses.isEmpty else { return [] }
    let moved = stock.statuses.map(\.difference).filter { $0 > .zero }.reduce(.zero, +)
    func told(_ side: KeyPath<StockSplitFacts.Status, ExactDecimal?>) -> String {
      stock.statuses.map { "\($0.name) \($0[keyPath: side] ?? .zero)" }.joined(separator: ", ")
    }
    let (book, physical) = (told(\.book), told(\.physical))
    // Without the status, which is what differs.
    let rest = stock.rest.contains { !$0.isNull } ? [""] + stock.rest.map(\.description) : []
    let parts = [stock.warehouse.text, stock.sku] + rest
    return [
      SyncException(
        code, entity: "stock", key: RecordKey(parts: parts).text, warehouse: stock.warehouse,
        field: "stock_status", ownerSystem: stock.ownerSystem, expected: book, actual: physical,
        difference: moved, origin: stock.origin,
        message: Wording.at(
          stock.origin,
          "stock of \(Wording.cut(stock.sku)) in \(stock.warehouse): the warehouse says"
            + " \(physical), the book says \(book)"), hint: remedy)
    ]
  }
}
