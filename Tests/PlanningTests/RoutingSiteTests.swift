import Domain
import Planning
import Testing

@Suite struct RoutingSiteTests {
  /// A shop whose nearest site has everything, as the other two.
  private let shop = RoutingShop(("HAM", "1001", 5), ("TIL", "1001", 5), ("MUC", "1001", 5))
  private let order = RoutingShop.order(("1001", 1))

  /// What became of the order when Hamburg was changed.
  private func decide(
    _ order: RoutingOrder? = nil, _ change: (inout RoutingSite) -> Void
  ) -> RouteDecision {
    var shop = shop
    change(&shop.sites[0])
    return shop.decide(order ?? self.order)
  }

  @Test func `a site that is not active gets nothing`() {
    let decision = decide { $0.isActive = false }
    #expect(decision.sites == ["MUC"])
    #expect(decision.lot(of: "HAM") == "HAM: is not active")
  }

  @Test func `a site gets orders only from the countries it serves`() {
    #expect(decide { $0.countries = ["AT", "DE"] }.sites == ["HAM"])
    let decision = decide { $0.countries = ["AT", "NL"] }
    #expect(decision.sites == ["MUC"])
    #expect(decision.lot(of: "HAM") == "HAM: does not serve DE")
    var order = order
    order.country = nil
    #expect(decide(order) { $0.countries = ["DE"] }.sites == ["MUC"])
    #expect(decide(order) { $0.rank = 9 }.sites == ["HAM"])
  }

  @Test func `a site gets orders only for carriers that call there`() {
    #expect(decide { $0.offers = [RoutingOffer("ups"), RoutingOffer("dhl")] }.sites == ["HAM"])
    let decision = decide { $0.offers = [RoutingOffer("ups")] }
    #expect(decision.sites == ["MUC"])
    #expect(decision.lot(of: "HAM") == "HAM: is not offered dhl")
    var order = order
    order.carrier = nil
    #expect(decide(order) { $0.offers = [RoutingOffer("ups")] }.sites == ["HAM"])
  }

  @Test func `a site gets orders only for services of the carrier that it has`() {
    var order = order
    order.service = "express"
    #expect(decide(order) { $0.offers = [RoutingOffer("dhl")] }.sites == ["HAM"])
    let own = [RoutingOffer("dhl", service: "standard"), RoutingOffer("ups", service: "express")]
    let decision = decide(order) { $0.offers = own }
    #expect(decision.sites == ["MUC"])
    #expect(decision.lot(of: "HAM") == "HAM: is not offered dhl express")
    order.service = nil
    #expect(decide(order) { $0.offers = own }.sites == ["HAM"])
  }

  @Test func `hazardous goods do not go where they are refused`() {
    var order = order
    order.facts = [RoutingFact("item.hazmat", "false"), RoutingFact("item.hazmat", "true")]
    let refused = [RoutingFact("item.hazmat", "true")]
    let decision = decide(order) { $0.refuses = refused }
    #expect(decision.sites == ["MUC"])
    #expect(decision.lot(of: "HAM") == "HAM: refuses item.hazmat true")
    order.facts.removeLast()
    #expect(decide(order) { $0.refuses = refused }.sites == ["HAM"])
  }

  @Test func `a site that rejected the order is not asked again`() {
    var order = order
    order.excluded = [RoutingExclusion("HAM", reason: "rejected at 2026-10-01T10:00:00Z")]
    let decision = shop.decide(order)
    #expect(decision.sites == ["MUC"])
    #expect(
      decision.lot(of: "HAM") == "HAM: is excluded: rejected at 2026-10-01T10:00:00Z")
  }

  @Test func `a site past its cut-off is out only where the rule says so`() {
    var shop = shop
    shop.sites[0].departures = [RoutingDeparture(isPast: true, days: 1)]
    #expect(shop.decide(order).sites == ["HAM"])
    shop.rules[0].beforeCutoff = true
    #expect(shop.decide(order).sites == ["MUC"])
    #expect(shop.decide(order).lot(of: "HAM") == "HAM: is past the cut-off of dhl")
    let own = RoutingDeparture(carrier: "dhl", isPast: false, days: 0)
    shop.sites[0].departures.append(own)
    #expect(shop.decide(order).sites == ["HAM"])
  }

  @Test func `the parcel that leaves first wins where dispatch comes first`() {
    var shop = shop
    shop.rules = [RoutingShop.rule(by: .dispatch, .distance)]
    shop.sites[0].departures = [RoutingDeparture(isPast: true, days: 1)]
    let decision = shop.decide(order)
    #expect(decision.sites == ["MUC"])
    #expect(decision.lot(of: "HAM") == "HAM: dispatch 1 against 0")
  }

  @Test func `the first rule whose conditions hold is the order's`() {
    var shop = shop
    var hazmat = RoutingShop.rule("hazmat")
    hazmat.when = [
      RoutingCondition("item.hazmat", in: ["true"]),
      RoutingCondition("order.channel", in: ["shop", "market"]),
    ]
    hazmat.sites = ["TIL"]
    shop.rules = [hazmat, RoutingShop.rule("others")]
    var order = order
    order.facts = [RoutingFact("item.hazmat", "true"), RoutingFact("order.channel", "market")]
    let decision = shop.decide(order)
    #expect(decision.rule == "hazmat")
    #expect(decision.sites == ["TIL"])
    #expect(decision.lot(of: "HAM") == "HAM: is not named by the rule")
    order.facts[1] = RoutingFact("order.channel", "phone")
    #expect(shop.decide(order).rule == "others")
    #expect(shop.decide(order).sites == ["HAM"])
  }

  @Test func `an order that no rule is for is held`() {
    var shop = shop
    shop.rules[0].when = [RoutingCondition("order.channel", in: ["shop"])]
    let decision = shop.decide(order)
    #expect(decision.outcome == .held(.noRule))
    #expect(decision.rule == nil)
    #expect(decision.verdicts.isEmpty)
  }

  @Test func `sites that tie are taken by rank and then by id`() {
    var shop = RoutingShop(("a", "1001", 1), ("B", "1001", 1), ("C", "1001", 1))
    shop.sites = ["a", "C", "B"].map { RoutingShop.site($0, RoutingShop.hamburg) }
    let decision = shop.decide(order)
    #expect(decision.sites == ["B"])
    #expect(decision.lot(of: "C") == "C: comes later by rank or id")
    #expect(decision.verdicts.map(\.site) == ["B", "C", "a"])
    for index in shop.sites.indices where shop.sites[index].id != "a" { shop.sites[index].rank = 1 }
    #expect(shop.decide(order).sites == ["a"])
    #expect(shop.decide(order).lot(of: "B") == "B: rank 1 against 0")
  }

  @Test func `stock of a site that is not known counts for nothing`() {
    let shop = RoutingShop(("LIN", "1001", 5))
    #expect(shop.decide(order).outcome == .held(.noCandidate))
    #expect(shop.router.sellable(of: "1001", at: "LIN") == .zero)
  }

  @Test func `a site that owes stock has none`() {
    let shop = RoutingShop(("HAM", "1001", -5), ("TIL", "1001", 5))
    #expect(shop.decide(order).sites == ["TIL"])
    #expect(shop.decide(order).lot(of: "HAM") == "HAM: has 0 of 1 of 1001")
  }
}
