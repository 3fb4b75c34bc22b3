/// Everything the demo's systems know, before it is written in their ways.
struct DemoRetailer {
  let items: [DemoItem]
  let sales: [DemoSale]
  let shipments: [DemoShipment]
  let purchases: [DemoPurchase]
  let receipts: [DemoReceipt]
  let stock: [DemoStock]
  let faults: DemoFaults

  init() {
    let items = DemoItem.range()
    let sales = DemoSale.all(of: items)
    let purchases = DemoPurchase.all(of: items)
    let shipments = DemoShipment.all(of: sales)
    let over = DemoFaults.overReceivedLine(of: purchases)
    let counts = DemoStock.counted(items: items, sales: sales, shipments: shipments)
    let miscounted = DemoFaults.miscounted(in: counts)
    self.items = items
    self.sales = sales
    self.purchases = purchases
    self.shipments = shipments
    receipts = DemoReceipt.all(of: purchases, over: over)
    stock = counts.map { $0.isSame(as: miscounted) ? $0.missing(DemoFaults.missingPieces) : $0 }
    faults = DemoFaults(
      overReceived: over, miscounted: miscounted,
      unknownCode: DemoFaults.miscodedShipment(of: shipments))
  }
}

/// Where the demo's exports are wrong.
struct DemoFaults {
  static let missingPieces = 7
  /// A code that Tilburg ships under and that its cross reference lacks.
  static let unknownCode = "B99041"

  /// Purchase order and line number on which too much came.
  let overReceived: (purchase: String, line: Int)?
  let miscounted: DemoStock?
  /// Shipment whose first line bears the unknown code.
  let unknownCode: String?

  /// The first line of the first partly received order for Hamburg.
  static func overReceivedLine(of purchases: [DemoPurchase]) -> (purchase: String, line: Int)? {
    purchases.first { $0.stage == .partlyReceived && $0.warehouse == .hamburg }
      .flatMap { purchase in purchase.lines.first.map { (purchase.number, $0.number) } }
  }

  /// A fifth more than ordered, far beyond the allowance of two percent.
  static func surplus(on quantity: Int) -> Int { max(2, quantity / 5) }

  /// A cooker in Hamburg of which enough are there to miss some.
  static func miscounted(in stock: [DemoStock]) -> DemoStock? {
    stock.first {
      $0.warehouse == .hamburg && $0.item.name.hasPrefix("Spirituskocher") && $0.allocated == 0
        && $0.bins.first.map { $0.quantity > missingPieces * 3 } == true
    }
  }

  static func miscodedShipment(of shipments: [DemoShipment]) -> String? {
    shipments.first {
      $0.sale.warehouse == .tilburg && $0.sale.stage == .shipped && $0.lines.count > 1
    }?.number
  }
}

extension DemoItem {
  /// Five hundred articles in four groups.
  static func range() -> [DemoItem] {
    var random = DemoRandom(seed: 1)
    return DemoWords.groups.enumerated().flatMap { place, group in
      (0..<125).map { item(place: place, group, at: $0, &random) }
    }
  }

  private static func item(
    place: Int, _ group: DemoWords.Group, at position: Int, _ random: inout DemoRandom
  ) -> DemoItem {
    let index = place * 125 + position
    let kind = group.kinds[position % group.kinds.count]
    let model = DemoWords.models[position / group.kinds.count % DemoWords.models.count]
    let variant = group.variants[position / 25 % group.variants.count]
    return DemoItem(
      index: index, number: String(group.firstNumber + position), group: group.code,
      name: "\(kind.noun) \(model), \(variant)", unit: group.unit,
      gtin: DemoText.gtin("4012345" + DemoText.filled(index, width: 5)),
      shelfLife: group.shelfLife, isHazmat: kind.isHazmat,
      isDiscontinued: position % 62 == 61, origin: random.pick(DemoWords.origins),
      cents: kind.cents + random.number(in: 0...(kind.cents / 4)),
      grams: kind.grams + random.number(in: 0...9),
      supplier: DemoWords.suppliers[place * 3 + position / 3 % 3].0,
      leadDays: random.number(in: 5...35), caseSize: kind.caseSize)
  }
}

