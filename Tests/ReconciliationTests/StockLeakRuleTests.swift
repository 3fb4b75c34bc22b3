import Domain
import Reconciliation
import Testing

/// How tolerated differences count and add up.
@Suite struct StockLeakRuleTests {
  /// Both sides look at every full hour; a look of `nil` finds that both agree.
  private func leak(
    of values: [Int?], snapshots: Int = 1, settleHours: Int = 0
  ) -> StockLeak {
    var leak = StockLeak()
    for (hour, value) in values.enumerated() {
      guard let value else {
        leak.agree()
        continue
      }
      leak.see(
        ExactDecimal(value), at: look(hour), snapshots: snapshots, settleSeconds: settleHours * 3600
      )
    }
    return leak
  }

  private func look(_ hour: Int, book: Int? = nil) -> StockLook {
    StockLook(book: time(book ?? hour), physical: time(hour), now: time(hour))
  }

  private func time(_ hour: Int) -> Timestamp {
    Timestamp(microseconds: 0).adding(seconds: hour * 3600)
  }

  @Test func `a loss that is put right and comes back adds up`() {
    let leak = leak(of: [-4, nil, -4, nil, -4, nil, -4])
    #expect(leak.sum == ExactDecimal(-16))
    #expect(leak.times == 4)
    #expect(leak.since == time(0))
    #expect(leak.counted == ExactDecimal(-4))
  }

  @Test func `a difference that stays counts once`() {
    let leak = leak(of: [-4, -4, -4, -4])
    #expect(leak.sum == ExactDecimal(-4))
    #expect(leak.times == 1)
  }

  @Test func `noise of both signs cancels and leaves nothing to remember`() {
    let leak = leak(of: [4, nil, -4, nil])
    #expect(leak.isEmpty)
    #expect(leak == StockLeak())
  }

  @Test(arguments: [
    (from: -3, to: -5, sum: -5), (from: -5, to: -3, sum: -5), (from: 3, to: 5, sum: 5),
    (from: 5, to: 3, sum: 5), (from: 3, to: -2, sum: 1), (from: -3, to: 2, sum: -1),
    (from: 4, to: -4, sum: 0),
  ])
  func `only what moves away from zero adds up`(_ move: (from: Int, to: Int, sum: Int)) {
    let leak = leak(of: [move.from, move.to])
    #expect(leak.sum == ExactDecimal(move.sum))
    #expect(leak.counted == ExactDecimal(move.to))
    #expect((leak.since == nil) == (move.sum == 0))
  }

  @Test func `what is lost again after a part was put right adds up`() {
    #expect(leak(of: [-5, -2, -4]).sum == ExactDecimal(-7))
  }

  @Test func `a difference counts once it was seen as often as it must be`() {
    #expect(leak(of: [-4], snapshots: 2).sum == .zero)
    #expect(leak(of: [-4], snapshots: 2).candidate?.seen == 1)
    #expect(leak(of: [-4, -4], snapshots: 2).sum == ExactDecimal(-4))
    #expect(leak(of: [-4, -4], snapshots: 2).candidate == nil)
    #expect(leak(of: [-4, -4], snapshots: 3).sum == .zero)
    #expect(leak(of: [-4, nil, -4, nil, -4, nil], snapshots: 2).isEmpty)
    #expect(leak(of: [-4, 4, -4, 4], snapshots: 2).sum == .zero)
  }

  @Test func `of a difference that changes counts what every look had`() {
    let leak = leak(of: [-4, -5], snapshots: 2)
    #expect(leak.sum == ExactDecimal(-4))
    #expect(leak.candidate?.value == ExactDecimal(-5))
    #expect(leak.candidate?.seen == 1)
    #expect(self.leak(of: [-4, -5, -5], snapshots: 2).sum == ExactDecimal(-5))
    #expect(self.leak(of: [-5, -4, -4], snapshots: 2).sum == ExactDecimal(-4))
  }

  @Test func `a difference counts once it has lasted as long as it must`() {
    #expect(leak(of: [-4, -4], settleHours: 2).sum == .zero)
    let leak = leak(of: [-4, -4, -4], settleHours: 2)
    #expect(leak.sum == ExactDecimal(-4))
    #expect(leak.since == time(0))
  }

  @Test func `it is seen once more only when both sides have looked anew`() {
    var leak = StockLeak()
    let loss = ExactDecimal(-4)
    leak.see(loss, at: look(1), snapshots: 2)
    leak.see(loss, at: look(1), snapshots: 2)
    leak.see(loss, at: look(2, book: 1), snapshots: 2)
    #expect(leak.candidate?.seen == 1)
    #expect(leak.sum == .zero)
    // The book has looked since, and so has the warehouse.
    leak.see(loss, at: look(2, book: 2), snapshots: 2)
    #expect(leak.sum == loss)
    #expect(leak.since == time(1))
  }

  @Test func `what is not tolerated interrupts a difference and leaves what counted`() {
    var leak = leak(of: [-2, -4], snapshots: 1)
    leak.see(ExactDecimal(-5), at: look(3), snapshots: 2)
    leak.interrupt()
    leak.see(ExactDecimal(-5), at: look(5), snapshots: 2)
    #expect(leak.sum == ExactDecimal(-4))
    #expect(leak.counted == ExactDecimal(-4))
    #expect(leak.candidate?.seen == 1)
  }

  @Test func `what a person accepts begins anew and the difference that is there stays counted`() {
    var leak = leak(of: [-4, nil, -4])
    leak.accept()
    #expect(leak.sum == .zero && leak.times == 0 && leak.since == nil)
    #expect(!leak.isEmpty)
    leak.see(ExactDecimal(-4), at: look(4), snapshots: 1)
    #expect(leak.sum == .zero)
    leak.agree()
    #expect(leak.isEmpty)
  }

  @Test func `what adds up names how often and since when, and is valued at cost`() throws {
    var facts = StockLeakFacts(
      warehouse: "HAM", sku: "1001", key: "HAM|1001|available",
      leak: leak(of: [-4, nil, -4, nil, -4, nil, -4]), book: ExactDecimal(50))
    facts.tolerance = Tolerance(
      absolute: ExactDecimal(5), relativePercent: ExactDecimal(20), rule: "stock.on_hand")
    facts.unitCost = ExactDecimal(3)
    facts.ownerSystem = "wms"
    facts.origin = Origin(system: "wms", feed: "wms-stock", file: "wms/s.csv", line: 5)
    let found = try #require(findings(in: .leak(facts)).first)
    #expect(found.code == .stockUnexplained)
    #expect(found.key == "HAM|1001|available")
    #expect(found.field == "stock.on_hand")
    #expect(found.expected == "0" && found.actual == "-16")
    #expect(found.difference == ExactDecimal(-16))
    #expect(found.valueAtRisk == ExactDecimal(48))
    #expect(found.rule == "stock.on_hand")
    #expect(
      found.message
        == "wms/s.csv:5: stock of 1001 in HAM: 4 tolerated differences since 1970-01-01T00:00:00Z"
        + " add up to -16, the tolerance allows 10")
    facts.book = ExactDecimal(80)
    #expect(findings(in: .leak(facts)) == [])
    facts.valueLimit = ExactDecimal(40)
    let worth = try #require(findings(in: .leak(facts)).first)
    #expect(worth.message.hasSuffix("add up to -16, worth 48; the tolerance allows 40"))
  }
}
