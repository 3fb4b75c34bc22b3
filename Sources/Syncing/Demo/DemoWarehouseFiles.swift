/// What the demo's warehouse system writes for Hamburg and Hannover: JSON, times with offsets.
struct DemoWarehouseFiles {
  let retailer: DemoRetailer

  /// Path below `wms/out`, and the file's bytes.
  var documents: [(name: String, bytes: [UInt8])] {
    let exported = DemoMoment.exported
    return [
      ("acks_00000001.json", DemoJSON.document([], exported: exported)),
      ("locations_20261120.json", DemoJSON.document(locations, exported: exported)),
      ("progress_00000207.json", DemoJSON.document(progress, exported: exported)),
    ]
      + Self.halves(receipts, named: "receipts", from: 118)
      + Self.halves(shipments, named: "shipments", from: 412)
      + [DemoWarehouse.hamburg, .hannover].map { warehouse in
        (
          "stock_\(warehouse.siteCode)_20261120.json",
          DemoJSON.document(stock(in: warehouse), exported: exported)
        )
      }
  }

  /// Two numbered files, the first one written a day earlier.
  private static func halves(
    _ records: [DemoJSON], named name: String, from number: Int
  ) -> [(name: String, bytes: [UInt8])] {
    let middle = records.count / 2
    let yesterday = DemoMoment(day: 24, minute: 330)
    return [
      (
        "\(name)_\(DemoText.filled(number, width: 8)).json",
        DemoJSON.document(Array(records[..<middle]), exported: yesterday)
      ),
      (
        "\(name)_\(DemoText.filled(number + 1, width: 8)).json",
        DemoJSON.document(Array(records[middle...]), exported: .exported)
      ),
    ]
  }

  private var locations: [DemoJSON] {
    [DemoWarehouse.hamburg, .hannover].flatMap { warehouse in
      DemoBin.all.map { bin in
        .object([
          ("site", .text(warehouse.siteCode)), ("bin", .text(bin.name)),
          ("zone", .text(bin.aisle < 4 ? "Z1" : "Z2")), ("aisle", .text(bin.aisleName)),
          ("bay", .text(String(bin.bay))), ("level", .text(String(bin.level))),
          ("seq", .pieces(bin.pickSequence)), ("pickable", .flag(bin.isPickable)),
          ("state", .text("free")),
        ])
      }
    }
  }

  private var progress: [DemoJSON] {
    DemoProgress.all(of: retailer.sales.filter { $0.warehouse != .tilburg }).map { step in
      .object([
        ("order", .text(step.order)), ("event", .text(step.event)),
        ("code", .text(step.code.rawValue)), ("at", .text(step.at.offsetTime)),
      ])
    }
  }

  private var receipts: [DemoJSON] {
    retailer.receipts.filter { $0.purchase.warehouse != .tilburg }.map { receipt in
      .object([
        ("receipt", .text(receipt.number)), ("version", .number("1")),
        ("site", .text(receipt.purchase.warehouse.siteCode)),
        ("po", .text(receipt.purchase.number)), ("received_at", .text(receipt.received.offsetTime)),
        ("lines", .list(receipt.lines.enumerated().map { Self.line($0.offset + 1, $0.element) })),
      ])
    }
  }

  private static func line(_ number: Int, _ line: DemoReceipt.Line) -> DemoJSON {
    .object([
      ("no", .text(String(number))), ("po_line", .text(String(line.orderLine))),
      ("sku", .text(line.item.sku)), ("good", .pieces(line.quantity)), ("damaged", .pieces(0)),
      ("rejected", .pieces(0)), ("lot", .maybe(line.item.lot)),
      ("best_before", .maybe(line.item.bestBefore)), ("complete", .flag(line.isComplete)),
    ])
  }

