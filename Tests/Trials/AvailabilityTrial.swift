import Domain
import Planning
import Workbench

/// Channels sell up to what they are shown while warehouses tell late what they did.
///
/// After every sale an oracle that knows the shelves looks whether everyone can be served from what
/// is there and what is to come. Now and then everything is told: then channels are shown all that
/// the oracle allows, so that showing nothing does not pass.
struct AvailabilityTrial: Trial {
  let events: Int
  let articles: Int
  let seed: UInt64

  let headline = "availability never oversells and, when all is told, holds nothing back"

  /// Each article sees a hundred events a day.
  private var ticksPerDay: Int { articles * 100 }
  private static let lastDay = 6

  /// What happened, for the line of numbers.
  private struct Tally {
    var sold = 0
    var refused = 0
    var pieces = 0
    var received = 0
    var shipped = 0
    var snapshots = 0
    var quiet = 0
  }

  func run() throws(TrialFault) -> String {
    var numbers = SeededNumbers(seed: seed)
    var world = [ArticleOnShelves](repeating: ArticleOnShelves(), count: articles)
    var tally = Tally()
    var today = 1
    for index in world.indices { world[index].publish(today: today, at: 0) }
    for event in 1...events {
      let now = event
      let day = 1 + event / ticksPerDay
      if day != today {
        today = day
        for index in world.indices { world[index].publish(today: today, at: now) }
      }
      let index = Int.random(in: world.indices, using: &numbers)
      try happen(to: &world[index], today: today, at: now, &numbers, &tally)
      if Int.random(in: 0..<6, using: &numbers) == 0 {
        world[index].publish(today: today, at: now)
      }
      if Int.random(in: 0..<200, using: &numbers) == 0 {
        try quiet(&world[index], today: today, at: now)
        tally.quiet += 1
      }
    }
    return "\(events) events: \(tally.sold) orders of \(tally.pieces) pieces sold,"
      + " \(tally.refused) refused, \(tally.received) receipts, \(tally.shipped) shipments,"
      + " \(tally.snapshots) snapshots; \(tally.quiet) quiet moments; none oversold"
  }

  private func happen(
    to article: inout ArticleOnShelves, today: Int, at now: Int, _ numbers: inout SeededNumbers,
    _ tally: inout Tally
  ) throws(TrialFault) {
    // Some are told at once, some a good while later.
    let toldAt = now + Int.random(in: 0...ticksPerDay / 2, using: &numbers)
    switch Int.random(in: 0..<100, using: &numbers) {
    case 0..<45: try sell(from: &article, today: today, at: now, &numbers, &tally)
    case 45..<66:
      let waiting = article.orders.indices.filter { article.canShip($0, today: today) }
      guard let index = waiting.randomElement(using: &numbers) else { return }
      article.ship(index, today: today, at: now, toldAt: toldAt)
      tally.shipped += 1
    case 66..<74:
      let open = article.purchases.indices.filter { article.purchases[$0].left > 0 }
      guard let index = open.randomElement(using: &numbers) else { return }
      article.receive(
        Int.random(in: 5...30, using: &numbers), of: index, at: now, toldAt: toldAt)
      tally.received += 1
    case 74..<88:
      let warehouse = Int.random(in: 0..<ArticleOnShelves.warehouses, using: &numbers)
      article.look(in: warehouse, at: now, arrivesAt: toldAt)
      tally.snapshots += 1
    default: plan(&article, today: today, at: now, toldAt: toldAt, &numbers)
    }
  }

  private func plan(
    _ article: inout ArticleOnShelves, today: Int, at now: Int, toldAt: Int,
    _ numbers: inout SeededNumbers
  ) {
    let day = today + Int.random(in: 0...Self.lastDay, using: &numbers)
    let warehouse = Int.random(in: 0..<ArticleOnShelves.warehouses, using: &numbers)
    switch Int.random(in: 0..<12, using: &numbers) {
    case 0..<4: article.buy(Int.random(in: 5...40, using: &numbers), to: warehouse, on: day)
    case 4..<7:
      guard let index = article.purchases.indices.randomElement(using: &numbers) else { return }
      article.announce(Int.random(in: 1...30, using: &numbers), of: index, on: day)
      // What is promised can only rest on what was announced when it was promised.
      article.publish(today: today, at: now)
    case 7..<8:
      let other = (warehouse + 1) % ArticleOnShelves.warehouses
      // Only what nobody was promised is moved elsewhere.
      article.publish(today: today, at: now)
      let spare = ShelfOracle(article, today: today).promises[warehouse]
      let most = min(spare, 10, article.promises(today: today, at: now)[warehouse])
      guard most > 0 else { return }
      article.move(Int.random(in: 1...most, using: &numbers), from: warehouse, to: other, on: day)
      article.publish(today: today, at: now)
    case 8..<11:
      guard let index = article.transfers.indices.randomElement(using: &numbers) else { return }
      article.carry(index, Int.random(in: 1...10, using: &numbers), at: now, toldAt: toldAt)
    default:
      guard let index = article.orders.indices.randomElement(using: &numbers) else { return }
      article.cancel(index)
    }
  }

  private func sell(
    from article: inout ArticleOnShelves, today: Int, at now: Int,
    _ numbers: inout SeededNumbers, _ tally: inout Tally
  ) throws(TrialFault) {
    let channel = Int.random(in: 0..<3, using: &numbers)
    let shown = article.remaining[channel]
    guard shown > 0 else {
      tally.refused += 1
      return
    }
    let wanted = Int.random(in: 1...4, using: &numbers)
    let quantity = wanted == 4 ? shown : min(wanted, shown)
    let later = Int.random(in: 0..<4, using: &numbers) == 0
    let leaves = later ? today + Int.random(in: 1...Self.lastDay, using: &numbers) : today
    article.sell(quantity, on: channel, leaves: leaves, at: now)
    tally.sold += 1
    tally.pieces += quantity
    let oracle = ShelfOracle(article, today: today)
    guard !oracle.keepsPromise(on: channel) else { return }
    throw TrialFault(
      "seed \(seed), event \(now): \(quantity) sold on channel \(channel) of \(shown) shown, but the"
        + " warehouses can promise \(oracle.promises), less \(oracle.unrouted)")
  }

  private func quiet(
    _ article: inout ArticleOnShelves, today: Int, at now: Int
  ) throws(TrialFault) {
    article.quieten(at: now)
    article.publish(today: today, at: now)
    let oracle = ShelfOracle(article, today: today)
    let told = article.promises(today: today, at: now)
    guard told == oracle.promises, article.remaining.reduce(0, +) == oracle.offered else {
      throw TrialFault(
        "seed \(seed), event \(now): all is told, and warehouses promise \(told), not"
          + " \(oracle.promises); channels are shown \(article.remaining), not \(oracle.offered)")
    }
  }
}
