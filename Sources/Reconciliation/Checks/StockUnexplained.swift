import Domain

/// Book stock and physical stock differ beyond the tolerance, and no movement explains it.
///
/// A side without a row counts as zero; it stays empty in `expected` and `actual`. What tolerated
/// differences add up to is another exception: its field is the tolerance's.
struct StockUnexplained: Check {
  var code: ExceptionCode { .stockUnexplained }
  var judges: Set<Situation.Kind> { [.stock, .leak] }
  var meaning: String {
    "The ERP's book stock and the warehouse's physical stock differ by more than the tolerance, and"
      + " no movement that one side has and the other has not yet explains it; or small differences,"
      + " each of them tolerated, add up to more than the tolerance."
  }
  var remedy: String { "recount the bin and trace the last movements of the article" }

  var examples: [CheckExample] {
    let ten = ExactDecimal(10)
    let two = Tolerance(absolute: ExactDecimal(2))
    let twentyPercent = Tolerance(
      absolute: ExactDecimal(1), relativePercent: ExactDecimal(20), rule: "loose goods")
    return [
      CheckExample("both sides agree", .stock(book: ten, physical: ten), findings: 0),
      CheckExample(
        "a millionth is missing", .stock(book: ten, physical: ten - .oneMillionth),
        findings: 1),
      CheckExample(
        "exactly the tolerated two pieces are missing",
        .stock(book: ten, physical: ExactDecimal(8), within: two), findings: 0),
      CheckExample(
        "a millionth more than tolerated is there",
        .stock(book: ten, physical: ExactDecimal(12) + .oneMillionth, within: two),
        findings: 1),
      CheckExample(
        "20 % of the book stock are tolerated",
        .stock(book: ten, physical: ExactDecimal(12), within: twentyPercent), findings: 0),
      CheckExample(
        "20 % of the book stock are exceeded by a millionth",
        .stock(book: ten, physical: ExactDecimal(12) + .oneMillionth, within: twentyPercent),
        findings: 1),
      CheckExample(
        "the warehouse has no row and the book says nothing is there",
        .stock(book: .zero, physical: nil), findings: 0),
      CheckExample(
        "the warehouse has no row and the book has ten", .stock(book: ten, physical: nil),
        findings: 1),
      CheckExample(
        "the missing two are a shipment that is not posted",
        .stock(book: ten, physical: ExactDecimal(8), shipped: ExactDecimal(2)), findings: 0),
      CheckExample(
        "three are missing, two of them shipped and not posted",
        .stock(book: ten, physical: ExactDecimal(7), shipped: ExactDecimal(2)), findings: 1),
      CheckExample(
        "nothing is missing although two were shipped and not posted",
        .stock(book: ten, physical: ExactDecimal(10), shipped: ExactDecimal(2)), findings: 1),
      CheckExample(
        "only one side delivers stock", .stock(book: ten, physical: nil, bothSides: false),
        findings: 0),
    ] + addingUp(within: two)
  }

  private func addingUp(within two: Tolerance) -> [CheckExample] {
    [
      CheckExample(
        "tolerated differences add up to the tolerated two pieces",
        .leak(ExactDecimal(-2), within: two), findings: 0),
      CheckExample(
        "tolerated differences add up to a millionth more",
        .leak(ExactDecimal(-2) - .oneMillionth, within: two), findings: 1),
      CheckExample(
        "tolerated differences add up to what may be lost",
        .leak(ExactDecimal(-2), within: two, worth: 6), findings: 0),
      CheckExample(
        "tolerated differences add up to more than what may be lost",
        .leak(ExactDecimal(-2), within: two, worth: 5), findings: 1),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    if case .leak(let facts) = situation { return told(facts) }
    guard case .stock(let stock) = situation, stock.hasBothSides, !stock.isTolerated else {
      return []
    }
    return [raised(stock, stock.unexplained)]
  }

  private func raised(_ stock: StockFacts, _ difference: ExactDecimal) -> SyncException {
    let origin = stock.physicalOrigin ?? stock.bookOrigin
    let bookPlace = stock.physicalOrigin == nil ? nil : stock.bookOrigin
    var found = exception(
      on: stock, at: origin, owner: stock.ownerSystem, expected: stock.book?.description,
      actual: stock.physical?.description, difference: difference,
      rule: stock.tolerance.rule.isEmpty ? nil : stock.tolerance.rule,
      "the warehouse \(Wording.says(stock.physical)), the book"
        + " \(Wording.says(stock.book))\(Wording.bracketed(bookPlace)),"
        + " difference \(told(stock, difference))")
    if stock.sidesAddUp { found.hint = Self.otherRemedy }
    return found
  }

  private func told(_ facts: StockLeakFacts) -> [SyncException] {
    guard let exceeded = facts.exceeded else { return [] }
    let (leak, rule) = (facts.leak, facts.tolerance.rule)
    let since = leak.since.map { " since \($0)" } ?? ""
    return [
      SyncException(
        code, entity: "stock", key: facts.key, warehouse: facts.warehouse, field: "stock.on_hand",
        ownerSystem: facts.ownerSystem, expected: "0", actual: leak.sum.description,
        difference: leak.sum, valueAtRisk: facts.worth, origin: facts.origin,
        rule: rule.isEmpty ? nil : rule,
        message: Wording.at(
          facts.origin,
          "stock of \(Wording.cut(facts.sku)) in \(facts.warehouse):"
            + " \(Wording.counted(leak.times, "tolerated difference"))\(since)"
            + " \(leak.times == 1 ? "adds" : "add") up to \(leak.sum), \(exceeded)"),
        hint: Self.leakRemedy)
    ]
  }

  private static let leakRemedy =
    "recount the bin and look at who handles it; resolve it to add up anew"

  private static let otherRemedy =
    "each side's own movements add up to its stock: look for a mapping, a status or a scope that"
    + " differs"

  /// The difference alone, or with what explains a part of it.
  private func told(_ stock: StockFacts, _ unexplained: ExactDecimal) -> String {
    guard let equation = stock.equation, !equation.parts.isEmpty else {
      return unexplained.description
    }
    return "\(equation.explained + unexplained): \(equation.told), unexplained \(unexplained)"
  }
}
