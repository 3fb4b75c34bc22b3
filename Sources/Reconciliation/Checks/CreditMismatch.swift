import Domain

/// More was credited as cancelled than was.
struct CreditMismatch: Check {
  var code: ExceptionCode { .creditMismatch }
  var judges: Set<Situation.Kind> { [.salesLine] }
  var meaning: String {
    "A cancellation was credited, and by what came to be known since then less of the order line was"
      + " cancelled: goods had left before."
  }
  var remedy: String { "correct the credit by hand; wmsync never takes one back" }

  var examples: [CheckExample] {
    /// Forty of a hundred had left before the rest was cancelled.
    func cancelled(_ refunded: Int?) -> Situation {
      .sales(.left(ExactDecimal(40), second: 1)) {
        $0.apply([.asked("cancel_line", 2, .accepted)])
        $0.refunded = refunded.map { ExactDecimal($0) }
      }
    }
    return [
      CheckExample("sixty were cancelled and credited", cancelled(60), findings: 0),
      CheckExample("forty of what was credited had left", cancelled(100), findings: 1),
      CheckExample("nothing was credited", cancelled(nil), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .salesLine(let line) = situation, let refunded = line.refunded,
      let life = line.life, refunded > life.cancelled
    else { return [] }
    let surplus = refunded - life.cancelled
    return [
      exception(
        on: line, expected: life.cancelled.description, actual: refunded.description,
        difference: surplus, atRisk: surplus,
        "\(refunded) were credited as cancelled, \(life.cancelled) were")
    ]
  }
}
