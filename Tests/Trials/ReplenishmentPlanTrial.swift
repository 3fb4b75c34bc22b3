import Domain
import Planning
import Workbench

/// Plans for made-up articles in three warehouses, each judged by what a buyer may rely on.
package struct ReplenishmentPlanTrial: Trial {
  /// How many articles are planned.
  package let plans: Int

  package init(plans: Int) {
    self.plans = plans
  }

  package var headline: String { "a proposal reaches the target, and one multiple less would not" }

  package func run() throws(TrialFault) -> String {
    var numbers = SeededNumbers(seed: 329)
    var moved = 0
    var bought = 0
    for _ in 0..<plans {
      let article = MadeUpArticle(&numbers)
      let proposals = ReplenishmentPlan(terms: article.terms, today: CalendarDate(days: 20_000))
        .proposals(for: article.sites)
      for site in article.sites {
        if let fault = article.fault(in: proposals, at: site) {
          throw TrialFault("\(fault) at \(site.warehouse): \(article): \(proposals)")
        }
      }
      moved += proposals.count { $0.source != nil }
      bought += proposals.count { $0.source == nil }
    }
    // Without both of them nothing was tried.
    if moved == 0 || bought == 0 { throw TrialFault("\(moved) moved, \(bought) bought") }
    return "\(plans) articles, \(moved) transfers, \(bought) purchases"
  }
}

/// An article with its order terms and what is there of it, in quarters of a piece.
private struct MadeUpArticle {
  let terms: OrderTerms
  let sites: [ReplenishedSite]

  init(_ numbers: inout SeededNumbers) {
    func amount(_ range: ClosedRange<Int>) -> ExactDecimal {
      ExactDecimal(millionths: Int64(Int.random(in: range, using: &numbers)) * 250_000)
    }
    let names: [WarehouseID] = ["BER", "HAM", "TIL"]
    terms = OrderTerms(multiple: amount(0...60), pack: amount(0...60), minimum: amount(0...90))
    sites = names.map { name in
      let reorderPoint = amount(0...200)
      let position = InventoryPosition(
        onHand: amount(-20...400), onOrder: amount(0...60), inbound: amount(0...30),
        reserved: amount(0...60), backordered: amount(0...20))
      let terms = ReplenishmentTerms(
        safetyStock: amount(0...50), reorderPoint: reorderPoint,
        target: reorderPoint + amount(0...80),
        demandPerDay: Double(Int.random(in: 0...5, using: &numbers)))
      return ReplenishedSite(
        name, position: position, terms: terms, isBoughtFor: Bool.random(using: &numbers),
        sources: names)
    }
  }

  /// What is wrong with the plan for a warehouse; `nil` where nothing is.
  func fault(in proposals: [ReplenishmentProposal], at site: ReplenishedSite) -> String? {
    func sum(_ proposals: [ReplenishmentProposal]) -> ExactDecimal {
      proposals.reduce(.zero) { $0 + $1.quantity }
    }
    let own = proposals.filter { $0.warehouse == site.warehouse }
    let moved = sum(own.filter { $0.source != nil })
    let given = sum(proposals.filter { $0.source == site.warehouse })
    let bought = own.filter { $0.source == nil }
    if bought.count > 1 { return "bought twice" }
    if given > site.surplus { return "gives more than its surplus" }
    if given > .zero && !own.isEmpty { return "gives and takes" }
    let position = site.position.projected + moved
    guard let quantity = bought.first?.quantity else {
      let isEnough = position > site.terms.reorderPoint || position >= site.terms.target
      return isEnough || !site.isBoughtFor ? nil : "nothing is bought"
    }
    if !site.isBoughtFor { return "bought where nobody buys" }
    if position > site.terms.reorderPoint { return "bought above the reorder point" }
    if position + quantity < site.terms.target { return "the target is missed" }
    if quantity < terms.minimum { return "below the minimum" }
    if quantity.millionths % terms.multiple.millionths != 0 { return "a multiple is broken" }
    let less = quantity - terms.multiple
    let isLeast = less < terms.minimum || position + less < site.terms.target
    return isLeast ? nil : "one multiple less would do"
  }
}
