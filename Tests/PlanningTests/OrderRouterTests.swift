import Domain
import Planning
import Testing
import trials

@Suite struct OrderRouterTests {
  @Test func `an order goes to the nearest site`() {
    let shop = RoutingShop(("HAM", "1001", 5), ("TIL", "1001", 5), ("MUC", "1001", 5))
    let decision = shop.decide(RoutingShop.order(("1001", 2)))
    #expect(decision.outcome == .routed)
    #expect(decision.rule == "all")
    #expect(decision.told == ["1 HAM 2"])
    #expect(decision.isOptimal)
    #expect(decision.lot(of: "HAM") == "HAM: chosen")
    #expect(decision.lot(of: "MUC") == "MUC: distance 504 km against 255 km")
    #expect(decision.lot(of: "TIL") == "TIL: distance 578 km against 255 km")
  }

  @Test func `an order passes by the nearest site when that has too little`() {
    let shop = RoutingShop(("HAM", "1001", 3), ("TIL", "1001", 5), ("MUC", "1001", 5))
    let decision = shop.decide(RoutingShop.order(("1001", 5)))
    #expect(decision.told == ["1 MUC 5"])
    #expect(decision.lot(of: "HAM") == "HAM: has 3 of 5 of 1001")
  }

  @Test func `an order that takes the last piece fits and one more does not`() {
    let shop = RoutingShop(("HAM", "1001", 5))
    #expect(shop.decide(RoutingShop.order(("1001", 5))).outcome == .routed)
    #expect(shop.decide(RoutingShop.order(("1001", 6))).outcome == .held(.noCandidate))
  }

  @Test func `what one order takes the next one cannot have`() {
    var router = RoutingShop(("HAM", "1001", 3), ("TIL", "1001", 3)).router
    let order = RoutingShop.order(("1001", 2))
    #expect(router.route(order).sites == ["HAM"])
    #expect(router.sellable(of: "1001", at: "HAM") == ExactDecimal(1))
    #expect(router.route(order).sites == ["TIL"])
    #expect(router.route(order).outcome == .held(.noCandidate))
    #expect(router.sellable(of: "1001", at: "HAM") == ExactDecimal(1))
  }

  @Test func `to look takes nothing and to reserve takes what was decided`() {
    var router = RoutingShop(("HAM", "1001", 3)).router
    let decision = router.decide(RoutingShop.order(("1001", 2)))
    #expect(router.sellable(of: "1001", at: "HAM") == ExactDecimal(3))
    router.reserve(decision)
    #expect(router.sellable(of: "1001", at: "HAM") == ExactDecimal(1))
  }

  @Test func `an order is not split where the rule allows one site`() {
    let shop = RoutingShop(("HAM", "1001", 5), ("TIL", "1002", 5))
    let decision = shop.decide(RoutingShop.order(("1001", 1), ("1002", 1)))
    #expect(decision.outcome == .held(.splitLimit(sites: ["HAM", "TIL"], limit: 1)))
    #expect(decision.assignments.isEmpty)
    #expect(decision.lot(of: "MUC") == "MUC: has 0 of 1 of 1001, has 0 of 1 of 1002")
  }

  @Test func `an order is split over two sites where the rule allows two`() {
    var shop = RoutingShop(("HAM", "1001", 5), ("TIL", "1002", 5))
    shop.rules = [RoutingShop.rule(sites: 2)]
    let decision = shop.decide(RoutingShop.order(("1001", 1), ("1002", 2)))
    #expect(decision.outcome == .routed)
    #expect(decision.told == ["1 HAM 1", "2 TIL 2"])
    #expect(decision.terms.first?.description == "splits 2")
  }

