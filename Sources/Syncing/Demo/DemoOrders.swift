extension DemoSale {
  /// Three hundred orders with eight hundred lines, a half for Hamburg, a fifth for Tilburg.
  static func all(of items: [DemoItem]) -> [DemoSale] {
    var random = DemoRandom(seed: 2)
    return (0..<300).map { sale(at: $0, of: items, &random) }
  }

  private static func sale(
    at index: Int, of items: [DemoItem], _ random: inout DemoRandom
  ) -> DemoSale {
    let warehouse: DemoWarehouse =
      switch index % 10 {
      case 0, 2, 4, 6, 8: .hamburg
      case 1, 5, 7: .hannover
      default: .tilburg
      }
    let first = DemoWords.firstTilburgCustomer
    let customers =
      warehouse == .tilburg ? DemoWords.customers[first...] : DemoWords.customers[..<first]
    let kept = items.filter { $0.isKept(in: warehouse) }
    let stage = stage(at: index)
    let chosen = random.pick([1, 2, 3, 4, 2, 4][index % 6], of: kept)
    return DemoSale(
      number: String(4_500_001 + index), customer: random.pick(Array(customers)),
      warehouse: warehouse,
      carrier: warehouse == .tilburg
        ? ["POSTNL", "DHL"][index % 2] : ["DHL", "DPD", "GLS"][index % 3],
      ordered: DemoMoment(day: DemoMoment.workingDays[index / 30], minute: 480 + index % 30 * 18),
      shippingDay: DemoMoment.workingDays[index / 30 + 1], stage: stage,
      lines: chosen.enumerated().map { place, item in
        Line(number: (place + 1) * 10, item: item, quantity: random.number(in: 2...14))
      })
  }

  /// Spread over all warehouses: seven tens of the orders have left in full or in part.
  private static func stage(at index: Int) -> Stage {
    switch index / 10 % 10 {
    case 0, 1, 2, 3, 5, 6: .shipped
    case 4: index.isMultiple(of: 2) ? .backordered : .completedLater
    case 7: .packed
    case 8: .picking
    default: index.isMultiple(of: 2) ? .acked : .new
    }
  }
}

extension DemoShipment {
  /// In order of time.
  static func all(of sales: [DemoSale]) -> [DemoShipment] {
    var parts: [(moment: DemoMoment, sale: DemoSale, lines: [Line])] = []
    for (index, sale) in sales.enumerated() where sale.stage >= .shipped {
      let day = sale.shippingDay
      parts.append(
        (DemoMoment(day: day, minute: 600 + index % 240), sale, firstLines(of: sale)))
      guard sale.stage == .completedLater, let line = sale.lines.first else { continue }
      let rest = Line(
        orderLine: line.number, item: line.item, quantity: rest(of: line), closing: .complete)
      parts.append((DemoMoment(day: day, minute: 960 + index % 60), sale, [rest]))
    }
    parts.sort { ($0.moment, $0.sale.number) < ($1.moment, $1.sale.number) }
    return parts.enumerated().map { index, part in
      DemoShipment(
        number: "LS" + String(880_001 + index), sale: part.sale, shipped: part.moment,
        lines: part.lines)
    }
  }

  /// Everything, but of a backordered first line only a part.
  private static func firstLines(of sale: DemoSale) -> [Line] {
    sale.lines.enumerated().map { place, line in
      let isShort = place == 0 && sale.stage != .shipped
      return Line(
        orderLine: line.number, item: line.item,
        quantity: isShort ? line.quantity - rest(of: line) : line.quantity,
        closing: isShort ? .backorder : .complete)
    }
  }

  private static func rest(of line: DemoSale.Line) -> Int { line.quantity / 2 }
}

extension DemoPurchase {
  /// Sixty orders with two hundred lines.
  static func all(of items: [DemoItem]) -> [DemoPurchase] {
    var random = DemoRandom(seed: 3)
    return (0..<60).map { purchase(at: $0, of: items, &random) }
  }

  private static func purchase(
    at index: Int, of items: [DemoItem], _ random: inout DemoRandom
  ) -> DemoPurchase {
    let warehouse: DemoWarehouse =
      switch index % 10 {
      case 0, 2, 4, 6, 8: .hamburg
      case 1, 5, 7: .hannover
      default: .tilburg
      }
    let supplier = DemoWords.suppliers[index % DemoWords.suppliers.count].0
    let offered = items.filter { $0.supplier == supplier && $0.isKept(in: warehouse) }
    let chosen = random.pick([2, 3, 5, 3, 4, 3][index % 6], of: offered)
    return DemoPurchase(
      number: String(6_500_001 + index), supplier: supplier, warehouse: warehouse,
      ordered: DemoMoment(
        day: [0, 1, 2, 3, 4, 7, 8, 9, 10][index / 7], minute: 540 + index % 7 * 45),
      stage: stage(at: index),
      lines: chosen.enumerated().map { place, item in
        let quantity =
          item.caseSize.map { $0 * random.number(in: 2...8) } ?? random.number(in: 10...60)
        return Line(number: (place + 1) * 10, item: item, quantity: quantity)
      })
  }

  private static func stage(at index: Int) -> Stage {
    switch index % 12 {
    case 0...4: .closed
    case 5...7: .partlyReceived
    case 8...10: .approved
    default: index == 47 ? .cancelled : index == 59 ? .rejected : .pending
    }
  }
}

extension DemoReceipt {
  /// In order of time; too much comes on the line `over`.
  static func all(
    of purchases: [DemoPurchase], over: (purchase: String, line: Int)?
  ) -> [DemoReceipt] {
    var parts: [(moment: DemoMoment, purchase: DemoPurchase, lines: [Line])] = []
    for (index, purchase) in purchases.enumerated() {
      let surplusLine = purchase.number == over?.purchase ? over?.line : nil
      for (place, lines) in deliveries(of: purchase, index, surplusLine).enumerated() {
        let moment = DemoMoment(
          day: purchase.arrivalDay, minute: 420 + place * 360 + index * 5)
        parts.append((moment, purchase, lines))
      }
    }
    parts.sort { ($0.moment, $0.purchase.number) < ($1.moment, $1.purchase.number) }
    return parts.enumerated().map { index, part in
      DemoReceipt(
        number: "WE" + String(330_001 + index), purchase: part.purchase, received: part.moment,
        lines: part.lines)
    }
  }

  private static func deliveries(
    of purchase: DemoPurchase, _ index: Int, _ surplusLine: Int?
  ) -> [[Line]] {
    switch purchase.stage {
    case .closed where index % 12 == 4:
      let first = purchase.lines.map { line($0, $0.quantity / 2) }
      let rest = purchase.lines.map { line($0, $0.quantity - $0.quantity / 2, isComplete: true) }
      return [first, rest]
    case .closed: return [purchase.lines.map { line($0, $0.quantity, isComplete: true) }]
    case .partlyReceived:
      // The second line stays short, so that the order is rightly open.
      return [
        purchase.lines.prefix(2).enumerated().map { place, ordered in
          let surplus =
            ordered.number == surplusLine ? DemoFaults.surplus(on: ordered.quantity) : 0
          return line(ordered, place == 0 ? ordered.quantity + surplus : ordered.quantity / 2)
        }
      ]
    case .pending, .approved, .cancelled, .rejected: return []
    }
  }

  private static func line(
    _ ordered: DemoPurchase.Line, _ quantity: Int, isComplete: Bool = false
  ) -> Line {
    Line(
      orderLine: ordered.number, item: ordered.item, quantity: quantity, isComplete: isComplete)
  }
}
