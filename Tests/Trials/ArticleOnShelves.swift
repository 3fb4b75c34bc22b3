import Domain
import Workbench

/// One article in three warehouses as it truly is, moment by moment.
///
/// Whatever happens in a warehouse is told later, and not in the order in which it happened; so are
/// its snapshots. Orders of customers and buyers are known at once.
struct ArticleOnShelves {
  /// Something that a warehouse did, and when it is told.
  struct Step {
    let quantity: Int
    let at: Int
    var toldAt: Int
    /// Of a receipt: which part of a purchase it is of.
    var part = 0
  }

  /// What a warehouse is to ship of an order.
  struct Portion {
    let warehouse: Int
    var quantity: Int
    var shipped: [Step] = []

    var left: Int { quantity - shipped.reduce(0) { $0 + $1.quantity } }
  }

  struct Order {
    let name: String
    let channel: Int
    let leaves: Int
    let soldAt: Int
    /// No warehouse is to ship it yet.
    var unrouted: Int
    var portions: [Portion] = []
  }

  /// A purchase; its first part is what no notice tells.
  struct Purchase {
    let name: String
    let warehouse: Int
    let ordered: Int
    /// What each part still brings, and on which day.
    var parts: [(left: Int, announced: Int, day: Int)]
    var received: [Step] = []

    var left: Int { parts.reduce(0) { $0 + $1.left } }
  }

  struct Transfer {
    let name: String
    let from: Int
    let to: Int
    let quantity: Int
    let day: Int
    var dispatched: [Step] = []
    var received: [Step] = []

    var undispatched: Int { quantity - dispatched.reduce(0) { $0 + $1.quantity } }
    var onTheWay: Int { quantity - undispatched - received.reduce(0) { $0 + $1.quantity } }
  }

  struct Snapshot {
    let onHand: Int
    let asOf: Int
    var arrivesAt: Int
  }

  static let warehouses = 3
  /// Sells from the first two warehouses only; the others sell from all.
  static let narrowChannel = 0

  var shelf = [30, 20, 10]
  var orders: [Order] = []
  var purchases: [Purchase] = []
  var transfers: [Transfer] = []
  /// By warehouse, what was taken and has not been used.
  var snapshots: [[Snapshot]] = [[], [], []]
  var used: [Snapshot] = [30, 20, 10].map { Snapshot(onHand: $0, asOf: 0, arrivesAt: 0) }
  /// By warehouse, when each of its steps happened and is told.
  var steps: [[(at: Int, toldAt: Int)]] = [[], [], []]
  var remaining = [0, 0, 0]
  private var made = 0

  static func sells(_ channel: Int, from warehouse: Int) -> Bool {
    channel != narrowChannel || warehouse < 2
  }

  mutating func sell(_ quantity: Int, on channel: Int, leaves: Int, at now: Int) {
    made += 1
    orders.append(
      Order(name: "\(made)", channel: channel, leaves: leaves, soldAt: now, unrouted: quantity))
    remaining[channel] -= quantity
  }

  mutating func buy(_ quantity: Int, to warehouse: Int, on day: Int) {
    made += 1
    purchases.append(
      Purchase(
        name: "\(made)", warehouse: warehouse, ordered: quantity, parts: [(quantity, quantity, day)]
      ))
  }

  mutating func move(_ quantity: Int, from: Int, to: Int, on day: Int) {
    made += 1
    transfers.append(Transfer(name: "\(made)", from: from, to: to, quantity: quantity, day: day))
  }

  /// A notice tells of a part of a purchase of which nothing came without one.
  mutating func announce(_ quantity: Int, of index: Int, on day: Int) {
    let told = min(quantity, purchases[index].parts[0].left)
    guard told > 0, !purchases[index].received.contains(where: { $0.part == 0 }) else { return }
    purchases[index].parts[0].left -= told
    purchases[index].parts.append((told, told, day))
  }

  /// Goods of a purchase come; of its last notice, or without one.
  mutating func receive(_ quantity: Int, of index: Int, at now: Int, toldAt: Int) {
    let part =
      purchases[index].parts.indices.filter { purchases[index].parts[$0].left > 0 }.last ?? 0
    let came = min(quantity, purchases[index].parts[part].left)
    guard came > 0 else { return }
    purchases[index].parts[part].left -= came
    purchases[index].received.append(Step(quantity: came, at: now, toldAt: toldAt, part: part))
    put(came, in: purchases[index].warehouse, at: now, toldAt: toldAt)
  }

  /// An order may leave, and a warehouse has something of it.
  func canShip(_ index: Int, today: Int) -> Bool {
    orders[index].leaves <= today
      && orders[index].portions.contains { $0.left > 0 && shelf[$0.warehouse] > 0 }
  }

  /// The warehouses ship what they have of an order.
  mutating func ship(_ index: Int, today: Int, at now: Int, toldAt: Int) {
    for place in orders[index].portions.indices {
      let portion = orders[index].portions[place]
      let quantity = min(portion.left, shelf[portion.warehouse])
      guard quantity > 0 else { continue }
      orders[index].portions[place].shipped.append(
        Step(quantity: quantity, at: now, toldAt: toldAt))
      put(-quantity, in: portion.warehouse, at: now, toldAt: toldAt)
    }
  }

  /// A transfer leaves, or arrives, in whole or in part.
  mutating func carry(_ index: Int, _ quantity: Int, at now: Int, toldAt: Int) {
    let transfer = transfers[index]
    let leaving = min(quantity, transfer.undispatched, shelf[transfer.from])
    if leaving > 0 {
      transfers[index].dispatched.append(Step(quantity: leaving, at: now, toldAt: toldAt))
      put(-leaving, in: transfer.from, at: now, toldAt: toldAt)
      return
    }
    let arriving = min(quantity, transfer.onTheWay)
    guard arriving > 0 else { return }
    transfers[index].received.append(Step(quantity: arriving, at: now, toldAt: toldAt))
    put(arriving, in: transfer.to, at: now, toldAt: toldAt)
  }

  /// What is left of an order is not wanted any more.
  mutating func cancel(_ index: Int) {
    orders[index].unrouted = 0
    for place in orders[index].portions.indices {
      orders[index].portions[place].quantity -= orders[index].portions[place].left
    }
  }

  mutating func look(in warehouse: Int, at now: Int, arrivesAt: Int) {
    snapshots[warehouse].append(
      Snapshot(onHand: shelf[warehouse], asOf: now, arrivesAt: arrivesAt))
  }

  /// Everything is told, and every warehouse looks at its stock.
  mutating func quieten(at now: Int) {
    for warehouse in steps.indices {
      for index in steps[warehouse].indices {
        steps[warehouse][index].toldAt = min(steps[warehouse][index].toldAt, now)
      }
      look(in: warehouse, at: now, arrivesAt: now)
    }
    func told(_ steps: [Step]) -> [Step] {
      steps.map { step in
        var step = step
        step.toldAt = min(step.toldAt, now)
        return step
      }
    }
    for index in orders.indices {
      for place in orders[index].portions.indices {
        orders[index].portions[place].shipped = told(orders[index].portions[place].shipped)
      }
    }
    for index in purchases.indices { purchases[index].received = told(purchases[index].received) }
    for index in transfers.indices {
      transfers[index].dispatched = told(transfers[index].dispatched)
      transfers[index].received = told(transfers[index].received)
    }
  }

  private mutating func put(_ quantity: Int, in warehouse: Int, at now: Int, toldAt: Int) {
    shelf[warehouse] += quantity
    steps[warehouse].append((now, toldAt))
  }
}
