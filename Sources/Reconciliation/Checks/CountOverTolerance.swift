import Domain

/// A count found another quantity than the warehouse's own system had, and nobody has confirmed it.
///
/// It is compared with the warehouse's system, never with the books: those may lag behind.
struct CountOverTolerance: Check {
  var code: ExceptionCode { .countOverTolerance }
  var judges: Set<Situation.Kind> { [.count] }
  var meaning: String {
    "A count differs from what the warehouse's own system had in the bin by more than the tolerance,"
      + " and no second count has found the same."
  }
  var remedy: String {
    "have the bin counted a second time by somebody who does not know the result"
  }

  var examples: [CheckExample] {
    let two = Tolerance(absolute: ExactDecimal(2), rule: "count.counted")
    return [
      CheckExample("all ten are there", .count(10), findings: 0),
      CheckExample("one is missing", .count(9), findings: 1),
      CheckExample("exactly the tolerated two are missing", .count(8, within: two), findings: 0),
      CheckExample("three are missing", .count(7, within: two), findings: 1),
      CheckExample("the second count finds the same", .count(7, 7), findings: 0),
      CheckExample("the second count finds all ten", .count(7, 10), findings: 0),
      CheckExample("the second count finds something else", .count(7, 8), findings: 1),
      CheckExample("the third agrees with the first", .count(7, 8, 7), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .count(let count) = situation, let last = count.passes.last,
      let before = last.before
    else { return [] }
    let difference = last.counted - before
    guard !count.tolerance.covers(difference, expected: before),
      !count.passes.dropLast().contains(where: { $0.counted == last.counted })
    else { return [] }
    let times = count.passes.count > 1 ? " in pass \(count.passes.count)" : ""
    return [
      SyncException(
        code, entity: "count", key: count.key.text, warehouse: count.warehouse, field: "counted",
        ownerSystem: last.origin?.system, expected: before.description,
        actual: last.counted.description, difference: difference,
        valueAtRisk: count.unitCost.map { difference.magnitude.multiplied(by: $0) },
        origin: last.origin, rule: count.tolerance.rule.isEmpty ? nil : count.tolerance.rule,
        message: Wording.at(
          last.origin,
          "\(Wording.cut(count.sku)) in bin \(Wording.cut(count.bin)): \(last.counted) counted"
            + "\(times), the warehouse's system had \(before)"), hint: remedy)
    ]
  }
}
