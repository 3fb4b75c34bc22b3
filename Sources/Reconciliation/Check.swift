package import Domain

/// One check: what it looks for, why it matters, and examples that are its test.
///
/// Pure: the situation holds everything it needs; it never prints, reads or writes.
package protocol Check: Sendable {
  var code: ExceptionCode { get }
  /// The kinds of situation it judges; it is not asked about others.
  var judges: Set<Situation.Kind> { get }
  /// What it means, in one or two sentences for an operator.
  var meaning: String { get }
  /// What a person does about it.
  var remedy: String { get }
  /// Situations on both sides of its edge.
  var examples: [CheckExample] { get }
  /// What it finds, in key order; empty when all is well.
  func findings(in situation: Situation) -> [SyncException]
}

/// A situation and whether the check must speak up.
package struct CheckExample: Sendable {
  /// As `two receipts stay within the 2 % allowance`.
  package let story: String
  package let situation: Situation
  /// How many exceptions the check raises.
  package let findings: Int

  package init(_ story: String, _ situation: Situation, findings: Int) {
    self.story = story
    self.situation = situation
    self.findings = findings
  }
}

/// What a check is asked to judge: facts of one subject, gathered from both sides.
package enum Situation: Sendable {
  case purchaseLine(PurchaseLineFacts)
  case purchaseOrder(PurchaseOrderFacts)
  case advice(AdviceFacts)
  case salesLine(SalesLineFacts)
  case notice(NoticeFacts)
  case route(RouteFacts)
  case returned(ReturnFacts)
  case returnedLine(ReturnedLineFacts)
  case transfer(TransferLineFacts)
  case stock(StockFacts)
  case leak(StockLeakFacts)
  case split(StockSplitFacts)
  case roll(RollForwardFacts)
  case valuation(ValuationFacts)
  case master(MasterFacts)
  case alike(AlikeFacts)
  case adjustment(AdjustmentFacts)
  case count(CountFacts)
  case lots(LotFacts)
  case serials(SerialFacts)
  case document(DocumentFacts)
  case orphan(OrphanFacts)
  case field(FieldFacts)
  case file(FileFacts)
  case feed(FeedFacts)
  case row(RowFacts)
  case answer(AnswerFacts)
  case unsent(UnsentFacts)
  case cost(CostFacts)
  case closedPeriod(ClosedPeriodFacts)
  case promise(PromiseFacts)
  case replenishment(ReplenishmentFacts)

  package enum Kind: CaseIterable, Hashable, Sendable {
    case document, orphan, purchaseLine, purchaseOrder, advice, salesLine, notice, route,
      returned, returnedLine,
      transfer,
      stock, leak, split, roll, valuation, adjustment, count, lots, serials, master, alike, field,
      file,
      feed, row,
      answer,
      unsent,
      cost, closedPeriod, promise, replenishment
  }

  package var kind: Kind {
    switch self {
    case .purchaseLine: .purchaseLine
    case .purchaseOrder: .purchaseOrder
    case .advice: .advice
    case .salesLine: .salesLine
    case .notice: .notice
    case .route: .route
    case .returned: .returned
    case .returnedLine: .returnedLine
    case .transfer: .transfer
    case .stock: .stock
    case .leak: .leak
    case .split: .split
    case .roll: .roll
    case .valuation: .valuation
    case .master: .master
    case .alike: .alike
    case .adjustment: .adjustment
    case .count: .count
    case .lots: .lots
    case .serials: .serials
    case .document: .document
    case .orphan: .orphan
    case .field: .field
    case .file: .file
    case .feed: .feed
    case .row: .row
    case .answer: .answer
    case .unsent: .unsent
    case .cost: .cost
    case .closedPeriod: .closedPeriod
    case .promise: .promise
    case .replenishment: .replenishment
    }
  }
}