  private var shipments: [DemoJSON] {
    retailer.shipments.filter { $0.sale.warehouse != .tilburg }.map { shipment in
      .object([
        ("shipment", .text(shipment.number)), ("version", .number("1")),
        ("site", .text(shipment.sale.warehouse.siteCode)), ("order", .text(shipment.sale.number)),
        ("carrier", .text(shipment.sale.carrier.lowercased())),
        ("shipped_at", .text(shipment.shipped.offsetTime)),
        ("lines", .list(shipment.lines.enumerated().map { Self.line($0.offset + 1, $0.element) })),
        ("parcels", .list(shipment.parcels.map { Self.parcel($0, of: shipment) })),
      ])
    }
  }

  private static func line(_ number: Int, _ line: DemoShipment.Line) -> DemoJSON {
    .object([
      ("no", .text(String(number))), ("order_line", .text(String(line.orderLine))),
      ("sku", .text(line.item.sku)), ("qty", .pieces(line.quantity)),
      ("closing", .text(line.closing == .complete ? "complete" : "backorder")),
      ("lot", .maybe(line.item.lot)),
    ])
  }

  private static func parcel(_ parcel: DemoParcel, of shipment: DemoShipment) -> DemoJSON {
    .object([
      ("no", .text(parcel.number)), ("tracking", .text(parcel.tracking)),
      ("weight_kg", .number(DemoText.kilograms(parcel.grams))),
      ("labelled_at", .text(shipment.shipped.offsetTime)),
    ])
  }

  private func stock(in warehouse: DemoWarehouse) -> [DemoJSON] {
    retailer.stock.filter { $0.warehouse == warehouse }.flatMap { row in
      row.bins.enumerated().map { place, bin in
        .object([
          ("site", .text(warehouse.siteCode)), ("sku", .text(row.item.sku)),
          ("bin", .text(bin.bin)), ("lot", .maybe(row.item.lot)),
          ("on_hand", .pieces(bin.quantity)),
          ("allocated", .pieces(row.allocated(inBinAt: place))),
          ("counted_at", .text(DemoMoment.exported.offsetTime)),
        ])
      }
    }
  }
}

/// A step of the work on an order.
struct DemoProgress {
  enum Code: String {
    case acked
    case picking
    case picked
    case packed
  }

  let order: String
  let event: String
  let code: Code
  let at: DemoMoment

  /// Every step of every order that a warehouse has begun, in order.
  static func all(of sales: [DemoSale]) -> [DemoProgress] {
    var steps: [DemoProgress] = []
    for sale in sales {
      let codes: [Code] =
        switch sale.stage {
        case .new: []
        case .acked: [.acked]
        case .picking: [.acked, .picking]
        case .packed, .shipped, .backordered, .completedLater: [.acked, .picking, .picked, .packed]
        }
      for (place, code) in codes.enumerated() {
        let minutes = sale.ordered.minutes + (place + 1) * 35
        steps.append(
          DemoProgress(
            order: sale.number, event: "E" + DemoText.filled(steps.count + 1, width: 6),
            code: code, at: DemoMoment(day: 0, minute: minutes)))
      }
    }
    return steps
  }
}

/// A parcel with its label.
struct DemoParcel {
  let number: String
  let tracking: String
  let grams: Int
}

extension DemoShipment {
  /// One parcel, two from 20 kg on.
  var parcels: [DemoParcel] {
    let grams = lines.reduce(300) { $0 + $1.item.grams * $1.quantity }
    let count = grams < 20_000 ? 1 : 2
    return (1...count).map { number in
      DemoParcel(
        number: String(number),
        tracking: "00340434" + String(self.number.dropFirst(2)) + "00\(number)",
        grams: grams / count)
    }
  }
}

extension DemoItem {
  var bestBefore: String? { shelfLife.map { DemoMoment(day: $0 - index % 90).plainDate } }
}

extension DemoStock {
  /// Open orders take from the first bin as long as it lasts, then from the second.
  func allocated(inBinAt place: Int) -> Int {
    var open = allocated
    for bin in bins.prefix(place) { open -= min(open, bin.quantity) }
    return min(open, bins[place].quantity)
  }
}
