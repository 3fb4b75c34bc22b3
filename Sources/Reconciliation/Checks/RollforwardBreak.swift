import Domain

/// One side's stock is not what it was and what its own movements added.
struct RollforwardBreak: Check {
  var code: ExceptionCode { .rollforwardBreak }
  var judges: Set<Situation.Kind> { [.roll] }
  var meaning: String {
    "The stock that a system told before and the movements it told since do not add up to the stock"
      + " that it tells now: a movement is missing or told twice, or stock was changed without one."
  }
  var remedy: String {
    "find the movement that this system did not tell or told twice; resolve it to take the stock as"
      + " it is"
  }

  var examples: [CheckExample] {
    [
      CheckExample("ten less the two that were shipped are eight", .roll(to: 8), findings: 0),
      CheckExample("one more is missing", .roll(to: 7), findings: 1),
      CheckExample("the two were shipped and are still there", .roll(to: 10), findings: 1),
      CheckExample("the one is tolerated", .roll(to: 7, within: 1), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .roll(let roll) = situation else { return [] }
    let rest = roll.equation.unexplained
    let expected = roll.closingStock - rest
    guard !roll.tolerance.covers(rest, expected: expected) else { return [] }
    let parts = roll.equation.parts
    let told = Wording.listed(
      parts.map { "\(Wording.cut($0.movement.name)) \($0.quantity)" }, limit: 3)
    let candidates =
      roll.candidates.isEmpty
      ? ""
      : "; as much was moved by "
        + Wording.listed(roll.candidates.map { Wording.cut($0) }, limit: 3)
    return [
      SyncException(
        code, entity: "stock", key: RecordKey(parts: [roll.warehouse.text, roll.sku]).text,
        warehouse: roll.warehouse, field: roll.system.text, ownerSystem: roll.system,
        expected: expected.description, actual: roll.closingStock.description, difference: rest,
        valueAtRisk: roll.unitCost.map { rest.magnitude.multiplied(by: $0) }, origin: roll.origin,
        message: Wording.at(
          roll.origin,
          "stock of \(Wording.cut(roll.sku)) in \(roll.warehouse): \(roll.system) had"
            + " \(roll.openingStock) at \(roll.opening.latest) and moved"
            + " \(roll.equation.explained)\(parts.isEmpty ? "" : " (\(told))"), so it should have"
            + " \(expected) at \(roll.closing.latest); it has \(roll.closingStock)\(candidates)"),
        hint: remedy)
    ]
  }
}
