import Domain
import Planning
import Testing

@Suite struct ReplenishmentPlanTests {
  private let today = CalendarDate(days: 20_000)

  private func terms(
    _ safety: Int, _ reorder: Int, _ target: Int, perDay: Double? = 2
  ) -> ReplenishmentTerms {
    ReplenishmentTerms(
      safetyStock: ExactDecimal(safety), reorderPoint: ExactDecimal(reorder),
      target: ExactDecimal(target), demandPerDay: perDay, isLearned: perDay != nil)
  }

  private func plan(multiple: Int? = nil, minimum: Int? = nil) -> ReplenishmentPlan {
    ReplenishmentPlan(
      terms: OrderTerms(
        multiple: multiple.map { ExactDecimal($0) }, minimum: minimum.map { ExactDecimal($0) }),
      today: today)
  }

  private func told(_ proposals: [ReplenishmentProposal]) -> [String] {
    proposals.map { proposal in
      "\(proposal.warehouse) \(proposal.source.map { "from \($0)" } ?? "bought")"
        + " \(proposal.quantity) at \(proposal.projected)"
    }
  }

  @Test func `what is on hand, ordered and on its way counts, what is promised does not`() {
    let position = InventoryPosition(
      onHand: ExactDecimal(10), onOrder: ExactDecimal(20), inbound: ExactDecimal(5),
      reserved: ExactDecimal(8), backordered: ExactDecimal(3))
    #expect(position.projected == ExactDecimal(24))
    #expect(position.free == .zero)
    let site = ReplenishedSite("HAM", position: position, terms: terms(10, 30, 50))
    let proposals = plan(multiple: 12).proposals(for: [site])
    #expect(told(proposals) == ["HAM bought 36 at 24"])
    #expect(proposals.first?.reorderPoint == ExactDecimal(30))
    #expect(proposals.first?.safetyStock == ExactDecimal(10))
  }

  @Test func `nothing is ordered above the reorder point, and something at it`() throws {
    let above = try #require(ExactDecimal("30.000001"))
    func proposals(_ onHand: ExactDecimal) -> [String] {
      let position = InventoryPosition(onHand: onHand)
      return told(
        plan().proposals(for: [ReplenishedSite("HAM", position: position, terms: terms(10, 30, 50))]
        ))
    }
    #expect(proposals(above).isEmpty)
    #expect(proposals(ExactDecimal(30)) == ["HAM bought 20 at 30"])
  }

  @Test func `goods are needed on the day on which the stock is down to its reserve`() {
    func neededBy(_ onHand: Int, perDay: Double?) -> Int32? {
      let site = ReplenishedSite(
        "HAM", position: InventoryPosition(onHand: ExactDecimal(onHand)),
        terms: terms(10, 30, 50, perDay: perDay))
      return plan().proposals(for: [site]).first.map { $0.neededBy.days - today.days }
    }
    #expect(neededBy(30, perDay: 4) == 5)
    #expect(neededBy(29, perDay: 4) == 4)
    #expect(neededBy(10, perDay: 4) == 0)
    #expect(neededBy(3, perDay: 4) == 0)
    #expect(neededBy(30, perDay: nil) == 0)
    #expect(neededBy(30, perDay: 0) == 0)
  }

  @Test func `the surplus of another warehouse comes before anything is bought`() {
    let sites = [
      ReplenishedSite(
        "HAM", position: InventoryPosition(onHand: ExactDecimal(10)), terms: terms(10, 30, 50),
        sources: ["TIL"]),
      ReplenishedSite(
        "TIL", position: InventoryPosition(onHand: ExactDecimal(90)), terms: terms(5, 20, 40)),
    ]
    let proposals = plan(multiple: 12).proposals(for: sites)
    #expect(told(proposals) == ["HAM from TIL 40 at 10"])
  }

  @Test func `what a surplus does not cover is bought, unless it lifts the stock enough`() {
    func proposals(surplus: Int) -> [String] {
      told(
        plan(multiple: 12).proposals(for: [
          ReplenishedSite(
            "HAM", position: InventoryPosition(onHand: ExactDecimal(10)), terms: terms(10, 30, 50),
            sources: ["TIL"]),
          ReplenishedSite(
            "TIL", position: InventoryPosition(onHand: ExactDecimal(40 + surplus)),
            terms: terms(5, 20, 40)),
        ]))
    }
    #expect(proposals(surplus: 20) == ["HAM from TIL 20 at 10", "HAM bought 24 at 30"])
    #expect(proposals(surplus: 21) == ["HAM from TIL 21 at 10"])
    #expect(proposals(surplus: 0) == ["HAM bought 48 at 10"])
  }

  @Test func `a warehouse gives only what is free today and beyond its own target`() {
    func given(_ position: InventoryPosition) -> ExactDecimal {
      ReplenishedSite("TIL", position: position, terms: terms(5, 20, 40)).surplus
    }
    let onHand = ExactDecimal(60)
    #expect(given(InventoryPosition(onHand: onHand)) == ExactDecimal(20))
    #expect(
      given(
        InventoryPosition(onHand: onHand, onOrder: ExactDecimal(100), reserved: ExactDecimal(50)))
        == ExactDecimal(10))
    #expect(given(InventoryPosition(onHand: onHand, reserved: ExactDecimal(30))) == .zero)
    #expect(given(InventoryPosition(onHand: ExactDecimal(30), onOrder: ExactDecimal(9))) == .zero)
  }

  @Test func `the warehouse whose stock lasts least is served first`() {
    let sites = [
      ReplenishedSite(
        "BER", position: InventoryPosition(onHand: ExactDecimal(20)), terms: terms(10, 30, 50),
        isBoughtFor: false, sources: ["TIL"]),
      ReplenishedSite(
        "HAM", position: InventoryPosition(onHand: ExactDecimal(18)),
        terms: terms(10, 30, 50, perDay: 3), isBoughtFor: false, sources: ["LYS", "TIL"]),
      ReplenishedSite(
        "TIL", position: InventoryPosition(onHand: ExactDecimal(80)), terms: terms(5, 20, 40)),
    ]
    #expect(
      told(plan().proposals(for: sites)) == ["BER from TIL 8 at 20", "HAM from TIL 32 at 18"])
    #expect(
      plan().proposals(for: sites.reversed()) == plan().proposals(for: sites))
  }
}
