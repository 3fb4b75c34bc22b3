internal import Domain
internal import Reconciliation
internal import Reporting

/// What is said of the worth of stock: in the books, at cost, and why both differ.
enum ValuationReport {
  /// Of one warehouse, or of all; empty where the books say no value.
  static func lines(_ worth: StockWorth, warehouse: String?) -> [String] {
    let warehouses = worth.warehouses.filter { warehouse == nil || $0.id.text == warehouse }
    let header = [
      "warehouse", "currency", "articles", "book value", "physical value", "quantity", "timing",
      "cost",
    ]
    let rows = warehouses.flatMap { id, one in
      one.byCurrency.map { currency, sum in
        [id.text, currency.isEmpty ? "-" : SafeText.shown(currency), String(sum.articles)]
          + [sum.book, sum.physical, sum.quantity, sum.timing, sum.cost].map(\.description)
      }
    }
    return (rows.isEmpty ? [] : TextTable([header] + rows, numeric: Set(2...7)).lines)
      + warehouses.filter { $0.worth.unvalued > 0 }.map { id, one in
        "\(id): articles without unit_cost or book value, which are not valued: \(one.unvalued)"
      }
  }

  static func document(_ worth: StockWorth) -> JSONValue {
    .array(
      worth.warehouses.map { id, one in
        .object([
          .init("warehouse", .string(id.text)), .init("not_valued", .number(String(one.unvalued))),
          .init(
            "sums",
            .array(
              one.byCurrency.map { currency, sum in
                .object(
                  [
                    .init("currency", currency.isEmpty ? .null : .string(currency)),
                    .init("articles", .number(String(sum.articles))),
                  ]
                    + members([
                      ("book_value", sum.book), ("physical_value", sum.physical),
                      ("quantity", sum.quantity), ("timing", sum.timing), ("cost", sum.cost),
                    ]))
              })),
        ])
      })
  }

  // MARK: One article

  static func lines(_ facts: ValuationFacts) -> [String] {
    let currency = facts.currency.map { " " + SafeText.shown($0) } ?? ""
    let rows = [
      ["warehouse", facts.physicalValue.description, facts.physical.description],
      ["book", facts.bookValue.description, facts.book.description],
      ["difference", facts.difference.description, ""],
      ["quantity", facts.quantityPart.description, "\(facts.unexplained) unexplained"],
      ["timing", facts.timingPart.description, "\(facts.explained) explained"],
      ["cost", facts.costPart.description, ""],
    ]
    return [
      "worth of \(SafeText.shown(facts.sku)) in \(facts.warehouse) at unit cost"
        + " \(facts.unitCost)\(currency):"
    ] + TextTable(rows, numeric: [1]).lines.map { "  " + $0 }
  }

  static func document(_ facts: ValuationFacts) -> JSONValue {
    .object(
      [.init("currency", facts.currency.map { .string($0) } ?? .null)]
        + members([
          ("unit_cost", facts.unitCost), ("book_value", facts.bookValue),
          ("physical_value", facts.physicalValue), ("quantity", facts.quantityPart),
          ("timing", facts.timingPart), ("cost", facts.costPart),
        ]))
  }

  private static func members(
    _ amounts: [(name: String, amount: ExactDecimal)]
  ) -> [JSONValue.Member] {
    amounts.map { .init($0.name, .number($0.amount.description)) }
  }
}
