/// The demo's warehouses and what each of their systems calls them.
enum DemoWarehouse: String, CaseIterable {
  case hamburg = "HAM"
  case hannover = "HAN"
  case tilburg = "TIL"

  /// In the ERP.
  var erpCode: String {
    switch self {
    case .hamburg: "01"
    case .hannover: "02"
    case .tilburg: "90"
    }
  }

  /// In the system of the warehouse itself.
  var siteCode: String {
    switch self {
    case .hamburg: "HH1"
    case .hannover: "HAJ"
    case .tilburg: "NLTIL"
    }
  }
}

struct DemoItem {
  let index: Int
  /// As the ERP writes it, without leading zeros.
  let number: String
  let group: String
  let name: String
  let unit: String
  let gtin: String
  /// `nil` for goods that do not spoil; the others bear a lot.
  let shelfLife: Int?
  let isHazmat: Bool
  let isDiscontinued: Bool
  let origin: String
  let cents: Int
  let grams: Int
  let supplier: String
  let leadDays: Int
  /// Pieces in a case; `nil` when it comes in pieces only.
  let caseSize: Int?

  /// As everyone else writes it: eight digits.
  var sku: String { DemoText.filled(Int(number) ?? 0, width: 8) }
  /// Tilburg's own code.
  var tilburgCode: String { "B" + String(20_000 + index * 61) }
  var lot: String? { shelfLife.map { _ in "L26" + DemoText.filled(100 + index % 90, width: 3) } }
  var price: Int { cents * 19 / 10 / 10 * 10 + 9 }

  /// Dangerous goods lie in Hamburg only, Tilburg keeps a third of the range.
  func isKept(in warehouse: DemoWarehouse) -> Bool {
    guard !isDiscontinued else { return false }
    switch warehouse {
    case .hamburg: return true
    case .hannover: return !isHazmat && index % 3 != 0
    case .tilburg: return !isHazmat && index % 3 == 1
    }
  }
}

struct DemoSale {
  /// How far the warehouse is with an order.
  enum Stage: Int, Comparable {
    case new
    case acked
    case picking
    case packed
    case shipped
    /// The first line not in full; the rest is still to come.
    case backordered
    /// As `backordered`, and the rest came later.
    case completedLater

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  struct Line {
    let number: Int
    let item: DemoItem
    let quantity: Int
  }

  let number: String
  let customer: DemoWords.Address
  let warehouse: DemoWarehouse
  let carrier: String
  let ordered: DemoMoment
  /// The working day after the order.
  let shippingDay: Int
  let stage: Stage
  let lines: [Line]
}

struct DemoShipment {
  enum Closing {
    case complete
    case backorder
  }

  struct Line {
    let orderLine: Int
    let item: DemoItem
    let quantity: Int
    let closing: Closing
  }

  let number: String
  let sale: DemoSale
  let shipped: DemoMoment
  let lines: [Line]
}

struct DemoPurchase {
  enum Stage {
    case pending
    case approved
    case partlyReceived
    case closed
    case cancelled
    case rejected
  }

  struct Line {
    let number: Int
    let item: DemoItem
    /// In pieces.
    let quantity: Int
  }

  let number: String
  let supplier: String
  let warehouse: DemoWarehouse
  let ordered: DemoMoment
  let stage: Stage
  let lines: [Line]

  /// Two weeks after the order, so on a working day too.
  var arrivalDay: Int { ordered.minutes / 1440 + 14 }
  var closed: DemoMoment { DemoMoment(day: arrivalDay, minute: 19 * 60) }
}

struct DemoReceipt {
  struct Line {
    let orderLine: Int
    let item: DemoItem
    let quantity: Int
    let isComplete: Bool
  }

  let number: String
  let purchase: DemoPurchase
  let received: DemoMoment
  let lines: [Line]
}

/// One article in one warehouse on the morning of the export.
struct DemoStock {
  let warehouse: DemoWarehouse
  let item: DemoItem
  let book: Int
  /// Pieces per bin; one without a name where the warehouse reports no bins.
  let bins: [(bin: String, quantity: Int)]
  /// Of the physical stock, promised to open orders.
  let allocated: Int

  var physical: Int { bins.reduce(0) { $0 + $1.quantity } }
}
