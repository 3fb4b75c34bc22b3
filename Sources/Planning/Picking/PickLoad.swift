internal import Domain

/// What is picked on one walk, within the limits.
struct PickLoad {
  private(set) var shares: [PickPlan.Share] = []
  private(set) var weight = ExactDecimal.zero
  private var orders = 0

  /// Fills walk after walk; an order that fits on none is divided, and one piece always goes.
  static func divided(_ shares: [PickPlan.Share], _ rule: PickRule) -> [PickLoad] {
    var loads: [PickLoad] = []
    var load = PickLoad()
    var start = shares.startIndex
    while start < shares.endIndex {
      let order = shares[start].need.order
      let end =
        shares[start...].firstIndex { !$0.need.order.hasSameBytes(as: order) }
        ?? shares.endIndex
      let own = shares[start..<end]
      let weight = own.reduce(ExactDecimal.zero) { $0 + $1.weight }
      if load.orders > 0, !load.takes(weight, rule) || load.isFull(rule) {
        loads.append(load)
        load = PickLoad()
      }
      load.orders += 1
      for share in own { load.put(share, rule, &loads) }
      start = end
    }
    return load.shares.isEmpty ? loads : loads + [load]
  }

  private func takes(_ more: ExactDecimal, _ rule: PickRule) -> Bool {
    rule.maxWeight.map { weight + more <= $0 } ?? true
  }

  private func isFull(_ rule: PickRule) -> Bool {
    rule.method == .single || rule.maxOrders.map { orders >= $0 } ?? false
  }

  /// The most walks that one share is divided over: more are a weight or a quantity that is wrong.
  private static let mostWalks = 1_000

  /// Puts in a share; what is too heavy goes on with another load of the same order.
  private mutating func put(
    _ share: PickPlan.Share, _ rule: PickRule, _ loads: inout [PickLoad]
  ) {
    var open = share.pick.quantity
    let before = loads.count
    while open > .zero {
      let isDivided = loads.count - before < Self.mostWalks
      let some = isDivided ? fitting(open, share.need.unitWeight ?? .zero, rule) : open
      if some > .zero {
        let part = PickPlan.Share(
          need: share.need,
          pick: BinPick(bin: share.pick.bin, lot: share.pick.lot, quantity: some),
          zone: share.zone)
        shares.append(part)
        weight += part.weight
        open = open - some
      }
      guard open > .zero else { return }
      loads.append(self)
      self = PickLoad()
      orders = 1
    }
  }

  /// How much of a quantity the limit leaves room for; of an empty load at least one piece.
  private func fitting(
    _ quantity: ExactDecimal, _ unit: ExactDecimal, _ rule: PickRule
  ) -> ExactDecimal {
    guard let most = rule.maxWeight, unit > .zero else { return quantity }
    guard weight + unit.multiplied(by: quantity) > most else { return quantity }
    let pieces = ExactDecimal(Int(max(0, (most - weight).millionths / unit.millionths)))
    guard pieces == .zero, shares.isEmpty else { return min(pieces, quantity) }
    return min(ExactDecimal(1), quantity)
  }
}