  @Test func `an order that needs three sites is held where two may share it`() {
    var shop = RoutingShop(("HAM", "1001", 5), ("TIL", "1002", 5), ("MUC", "1003", 5))
    shop.rules = [RoutingShop.rule(sites: 2)]
    let order = RoutingShop.order(("1001", 1), ("1002", 1), ("1003", 1))
    #expect(
      shop.decide(order).outcome == .held(.splitLimit(sites: ["HAM", "MUC", "TIL"], limit: 2)))
    shop.rules = [RoutingShop.rule(sites: 3)]
    #expect(shop.decide(order).sites == ["HAM", "MUC", "TIL"])
  }

  @Test func `one site is better than two nearer ones when splits come first`() {
    var shop = RoutingShop(("HAM", "1001", 1), ("MUC", "1002", 1), ("TIL", "1001", 1))
    shop.stock.append(("TIL", "1002", 1))
    shop.rules = [RoutingShop.rule(sites: 2)]
    let decision = shop.decide(RoutingShop.order(("1001", 1), ("1002", 1)))
    #expect(decision.sites == ["TIL"])
    #expect(
      decision.lot(of: "HAM") == "HAM: has 0 of 1 of 1002, splits 2 against 1 with HAM, MUC")
  }

  @Test func `of two sites that share an order the nearer one sends what both have`() {
    var shop = RoutingShop(("TIL", "1001", 5), ("TIL", "1002", 5), ("HAM", "1002", 5))
    shop.stock.append(("HAM", "1003", 5))
    shop.rules = [RoutingShop.rule(sites: 2)]
    let order = RoutingShop.order(("1001", 1), ("1002", 1), ("1003", 1))
    #expect(shop.decide(order).told == ["1 TIL 1", "2 HAM 1", "3 HAM 1"])
  }

  @Test func `a line comes whole from one site unless the rule splits lines`() {
    var shop = RoutingShop(("HAM", "1001", 3), ("TIL", "1001", 2))
    shop.rules = [RoutingShop.rule(sites: 2)]
    let order = RoutingShop.order(("1001", 5))
    #expect(shop.decide(order).outcome == .held(.noCandidate))
    shop.rules[0].splitsLines = true
    #expect(shop.decide(order).told == ["1 HAM 3", "1 TIL 2"])
  }

  @Test func `a line is not split when one of the sites has it whole`() {
    var shop = RoutingShop(("HAM", "1001", 4), ("TIL", "1001", 5), ("TIL", "1002", 1))
    shop.stock.append(("HAM", "1003", 1))
    shop.rules = [RoutingShop.rule(sites: 2)]
    shop.rules[0].splitsLines = true
    let order = RoutingShop.order(("1001", 5), ("1002", 1), ("1003", 1))
    #expect(shop.decide(order).told == ["1 TIL 5", "2 TIL 1", "3 HAM 1"])
  }

  @Test func `lines of one article share the stock of a site`() {
    var shop = RoutingShop(("HAM", "1001", 4), ("TIL", "1001", 4))
    let order = RoutingShop.order(("1001", 3), ("1001", 2))
    #expect(
      shop.decide(order).outcome == .held(.splitLimit(sites: ["HAM", "TIL"], limit: 1)))
    #expect(shop.decide(order).lot(of: "HAM") == "HAM: has 4 of 5 of 1001")
    shop.rules = [RoutingShop.rule(sites: 2)]
    #expect(shop.decide(order).told == ["1 HAM 3", "2 TIL 2"])
  }

  @Test func `an order that ships complete waits for one site`() {
    var shop = RoutingShop(("HAM", "1001", 5), ("TIL", "1002", 5))
    shop.rules = [RoutingShop.rule(sites: 2)]
    shop.rules[0].need = .anyLine
    shop.rules[0].otherwise = .backorder
    var order = RoutingShop.order(("1001", 1), ("1002", 1))
    order.shipsComplete = true
    #expect(
      shop.decide(order).outcome == .held(.splitLimit(sites: ["HAM", "TIL"], limit: 1)))
    shop.stock.append(("TIL", "1001", 1))
    #expect(shop.decide(order).told == ["1 TIL 1", "2 TIL 1"])
  }

  @Test func `where any line will do the rest is backorder`() {
    var shop = RoutingShop(("HAM", "1001", 1), ("TIL", "1002", 9), ("MUC", "1001", 1))
    shop.rules[0].need = .anyLine
    let decision = shop.decide(RoutingShop.order(("1001", 1), ("1002", 2)))
    #expect(decision.outcome == .partly)
    #expect(decision.told == ["2 TIL 2"])
    #expect(decision.rest == ["1 1"])
    #expect(decision.lot(of: "HAM") == "HAM: has 0 of 2 of 1002, missing 2 against 1")
    #expect(
      decision.terms.map(\.description) == ["missing 1", "splits 1", "distance 578 km", "rank 0"])
  }

  @Test func `a line that may be split is sent in part`() {
    var shop = RoutingShop(("HAM", "1001", 2), ("TIL", "1001", 1))
    shop.rules[0].need = .anyLine
    let order = RoutingShop.order(("1001", 4))
    #expect(shop.decide(order).outcome == .held(.noCandidate))
    shop.rules[0].splitsLines = true
    #expect(shop.decide(order).told == ["1 HAM 2"])
    #expect(shop.decide(order).rest == ["1 2"])
  }

  @Test func `an order that nobody can serve is held or waits as the rule says`() {
    var shop = RoutingShop(("HAM", "1001", 1))
    let order = RoutingShop.order(("1001", 2))
    #expect(shop.decide(order).outcome == .held(.noCandidate))
    #expect(shop.decide(order).rest == [])
    shop.rules[0].otherwise = .backorder
    #expect(shop.decide(order).outcome == .backordered(.noCandidate))
    #expect(shop.decide(order).rest == ["1 2"])
  }

  @Test func `an order of which nothing is left to send needs no site`() {
    let decision = RoutingShop().decide(RoutingShop.order(("1001", 0)))
    #expect(decision.outcome == .routed)
    #expect(decision.sites == [])
  }

  @Test func `urgent orders take their turn first, then old ones, then by number`() {
    func order(_ id: String, _ priority: Int?, _ day: Int32?) -> RoutingOrder {
      var order = RoutingOrder(id, lines: [])
      order.priority = priority
      order.orderedAt = day.map { Timestamp(date: CalendarDate(days: $0)) }
      return order
    }
    let orders = [
      order("A-6", nil, 1), order("A-5", 2, nil), order("A-4", 2, 7), order("A-3", 2, 7),
      order("A-2", 2, 5), order("A-1", 1, 9),
    ]
    let turn = ["A-1", "A-2", "A-3", "A-4", "A-5", "A-6"]
    #expect(RoutingOrder.inTurn(orders).map(\.id) == turn)
    #expect(RoutingOrder.inTurn(orders.reversed()).map(\.id) == turn)
  }

  @Test func `a small order is routed as well as any assignment could be`() throws {
    let found = try RoutingTrial(instances: 150, seed: 3).run()
    #expect(found.hasPrefix("150 instances"))
  }
}
