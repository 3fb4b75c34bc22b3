import Domain
import Reconciliation
import Testing
import Workbench

@Suite struct AllChecksTests {
  @Test func `the list holds every check of the folder`() {
    let files = Workbench.names(in: Workbench.root + "/Sources/Reconciliation/Checks")
    let types = allChecks.map { "\(type(of: $0)).swift" }.sorted()
    #expect(!files.isEmpty)
    #expect(files == types)
  }

  @Test func `the list follows the exception catalogue and names no code twice`() {
    let codes = allChecks.map(\.code)
    #expect(codes == ExceptionCode.allCases.filter { codes.contains($0) })
  }

  @Test func `a check is named after its code`() {
    for check in allChecks {
      let words = check.code.rawValue.split(separator: "_")
      let name = words.map { $0.prefix(1) + $0.dropFirst().lowercased() }.joined()
      #expect("\(type(of: check))" == name)
    }
  }

  @Test func `every kind of situation is judged`() {
    for kind in Situation.Kind.allCases {
      #expect(allChecks.contains { $0.judges.contains(kind) }, "\(kind)")
    }
  }

  @Test func `all checks of a kind are asked, in catalogue order`() {
    var over = PurchaseLineFacts(order: "4711", line: "1", ordered: ExactDecimal(10))
    over.orderStatus = "rejected"
    over.receipts = [ReceiptFact(good: ExactDecimal(10), damaged: ExactDecimal(1))]
    #expect(
      findings(in: .purchaseLine(over)).map(\.code)
        == [.receiptOver, .receiptDamaged, .receiptOnRejected])
  }

  @Test func `asking all checks finds what each of them finds`() {
    for example in allChecks.flatMap(\.examples) {
      let each = allChecks.flatMap { $0.findings(in: example.situation) }
      #expect(findings(in: example.situation) == each, "\(example.story)")
    }
  }

  @Test func `stock that agrees raises nothing`() {
    let stock = StockFacts(
      warehouse: "HAM", sku: "1001", book: ExactDecimal(5), physical: ExactDecimal(5),
      hasBothSides: true)
    #expect(findings(in: .stock(stock)).isEmpty)
  }

  @Test func `a code that no check bears has none`() {
    #expect(ExceptionCode.lockBusy.check == nil)
    #expect(ExceptionCode.uomUnknown.check == nil)
    #expect(ExceptionCode.ackNegative.check?.code == .ackNegative)
    #expect(ExceptionCode.receiptOver.check?.code == .receiptOver)
  }
}
