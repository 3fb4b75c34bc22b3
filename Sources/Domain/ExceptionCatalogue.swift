/// What the catalogue says of a code.
package struct ExceptionProfile: Sendable {
  package let severity: Severity
  /// Whose work it usually is: ERP side, WMS side, either of them, or the integration operator.
  package let desk: String
  /// What ends it by itself.
  package let closes: String
  /// What a person does about it.
  package let action: String

  fileprivate init(_ severity: Severity, _ desk: String, closes: String, action: String) {
    self.severity = severity
    self.desk = desk
    self.closes = closes
    self.action = action
  }
}

/// How much it hurts, and so how soon a person must look.
package enum Severity: String, CaseIterable, Comparable, Sendable {
  /// Stop the line: overselling, money, lost data.
  case critical
  /// The same day.
  case error
  /// This week.
  case warning
  /// Information.
  case info

  /// 1 for critical to 4 for information.
  package var rank: Int {
    switch self {
    case .critical: 1
    case .error: 2
    case .warning: 3
    case .info: 4
    }
  }

  /// Less is worse, so that a sorted list starts with what hurts most.
  package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

extension ExceptionCode {
  /// Severity, desk, end and remedy of this code.
  package var profile: ExceptionProfile {
    guard let profile = Self.profiles[self] else {
      preconditionFailure("\(rawValue) is missing from the exception catalogue")
    }
    return profile
  }

  private static let profiles: [ExceptionCode: ExceptionProfile] = [
    .filePartial: .init(
      .error, "integration", closes: "stable size + trailer/done marker seen",
      action: "wait; after grace ask sender to re-drop"),
    .fileDuplicate: .init(
      .info, "integration", closes: "at once (same sha)",
      action: "none"),
    .fileNameReused: .init(
      .error, "integration", closes: "new name or doc_version supplied",
      action: "confirm revision or reject"),
    .fileSeqGap: .init(
      .critical, "integration", closes: "missing number processed",
      action: "request missing file; force only with reason"),
    .fileSeqReset: .init(
      .error, "integration", closes: "operator confirms new epoch",
      action: "confirm reset or find wrong sender"),
    .fileLate: .init(
      .info, "integration", closes: "file processed",
      action: "check cut-off agreement"),
    .feedStalled: .init(
      .critical, "integration", closes: "next valid file of the stream",
      action: "check export job of E or W; dependents muted"),
    .fileUnreadable: .init(
      .error, "integration", closes: "re-drop parses",
      action: "fix encoding/quoting at source"),
    .schemaDrift: .init(
      .critical, "integration", closes: "header equals contract, or contract version bumped",
      action: "update contract/mapping, replay"),
    .trailerMismatch: .init(
      .critical, "integration", closes: "counts agree on re-drop",
      action: "request re-export"),
    .fullShrink: .init(
      .critical, "integration", closes: "next full inside guard, or operator accepts",
      action: "verify export filter before accepting"),
    .rowInvalid: .init(
      .warning, "ERP or WMS", closes: "row re-sent and valid",
      action: "fix source field; other rows went through"),
    .idMangled: .init(
      .error, "ERP or WMS", closes: "id resolves on next file",
      action: "stop spreadsheet editing of exports"),
    .eventIdConflict: .init(
      .critical, "WMS or ERP", closes: "version bump received",
      action: "ask which is true; apply reversal + new"),
    .timeInvalid: .init(
      .warning, "ERP or WMS", closes: "valid row",
      action: "fix clock/time-zone setting"),
    .docIncomplete: .init(
      .error, "ERP or WMS", closes: "missing part arrives",
      action: "request re-send after timeout"),
    .dependencyWait: .init(
      .warning, "integration", closes: "parent arrives",
      action: "after timeout escalates to the parent's code"),
    .statusUnmapped: .init(
      .error, "integration", closes: "mapping added, row replayed",
      action: "add code map"),
    .illegalTransition: .init(
      .error, "WMS", closes: "reversal event explains it",
      action: "check WMS event order"),
    .configRuleGap: .init(
      .error, "integration", closes: "rule present",
      action: "add rule"),
    .skuUnknown: .init(
      .error, "ERP", closes: "item master or alias arrives",
      action: "create item or alias; never auto-create"),
    .skuAmbiguous: .init(
      .critical, "ERP", closes: "one hit left",
      action: "clean master"),
    .skuRenamed: .init(
      .critical, "ERP", closes: "open docs closed or mapped",
      action: "pin open orders to internal id"),
    .skuInactiveWithStock: .init(
      .warning, "ERP", closes: "stock 0 or reactivated",
      action: "reactivate or sell off"),
    .barcodeDuplicate: .init(
      .warning, "ERP", closes: "valid and unique",
      action: "correct barcode"),
    .gtinCheckdigit: .init(
      .warning, "ERP", closes: "valid and unique",
      action: "correct barcode"),
    .uomUnknown: .init(
      .error, "ERP", closes: "factor present, integral",
      action: "fix factor or quantity"),
    .uomFraction: .init(
      .error, "ERP", closes: "factor present, integral",
      action: "fix factor or quantity"),
    .uomFactorChanged: .init(
      .critical, "ERP", closes: "stock and open docs 0 or approved",
      action: "new item/pack code, recount"),
    .partnerDuplicate: .init(
      .warning, "ERP", closes: "survivor chosen",
      action: "merge or mark distinct"),
    .partnerUnknown: .init(
      .error, "ERP", closes: "master or address arrives",
      action: "correct order address"),
    .addressInvalid: .init(
      .error, "ERP", closes: "master or address arrives",
      action: "correct order address"),
    .locationUnknown: .init(
      .error, "integration", closes: "mapping present",
      action: "map warehouse/bin"),
    .fieldConflict: .init(
      .error, "owner of the field", closes: "both sides equal",
      action: "choose value; rule for the future"),
    .ownerViolation: .init(
      .warning, "the system that is not the owner", closes: "value reverted or rule changed",
      action: "revert or transfer ownership"),
    .masterMissing: .init(
      .warning, "ERP", closes: "present on both",
      action: "send or deactivate"),
    .orderNotAcked: .init(
      .error, "WMS", closes: "ack or progress event",
      action: "check WMS import log; resend is safe"),
    .orderRejected: .init(
      .critical, "ERP", closes: "new version accepted",
      action: "correct and bump version"),
    .orderDuplicate: .init(
      .error, "ERP", closes: "one cancelled",
      action: "cancel before release"),
    .orderStuck: .init(
      .error, "WMS", closes: "stage advances",
      action: "chase stage owner (bottleneck list)"),
    .changeTooLate: .init(
      .error, "ERP", closes: "order closed",
      action: "accept as is or intercept"),
    .cancelRejected: .init(
      .error, "ERP", closes: "order shipped/closed",
      action: "reinstate order, tell customer"),
    .cancelAfterShip: .init(
      .critical, "ERP", closes: "RMA/intercept or re-open recorded",
      action: "stop refund, intercept parcel"),
    .shipUnknownOrder: .init(
      .critical, "WMS", closes: "order appears or reversal",
      action: "identify parcel; hold stock issue in suspense"),
    .shipOver: .init(
      .critical, "WMS", closes: "inside tolerance by ERP change",
      action: "approve bill, or recover goods"),
    .shipShort: .init(
      .error, "WMS", closes: "BP/CP or next shipment",
      action: "decide backorder or close"),
    .shipSubstituted: .init(
      .error, "ERP", closes: "ERP approves line",
      action: "approve price or refuse"),
    .shipNoTracking: .init(
      .warning, "WMS", closes: "tracking arrives",
      action: "get label data; notice waits"),
    .parcelMismatch: .init(
      .warning, "WMS", closes: "sums agree",
      action: "correct pack data"),
    .backorderOpen: .init(
      .info, "ERP", closes: "shipped or cancelled",
      action: "watch age"),
    .routeNoCandidate: .init(
      .error, "ERP", closes: "stock or rule appears",
      action: "split, wait, or purchase"),
    .routeSplitLimit: .init(
      .warning, "ERP", closes: "fewer splits feasible",
      action: "allow split or hold"),
    .receiptUnknownPo: .init(
      .error, "WMS", closes: "PO/ASN arrives",
      action: "quarantine stock, find PO"),
    .receiptOver: .init(
      .error, "ERP", closes: "PO increased or return to vendor",
      action: "accept, return, or bill"),
    .receiptShort: .init(
      .warning, "ERP", closes: "further receipt or PO closed",
      action: "claim from supplier"),
    .receiptDamaged: .init(
      .error, "ERP", closes: "disposition recorded",
      action: "claim; status damaged"),
    .receiptOnRejected: .init(
      .critical, "ERP", closes: "PO approved, or receipt reversed",
      action: "quarantine or return goods, block the invoice"),
    .poStatusLag: .init(
      .warning, "ERP", closes: "PO closed",
      action: "close the PO"),
    .keyDuplicate: .init(
      .error, "ERP or WMS", closes: "one row left",
      action: "ask the sender which row is true"),
    .rowDuplicate: .init(
      .info, "ERP or WMS", closes: "gone from the next file",
      action: "check the export query"),
    .keyVariant: .init(
      .warning, "ERP or WMS", closes: "alias or transform added",
      action: "add the transform or alias"),
    .totalMismatch: .init(
      .warning, "ERP", closes: "totals agree",
      action: "check tax, freight and discount lines"),
    .receiptAfterClose: .init(
      .error, "ERP", closes: "PO reopened",
      action: "reopen or suspense"),
    .asnOverdue: .init(
      .warning, "ERP", closes: "receipt starts",
      action: "chase supplier/carrier"),
    .transferAged: .init(
      .error, "WMS", closes: "received or written off",
      action: "trace shipment"),
    .transferMismatch: .init(
      .error, "WMS", closes: "legs equal or write-off",
      action: "recount both ends"),
    .returnBlind: .init(
      .warning, "ERP", closes: "RMA linked",
      action: "identify customer; stays in quarantine"),
    .returnOver: .init(
      .error, "ERP", closes: "corrected",
      action: "refuse excess credit"),
    .returnNoDisposition: .init(
      .error, "WMS", closes: "action_taken sums to qty",
      action: "inspect goods"),
    .creditMismatch: .init(
      .critical, "ERP", closes: "pair complete",
      action: "issue or stop credit"),
    .stockUnexplained: .init(
      .critical, "WMS", closes: "zero or tolerated on clean run",
      action: "recount bin, trace last events"),
    .stockExplainedAged: .init(
      .error, "integration", closes: "events posted",
      action: "unblock the listed events"),
    .stockStatusSplit: .init(
      .warning, "WMS", closes: "groups equal",
      action: "post status move"),
    .rollforwardBreak: .init(
      .critical, "WMS or ERP", closes: "opening+events=closing",
      action: "find missing or foreign posting"),
    .negStock: .init(
      .critical, "ERP", closes: ">= 0 on clean run",
      action: "post missing receipt, recount"),
    .snapshotStale: .init(
      .error, "WMS", closes: "fresh complete snapshot",
      action: "re-run export, check scope"),
    .snapshotMissingSku: .init(
      .error, "WMS", closes: "fresh complete snapshot",
      action: "re-run export, check scope"),
    .adjNoReason: .init(
      .error, "WMS", closes: "reason or approval present",
      action: "approve or reverse"),
    .adjOverLimit: .init(
      .error, "WMS", closes: "reason or approval present",
      action: "approve or reverse"),
    .countOverTolerance: .init(
      .error, "WMS", closes: "recount agrees",
      action: "second blind count"),
    .lotSumMismatch: .init(
      .error, "WMS", closes: "sums agree, status expired",
      action: "correct lot data"),
    .lotExpiredSellable: .init(
      .error, "WMS", closes: "sums agree, status expired",
      action: "correct lot data"),
    .atpNegative: .init(
      .critical, "ERP", closes: "ATP >= 0",
      action: "stop channel, reroute or buy"),
    .replenishDue: .init(
      .info, "ERP", closes: "above reorder point",
      action: "raise PO from proposal"),
    .periodClosed: .init(
      .error, "ERP", closes: "posted in open period",
      action: "accept date shift or reopen"),
    .valuationDrift: .init(
      .error, "ERP", closes: "inside tolerance",
      action: "correct cost or journal"),
    .costMissing: .init(
      .error, "ERP", closes: "inside tolerance",
      action: "correct cost or journal"),
    .invoiceMissing: .init(
      .critical, "ERP", closes: "invoice ack",
      action: "release billing"),
    .ackOverdue: .init(
      .error, "integration", closes: "ack or echo",
      action: "resend same version"),
    .ackNegative: .init(
      .critical, "owner of the field", closes: "later version accepted",
      action: "correct cause by class: config, data, lock"),
    .retryExhausted: .init(
      .error, "integration", closes: "success",
      action: "fix cause, requeue"),
    .stateIntegrity: .init(
      .critical, "integration", closes: "verify passes",
      action: "restore or rebuild from archive replay"),
    .lockBusy: .init(
      .info, "integration", closes: "next run starts",
      action: "only if repeated: inspect long run"),
  ]
}