extension DemoStock {
  /// What lies in each warehouse: enough for the open orders, nothing of what is backordered.
  static func counted(
    items: [DemoItem], sales: [DemoSale], shipments: [DemoShipment]
  ) -> [DemoStock] {
    var random = DemoRandom(seed: 5)
    let demand = DemoDemand(sales: sales, shipments: shipments)
    return DemoWarehouse.allCases.flatMap { warehouse in
      items.filter { $0.isKept(in: warehouse) }.map { item in
        let isShort = demand.isShort(of: item, in: warehouse)
        let open = isShort ? 0 : demand.open(of: item, in: warehouse)
        let most = item.shelfLife == nil ? 180 : 1600
        let spare = random.number(in: 12...most)
        let bins = bins(of: item, in: warehouse, holding: isShort ? 0 : open + spare)
        return DemoStock(
          warehouse: warehouse, item: item, book: isShort ? 0 : open + spare, bins: bins,
          allocated: open)
      }
    }
  }

  /// Every third article of our own warehouses also lies in a reserve bin high up.
  private static func bins(
    of item: DemoItem, in warehouse: DemoWarehouse, holding quantity: Int
  ) -> [(bin: String, quantity: Int)] {
    guard warehouse != .tilburg else { return [("", quantity)] }
    let pick = DemoBin.all[item.index % DemoBin.all.count]
    guard item.index % 3 == 2, quantity > 1 else { return [(pick.name, quantity)] }
    let reserve = DemoBin.all[(item.index + 121) % DemoBin.all.count]
    return [(pick.name, quantity - quantity / 2), (reserve.name, quantity / 2)]
  }

  func isSame(as other: DemoStock?) -> Bool {
    warehouse == other?.warehouse && item.index == other?.item.index
  }

  /// The same with so many pieces fewer in the first bin.
  func missing(_ pieces: Int) -> DemoStock {
    var bins = bins
    if !bins.isEmpty { bins[0].quantity -= pieces }
    return DemoStock(
      warehouse: warehouse, item: item, book: book, bins: bins, allocated: allocated)
  }
}

/// What customers are still to get.
struct DemoDemand {
  private var pieces: [String: Int] = [:]
  private var short: Set<String> = []

  init(sales: [DemoSale], shipments: [DemoShipment]) {
    for sale in sales {
      for line in sale.lines {
        pieces[Self.key(line.item, sale.warehouse), default: 0] += line.quantity
      }
    }
    for shipment in shipments {
      for line in shipment.lines {
        pieces[Self.key(line.item, shipment.sale.warehouse), default: 0] -= line.quantity
      }
    }
    for sale in sales where sale.stage == .backordered {
      if let line = sale.lines.first { short.insert(Self.key(line.item, sale.warehouse)) }
    }
  }

  func open(of item: DemoItem, in warehouse: DemoWarehouse) -> Int {
    pieces[Self.key(item, warehouse)] ?? 0
  }

  /// Out of stock: an order waits for it.
  func isShort(of item: DemoItem, in warehouse: DemoWarehouse) -> Bool {
    short.contains(Self.key(item, warehouse))
  }

  private static func key(_ item: DemoItem, _ warehouse: DemoWarehouse) -> String {
    "\(warehouse.rawValue)|\(item.index)"
  }
}

/// A bin of the two own warehouses, which are built alike.
struct DemoBin {
  let aisle: Int
  let bay: Int
  let level: Int

  static let all: [DemoBin] = (1...6).flatMap { aisle in
    (1...10).flatMap { bay in (1...4).map { DemoBin(aisle: aisle, bay: bay, level: $0) } }
  }

  var aisleName: String { String("ABCDEF".dropFirst(aisle - 1).prefix(1)) }
  var name: String { "\(aisleName)-\(DemoText.filled(bay, width: 2))-\(level)" }
  /// The way through the aisles: up the odd ones, down the even ones.
  var pickSequence: Int {
    let bayOnWay = aisle.isMultiple(of: 2) ? 11 - bay : bay
    return (aisle - 1) * 100 + bayOnWay * 10 + level
  }
  var isPickable: Bool { level < 4 }
}
