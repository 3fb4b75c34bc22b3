import Domain
import Planning
import Testing

/// Orders and sites beyond what is searched to the end.
@Suite struct RoutingLimitTests {
  /// A shop with so many sites of rising rank; each has one of some articles.
  private func shop(sites: Int, limit: Int, _ stock: [Int: [String]]) -> RoutingShop {
    var shop = RoutingShop()
    shop.sites = (1...sites).map { number in
      var site = RoutingSite(id(number))
      site.rank = number
      return site
    }
    for number in stock.keys.sorted() {
      for sku in stock[number] ?? [] { shop.stock.append((id(number), sku, 1)) }
    }
    shop.rules = [RoutingShop.rule(sites: limit, by: .splits, .rank)]
    return shop
  }

  private func id(_ number: Int) -> WarehouseID {
    WarehouseID(number < 10 ? "W0\(number)" : "W\(number)")
  }

  private func order(_ skus: [String]) -> RoutingOrder {
    RoutingOrder(
      "A-1",
      lines: skus.enumerated().map { number, sku in
        RoutingLine(String(number + 1), sku: sku, ExactDecimal(1))
      })
  }

  /// Every site has `x`, so that all are candidates.
  private func everywhere(_ sites: Int, _ own: [Int: [String]]) -> [Int: [String]] {
    var stock = own
    for site in 1...sites { stock[site, default: []].append("x") }
    return stock
  }

  @Test func `twelve sites are searched to the end and thirteen are not`() {
    let stock = [3: ["a", "b"], 7: ["c", "d"]]
    let order = order(["a", "b", "c", "d", "x"])
    let twelve = shop(sites: 12, limit: 3, everywhere(12, stock)).decide(order)
    #expect(twelve.sites == ["W03", "W07"])
    #expect(twelve.isOptimal)
    let thirteen = shop(sites: 13, limit: 3, everywhere(13, stock)).decide(order)
    #expect(thirteen.sites == ["W03", "W07"])
    #expect(!thirteen.isOptimal)
  }

  @Test func `of many sites the one that has everything is known to be best`() {
    let stock = everywhere(20, [4: ["a"], 9: ["a", "b"], 15: ["a", "b"]])
    let decision = shop(sites: 20, limit: 3, stock).decide(order(["a", "b", "x"]))
    #expect(decision.sites == ["W09"])
    #expect(decision.isOptimal)
  }

  @Test func `one pass over the greedy choice finds what it passed by`() {
    // Site 5 covers most at first, yet 2 and 3 need no third site.
    let stock = everywhere(
      13, [2: ["a", "b", "c"], 3: ["d", "e", "f"], 5: ["b", "c", "d", "e"]])
    let decision = shop(sites: 13, limit: 3, stock).decide(
      order(["a", "b", "c", "d", "e", "f", "x"]))
    #expect(decision.sites == ["W02", "W03"])
    #expect(decision.outcome == .routed)
    #expect(!decision.isOptimal)
  }

  @Test func `four sites share an order where the rule allows four`() {
    let stock = everywhere(8, [1: ["a"], 3: ["b"], 5: ["c"], 7: ["d"]])
    let order = order(["a", "b", "c", "d"])
    let decision = shop(sites: 8, limit: 4, stock).decide(order)
    #expect(decision.sites == ["W01", "W03", "W05", "W07"])
    #expect(!decision.isOptimal)
    #expect(
      shop(sites: 8, limit: 3, stock).decide(order).outcome
        == .held(.splitLimit(sites: ["W01", "W03", "W05", "W07"], limit: 3)))
  }

  @Test func `many lines of one article are still sent whole`() {
    var shop = RoutingShop(("HAM", "1001", 21), ("TIL", "1001", 16))
    shop.rules = [RoutingShop.rule(sites: 2)]
    let pieces = [2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4]
    let order = RoutingOrder(
      "A-1",
      lines: pieces.enumerated().map { number, count in
        RoutingLine(String(number + 1), sku: "1001", ExactDecimal(count))
      })
    let decision = shop.decide(order)
    #expect(decision.outcome == .routed)
    #expect(!decision.isOptimal)
    for (site, most) in [("HAM", 21), ("TIL", 16)] {
      let sent = decision.assignments.filter { $0.site.text == site }.map(\.quantity)
      #expect(sent.reduce(.zero, +) <= ExactDecimal(most))
    }
    #expect(decision.assignments.map(\.quantity) == pieces.map { ExactDecimal($0) })
  }

  @Test func `hundred sites are asked without a search through all their pairs`() {
    let stock = everywhere(99, [50: ["a"], 60: ["b"], 70: ["a", "b"]])
    let decision = shop(sites: 99, limit: 2, stock).decide(order(["a", "b"]))
    #expect(decision.sites == ["W70"])
    #expect(decision.verdicts.count == 99)
  }
}
