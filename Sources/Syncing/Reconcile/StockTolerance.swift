internal import Domain
internal import Reconciliation

extension ToleranceRule {
  /// The name under which reports cite it.
  var citation: String { "\(field) (\(source))" }

  /// What may be tolerated of a difference; nothing when it is worth more than the limit.
  func tolerance(for difference: ExactDecimal, unitCost: ExactDecimal?) -> Tolerance {
    if let valueLimit, let unitCost,
      difference.magnitude.multiplied(by: unitCost) > valueLimit
    {
      return Tolerance(rule: citation)
    }
    return tolerance
  }

  /// In units of the field, whatever they are worth.
  var tolerance: Tolerance {
    Tolerance(absolute: absolute, relativePercent: relativePercent, rule: citation)
  }
}

extension Optional where Wrapped == ToleranceRule {
  /// A difference counts once it survived two complete snapshots, unless configured otherwise.
  var patience: ExceptionDesk.Patience {
    ExceptionDesk.Patience(
      snapshots: self?.snapshots ?? 2, settleSeconds: self?.settleSeconds ?? 0)
  }

  /// As `patience`; a difference beyond the hard limit counts at once.
  func patience(for found: [SyncException]) -> ExceptionDesk.Patience {
    guard let limit = self?.hardLimit,
      found.contains(where: {
        $0.code != .negStock && ($0.difference?.magnitude ?? .zero) > limit
      })
    else { return patience }
    return ExceptionDesk.Patience(isOver: true)
  }

  /// So long what explains a difference may wait, unless configured otherwise.
  var agedSeconds: Int { self?.agedSeconds ?? 86_400 }
}

extension Session {
  /// The tolerance of a field in a warehouse, the most specific one; `nil` without any.
  func tolerance(of field: String, in warehouse: WarehouseID?) -> ToleranceRule? {
    let every = field.prefix { $0 != "." } + ".*"
    let exact = settings.tolerances.filter { $0.field == field }
    let fitting = exact + settings.tolerances.filter { $0.field == every }
    return fitting.first { $0.warehouse == warehouse && warehouse != nil }
      ?? fitting.first { $0.warehouse == nil }
  }
}
