import Domain

/// Stock below zero on either side; one exception names both sides.
struct NegStock: Check {
  var code: ExceptionCode { .negStock }
  var judges: Set<Situation.Kind> { [.stock] }
  var meaning: String { "A side reports less than nothing in stock, which no shelf can hold." }
  var remedy: String { "post the missing receipt, then recount" }

  var examples: [CheckExample] {
    [
      CheckExample("nothing is there", .stock(book: .zero, physical: .zero), findings: 0),
      CheckExample(
        "the book is a millionth below zero",
        .stock(book: -.oneMillionth, physical: .zero), findings: 1),
      CheckExample(
        "the warehouse counts below zero",
        .stock(book: .zero, physical: ExactDecimal(-1)), findings: 1),
      CheckExample(
        "both sides below zero are one exception",
        .stock(book: ExactDecimal(-3), physical: ExactDecimal(-1)), findings: 1),
      CheckExample(
        "only one side delivers stock, below zero",
        .stock(book: ExactDecimal(-3), physical: nil, bothSides: false), findings: 1),
      CheckExample(
        "a receipt that is not posted would lift the book",
        .stock(
          book: ExactDecimal(-3), physical: ExactDecimal(-5), shipped: ExactDecimal(2)), findings: 1
      ),
      CheckExample("neither side has a row", .stock(book: nil, physical: nil), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .stock(let stock) = situation else { return [] }
    let book = stock.book ?? .zero
    let physical = stock.physical ?? .zero
    guard book < .zero || physical < .zero else { return [] }
    let origin = book < .zero ? stock.bookOrigin : stock.physicalOrigin
    let negative = [book, physical].filter { $0 < .zero }
    var found = exception(
      on: stock, at: origin, owner: origin?.system, expected: "0",
      actual: negative.map(\.description).joined(separator: " and "),
      difference: min(book, physical),
      "the book \(Wording.says(stock.book)), the warehouse \(Wording.says(stock.physical))")
    if let cause = cause(of: stock) {
      found.message += ": " + cause.text
      found.hint = cause.remedy
    }
    return [found]
  }

  /// A book below zero lacks what the warehouse has moved already; a warehouse's own stock below zero
  /// is wrong in its own data, whatever the book says.
  private func cause(of stock: StockFacts) -> (text: String, remedy: String)? {
    if let physical = stock.physical, physical < .zero {
      return (
        "no shelf holds less than nothing",
        "have the warehouse correct its own stock: it is its data that is wrong"
      )
    }
    let waiting =
      stock.equation?.parts.filter { $0.quantity > .zero && $0.bucket != .bookOnly } ?? []
    let lift = waiting.reduce(ExactDecimal.zero) { $0 + $1.quantity }
    guard let book = stock.book, lift > .zero else { return nil }
    let names = Wording.listed(waiting.map { Wording.cut($0.movement.name) }, limit: 3)
    return (
      "with \(names), not posted yet, it would be \(book + lift)",
      book + lift < .zero ? remedy : "have \(names) posted before what was taken from it"
    )
  }
}
