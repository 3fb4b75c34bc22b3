package import Domain

/// Every check, in the order of the exception catalogue.
package let allChecks: [any Check] = [
  FilePartial(),
  FileDuplicate(),
  FileNameReused(),
  FileSeqGap(),
  FileSeqReset(),
  FileLate(),
  FeedStalled(),
  FileUnreadable(),
  SchemaDrift(),
  TrailerMismatch(),
  FullShrink(),
  RowInvalid(),
  EventIdConflict(),
  DocIncomplete(),
  DependencyWait(),
  StatusUnmapped(),
  IllegalTransition(),
  ConfigRuleGap(),
  SkuUnknown(),
  BarcodeDuplicate(),
  PartnerDuplicate(),
  PartnerUnknown(),
  LocationUnknown(),
  FieldConflict(),
  OwnerViolation(),
  MasterMissing(),
  OrderNotAcked(),
  OrderRejected(),
  OrderDuplicate(),
  OrderStuck(),
  ChangeTooLate(),
  CancelRejected(),
  CancelAfterShip(),
  ShipUnknownOrder(),
  ShipOver(),
  ShipShort(),
  ShipSubstituted(),
  ShipNoTracking(),
  BackorderOpen(),
  RouteNoCandidate(),
  RouteSplitLimit(),
  ReceiptUnknownPo(),
  ReceiptOver(),
  ReceiptShort(),
  ReceiptDamaged(),
  ReceiptOnRejected(),
  PoStatusLag(),
  KeyDuplicate(),
  RowDuplicate(),
  KeyVariant(),
  ReceiptAfterClose(),
  AsnOverdue(),
  TransferAged(),
  TransferMismatch(),
  ReturnBlind(),
  ReturnOver(),
  ReturnNoDisposition(),
  CreditMismatch(),
  StockUnexplained(),
  StockExplainedAged(),
  StockStatusSplit(),
  RollforwardBreak(),
  NegStock(),
  AdjNoReason(),
  AdjOverLimit(),
  CountOverTolerance(),
  LotSumMismatch(),
  LotExpiredSellable(),
  AtpNegative(),
  ReplenishDue(),
  PeriodClosed(),
  ValuationDrift(),
  CostMissing(),
  AckOverdue(),
  AckNegative(),
  RetryExhausted(),
]

private let checksByKind: [Situation.Kind: [any Check]] = Dictionary(
  uniqueKeysWithValues: Situation.Kind.allCases.map { kind in
    (kind, allChecks.filter { $0.judges.contains(kind) })
  })

/// What the checks of its kind find in a situation, in the order of the exception catalogue.
///
/// Allocates nothing while all is well: it is asked once per stock row of a full reconciliation.
package func findings(in situation: Situation) -> [SyncException] {
  guard let checks = checksByKind[situation.kind] else { return [] }
  var findings: [SyncException] = []
  for check in checks {
    let found = check.findings(in: situation)
    if !found.isEmpty { findings += found }
  }
  return findings
}

extension ExceptionCode {
  /// The check named after this code; `nil` for a code that another check raises on its behalf,
  /// or none does.
  package var check: (any Check)? { allChecks.first { $0.code == self } }
}
