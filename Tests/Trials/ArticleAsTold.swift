import Domain
import Planning

extension ArticleOnShelves {
  /// How many days ahead are looked at.
  static let days = 8
  private static let sites: [WarehouseID] = ["A", "B", "C"]
  private static let channels: [SalesChannel] = {
    var narrow = SalesChannel("b2b", share: ExactDecimal(20))
    narrow.warehouses = [sites[0], sites[1]]
    return [
      narrow, SalesChannel("market", share: ExactDecimal(30)),
      SalesChannel("shop", share: ExactDecimal(50)),
    ]
  }()

  /// What every channel may sell, by what was told until now; orders without a warehouse get one.
  mutating func publish(today: Int, at now: Int) {
    takeSnapshots(at: now)
    forget(at: now)
    var sites = Self.sites.indices.map { stock(in: $0, at: now) }
    let day = Self.day(today)
    var promises = sites.map {
      SitePromise($0.warehouse, $0.forSale(day, days: Self.days).now)
    }
    if orders.contains(where: { $0.unrouted > 0 }) {
      route(by: promises)
      for index in sites.indices {
        sites[index].demand = demand(in: index, at: now)
        promises[index].quantity = sites[index].forSale(day, days: Self.days).now
      }
    }
    let unrouted = orders.reduce(0) { $0 + $1.unrouted }
    let offers = ChannelSplit(Self.channels).offers(of: promises, less: ExactDecimal(unrouted))
    remaining = offers.map { Int($0.quantity.millionths / 1_000_000) }
  }

  /// What can be promised by what was told, warehouse by warehouse.
  func promises(today: Int, at now: Int) -> [Int] {
    Self.sites.indices.map { warehouse in
      let promise = stock(in: warehouse, at: now).forSale(Self.day(today), days: Self.days)
      return Int(promise.now.millionths / 1_000_000)
    }
  }

  /// The newest snapshot that has come; an older one that comes later is not used.
  private mutating func takeSnapshots(at now: Int) {
    for warehouse in snapshots.indices {
      for one in snapshots[warehouse]
      where one.arrivesAt <= now && one.asOf > used[warehouse].asOf { used[warehouse] = one }
      snapshots[warehouse].removeAll { $0.arrivesAt <= now || $0.asOf <= used[warehouse].asOf }
    }
  }

  /// What is over and inside the snapshots moves nothing any more.
  private mutating func forget(at now: Int) {
    for warehouse in steps.indices {
      while let first = steps[warehouse].first, first.toldAt <= now,
        first.at <= used[warehouse].asOf
      { steps[warehouse].removeFirst() }
    }
    func isOver(_ steps: [Step], _ warehouse: Int) -> Bool {
      steps.allSatisfy { $0.toldAt <= now && $0.at <= used[warehouse].asOf }
    }
    orders.removeAll { order in
      order.unrouted == 0
        && order.portions.allSatisfy { $0.left == 0 && isOver($0.shipped, $0.warehouse) }
    }
    purchases.removeAll { $0.left == 0 && isOver($0.received, $0.warehouse) }
    transfers.removeAll {
      $0.undispatched + $0.onTheWay == 0 && isOver($0.dispatched, $0.from)
        && isOver($0.received, $0.to)
    }
  }

  private static func day(_ day: Int) -> CalendarDate { CalendarDate(days: Int32(day)) }

  private func effects(_ steps: [Step], in warehouse: Int, at now: Int) -> [StockEffect] {
    steps.filter { $0.toldAt <= now }.map {
      StockEffect(ExactDecimal($0.quantity), membership($0, in: warehouse))
    }
  }

  private func membership(_ step: Step, in warehouse: Int) -> Membership {
    let moment = Timestamp(microseconds: Int64(used[warehouse].asOf))
    return SnapshotMoment(earliest: moment, latest: moment)
      .membership(at: Timestamp(microseconds: Int64(step.at)), windowSeconds: 0)
  }

  private func stock(in warehouse: Int, at now: Int) -> SiteStock {
    var site = SiteStock(
      Self.sites[warehouse], onHand: ExactDecimal(used[warehouse].onHand))
    site.isAheadOfEvents = steps[warehouse].contains {
      $0.toldAt > now && $0.at <= used[warehouse].asOf
    }
    site.demand = demand(in: warehouse, at: now)
    for purchase in purchases where purchase.warehouse == warehouse {
      site.supply += supply(of: purchase, at: now)
    }
    for transfer in transfers where transfer.to == warehouse {
      site.supply += supply(of: transfer, at: now).supply
    }
    return site
  }

  private func demand(in warehouse: Int, at now: Int) -> [OpenDemand] {
    var demand: [OpenDemand] = []
    for order in orders {
      for portion in order.portions where portion.warehouse == warehouse {
        let left = effects(portion.shipped, in: warehouse, at: now)
        let waiting = ExactDecimal(portion.quantity) - StockEffect.sum(left)
        let promised = waiting + StockEffect.stillTold(left)
        guard promised > .zero else { continue }
        demand.append(
          OpenDemand(
            order.name, promised, leaves: Self.day(order.leaves)))
      }
    }
    for transfer in transfers where transfer.from == warehouse {
      let left = supply(of: transfer, at: now).deduction
      if left > .zero { demand.append(OpenDemand(transfer.name, left)) }
    }
    return demand
  }

  private func supply(of purchase: Purchase, at now: Int) -> [ExpectedSupply] {
    var line = PurchaseSupply(
      purchase.name, ordered: ExactDecimal(purchase.ordered),
      on: Self.day(purchase.parts[0].day))
    line.announced = purchase.parts.indices.dropFirst().map { index in
      let part = purchase.parts[index]
      return Announcement(
        purchase.name, asn: "\(index)", ExactDecimal(part.announced), on: Self.day(part.day))
    }
    line.received = purchase.received.filter { $0.toldAt <= now }.map { step in
      ReceivedGoods(
        purchase.name, asn: step.part == 0 ? nil : "\(step.part)",
        ExactDecimal(step.quantity), good: ExactDecimal(step.quantity),
        membership(step, in: purchase.warehouse))
    }
    return line.supply
  }

  private func supply(of transfer: Transfer, at now: Int) -> TransferSupply {
    var line = TransferSupply(
      transfer.name, ordered: ExactDecimal(transfer.quantity),
      on: Self.day(transfer.day))
    line.dispatched = effects(transfer.dispatched, in: transfer.from, at: now)
    line.received = effects(transfer.received, in: transfer.to, at: now)
    return line
  }

  /// Orders go where most can be promised; what is nowhere stays without a warehouse.
  private mutating func route(by promises: [SitePromise]) {
    var left = promises.map { Int($0.quantity.millionths / 1_000_000) }
    // Those that may go to few warehouses come first.
    let order = orders.indices.filter { orders[$0].unrouted > 0 }
      .sorted { (orders[$0].channel, $0) < (orders[$1].channel, $1) }
    for index in order {
      let channel = orders[index].channel
      while orders[index].unrouted > 0 {
        let own = left.indices.filter { Self.sells(channel, from: $0) }
        guard let site = own.max(by: { left[$0] < left[$1] }), left[site] > 0 else { break }
        let quantity = min(orders[index].unrouted, left[site])
        left[site] -= quantity
        orders[index].unrouted -= quantity
        orders[index].portions.append(Portion(warehouse: site, quantity: quantity))
      }
    }
  }
}
