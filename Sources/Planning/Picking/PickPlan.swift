internal import Domain

/// The pick lists for the open order lines of one warehouse.
///
/// What leaves first is served first, then what is most urgent, then the smallest order number. What
/// is picked together chooses its bins together, so that a bin that serves two orders is one stop.
package struct PickPlan: Sendable {
  /// By departure, priority and zone.
  package private(set) var lists: [PickList] = []
  /// In order of departure, priority, order and line; of orders that were left out at the end.
  package private(set) var shorts: [PickShort] = []

  /// One line's share of a pick.
  struct Share {
    let need: PickNeed
    let pick: BinPick
    let zone: String?

    var weight: ExactDecimal {
      need.unitWeight.map { $0.multiplied(by: pick.quantity) } ?? .zero
    }
  }

  /// Plans the work of one warehouse.
  ///
  /// An order that goes whole or not at all is left out when the bins lack any of it; what the
  /// others get is then chosen anew.
  ///
  /// - Parameters:
  ///   - needs: in any order.
  ///   - shelves: what the bins hold; what is planned is taken out.
  ///   - rule: how the work is divided.
  ///   - zone: of a bin; `nil` where the location map has none.
  package init(
    _ needs: [PickNeed], from shelves: inout Shelves, by rule: PickRule,
    zone: (BinID) -> String?
  ) {
    var open = needs.filter { $0.quantity > .zero }.sorted(by: PickNeed.precedes)
    var waiting: [PickShort] = []
    while true {
      var left = shelves
      let plan = PickPlan(sorted: open, from: &left, by: rule, zone: zone)
      let short = Set(plan.shorts.map { Identifier<OrderKind>($0.order) })
      let refused = open.filter { $0.isWhole && short.contains(Identifier($0.order)) }
      guard !refused.isEmpty else {
        shelves = left
        lists = plan.lists
        shorts = plan.shorts + waiting
        return
      }
      let orders = Set(refused.map { Identifier<OrderKind>($0.order) })
      waiting += plan.shorts.filter { orders.contains(Identifier($0.order)) }
      open.removeAll { orders.contains(Identifier($0.order)) }
    }
  }

  private init(
    sorted needs: [PickNeed], from shelves: inout Shelves, by rule: PickRule,
    zone: (BinID) -> String?
  ) {
    var start = needs.startIndex
    while start < needs.endIndex {
      let first = needs[start]
      let end =
        needs[start...].firstIndex { !Self.isTogether($0, first, rule) } ?? needs.endIndex
      let shares = serve(needs[start..<end], from: &shelves, rule, zone)
      divide(shares, first, rule)
      start = end
    }
    for list in lists.indices {
      for stop in lists[list].stops.indices {
        let own = lists[list].stops[stop]
        lists[list].stops[stop].fallback = shelves[own.sku].fallback(for: own.bin)
      }
    }
  }

  /// Whether two needs choose their bins together.
  private static func isTogether(_ one: PickNeed, _ two: PickNeed, _ rule: PickRule) -> Bool {
    one.departure == two.departure && (!rule.isByPriority || one.priority == two.priority)
      && (rule.method != .single || one.order.hasSameBytes(as: two.order))
  }

  /// Chooses the bins for all that is picked together, article by article.
  private mutating func serve(
    _ needs: ArraySlice<PickNeed>, from shelves: inout Shelves, _ rule: PickRule,
    _ zone: (BinID) -> String?
  ) -> [Share] {
    let byArticle = needs.sorted { one, two in
      if !one.sku.hasSameBytes(as: two.sku) { return one.sku.precedesByBytes(two.sku) }
      return PickNeed.precedes(one, two)
    }
    var shares: [Share] = []
    var missing: [(need: PickNeed, quantity: ExactDecimal)] = []
    var start = byArticle.startIndex
    while start < byArticle.endIndex {
      let sku = byArticle[start].sku
      let end =
        byArticle[start...].firstIndex { !$0.sku.hasSameBytes(as: sku) } ?? byArticle.endIndex
      let own = byArticle[start..<end]
      var picks = shelves.take(own.reduce(.zero) { $0 + $1.quantity }, of: sku).picks[...]
      for need in own {
        let (some, short) = Self.deal(&picks, need.quantity)
        shares += some.map { Share(need: need, pick: $0, zone: zone($0.bin)) }
        if short > .zero { missing.append((need, short)) }
      }
      start = end
    }
    missing.sort { PickNeed.precedes($0.need, $1.need) }
    shorts += missing.map { one in
      PickShort(
        order: one.need.order, line: one.need.line, sku: one.need.sku, quantity: one.quantity)
    }
    return shares
  }

  /// Hands out the next of the picks to one need.
  private static func deal(
    _ picks: inout ArraySlice<BinPick>, _ quantity: ExactDecimal
  ) -> (some: [BinPick], short: ExactDecimal) {
    var open = quantity
    var some: [BinPick] = []
    while open > .zero, var pick = picks.first {
      let taken = min(open, pick.quantity)
      some.append(BinPick(bin: pick.bin, lot: pick.lot, quantity: taken))
      open = open - taken
      pick.quantity = pick.quantity - taken
      if pick.quantity > .zero { picks[picks.startIndex] = pick } else { picks.removeFirst() }
    }
    return (some, open)
  }

  /// Divides what is picked together into lists.
  private mutating func divide(_ shares: [Share], _ first: PickNeed, _ rule: PickRule) {
    let zoned = shares.sorted { one, two in
      if rule.isByZone, Self.differ(one.zone, two.zone) {
        return Self.precedes(one.zone, two.zone)
      }
      if PickNeed.precedes(one.need, two.need) { return true }
      return !PickNeed.precedes(two.need, one.need) && one.pick.bin < two.pick.bin
    }
    var start = zoned.startIndex
    while start < zoned.endIndex {
      let zone = zoned[start].zone
      let end =
        zoned[start...].firstIndex { rule.isByZone && Self.differ($0.zone, zone) }
        ?? zoned.endIndex
      for load in PickLoad.divided(Array(zoned[start..<end]), rule) {
        lists.append(
          PickList(
            departure: first.departure, priority: rule.isByPriority ? first.priority : nil,
            zone: rule.isByZone ? zone : nil, stops: Self.stops(load.shares, rule),
            weight: load.weight))
      }
      start = end
    }
  }

  /// No zone comes last.
  private static func precedes(_ one: String?, _ two: String?) -> Bool {
    guard let one else { return false }
    guard let two else { return true }
    return one.precedesByBytes(two)
  }

  private static func differ(_ one: String?, _ two: String?) -> Bool {
    guard let one, let two else { return (one == nil) != (two == nil) }
    return !one.hasSameBytes(as: two)
  }

  /// Puts together what is taken at one place, in order of bin, article and lot.
  private static func stops(_ shares: [Share], _ rule: PickRule) -> [PickList.Stop] {
    var totes: [Identifier<OrderKind>: Int] = [:]
    for share in shares where totes[Identifier(share.need.order)] == nil {
      totes[Identifier(share.need.order)] = totes.count + 1
    }
    let sorted = shares.enumerated().sorted { one, two in
      let (left, right) = (one.element, two.element)
      if left.pick.bin != right.pick.bin { return left.pick.bin < right.pick.bin }
      let sku = (left.need.sku, right.need.sku)
      if !sku.0.hasSameBytes(as: sku.1) { return sku.0.precedesByBytes(sku.1) }
      let lot = (left.pick.lot ?? "", right.pick.lot ?? "")
      if !lot.0.hasSameBytes(as: lot.1) { return lot.0.precedesByBytes(lot.1) }
      return one.offset < two.offset
    }.map(\.element)
    var stops: [PickList.Stop] = []
    for share in sorted {
      let part = PickList.Part(
        order: share.need.order, line: share.need.line, quantity: share.pick.quantity,
        tote: rule.method == .cluster ? totes[Identifier(share.need.order)] : nil)
      if let last = stops.last, last.bin == share.pick.bin,
        last.sku.hasSameBytes(as: share.need.sku), !differ(last.lot, share.pick.lot)
      {
        stops[stops.count - 1].parts.append(part)
      } else {
        stops.append(
          PickList.Stop(
            bin: share.pick.bin, sku: share.need.sku, lot: share.pick.lot, parts: [part],
            fallback: nil))
      }
    }
    return stops
  }
}

private enum OrderKind {}
