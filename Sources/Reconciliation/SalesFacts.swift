package import Domain

/// One shipment line as the warehouse reported it; only the latest version of each is passed.
package struct ShipmentFact: Equatable, Sendable {
  package var quantity: ExactDecimal
  /// `complete`, `backorder`, `closed`, `over`, `substituted`, `cancelled`; `nil` without one.
  package var closing: String?
  package var shippedAt: Timestamp?
  /// Another article than the ordered one left.
  package var isSubstitute = false
  /// The carrier brought it back: its quantity is below nothing.
  package var isUndelivered = false
  package var sku: String?
  package var origin: Origin?

  package init(quantity: ExactDecimal, closing: String? = nil, origin: Origin? = nil) {
    self.quantity = quantity
    self.closing = closing
    self.origin = origin
  }
}

/// One word of the warehouse on how far an order line has come.
package struct ProgressFact: Equatable, Sendable {
  /// As `order_progress.code`.
  package var code: String
  /// How much of the line it is about; `nil` for all of it.
  package var quantity: ExactDecimal?
  package var at: Timestamp?
  /// The warehouse's number of it; decides between equal times.
  package var event: String
  /// The warehouse's own reason.
  package var reason: String?
  package var origin: Origin?

  package init(
    _ code: String, _ quantity: ExactDecimal? = nil, at: Timestamp?, event: String,
    origin: Origin? = nil
  ) {
    self.code = code
    self.quantity = quantity
    self.at = at
    self.event = event
    self.origin = origin
  }
}

/// A customer order line and everything shipped on it.
package struct SalesLineFacts: Equatable, Sendable {
  package var order: String
  package var line: String
  /// `nil` when no system has such an order line.
  package var ordered: ExactDecimal?
  package var cancelled: ExactDecimal = .zero
  package var isOrderCancelled = false
  /// Nothing may happen with it until it is released.
  package var isHeld = false
  /// What was asked after it was sent, in the order in which it was asked; see `apply`.
  package internal(set) var changes: [ChangeFact] = []
  /// A cancellation was asked and not answered yet.
  package internal(set) var isCancelRequested = false
  /// The cancellation that was accepted last.
  package internal(set) var cancellation: ChangeFact?
  /// The last stage in which it can be cancelled.
  package var cancelUntil = OrderStage.picking
  /// Who decides what becomes of a rest; `nil` when nobody was named.
  package var backorderOwner: SystemID?
  /// A rest that is kept for later is not reported before so much time is over.
  package var backorderSeconds = 0
  package var now: Timestamp?
  /// When it went to the warehouse; `nil` when it did not, or nobody waits for anything.
  package var sentAt: Timestamp?
  /// How long the warehouse may be silent on what it was sent; `nil` when nobody waits.
  package var ackSeconds: Int?
  /// How long a line may stay in one stage of the warehouse's work; `nil` when nobody watches.
  package var stuckSeconds: Int?
  /// `false` where the order forbids another article.
  package var allowsSubstitution: Bool?
  package var sku: String?
  package var allowance = Allowance()
  /// By time of shipment, then in key order; the last one is the newest.
  package var shipments: [ShipmentFact] = []
  /// What was credited as cancelled; `nil` when nothing was.
  package var refunded: ExactDecimal?
  /// Parts of a kit that left without the rest of it, as `2 LID`.
  package var kitRest: [String] = []
  /// Until when an unknown order line may still arrive; `nil` when nobody waits for it.
  package var waitsUntil: Timestamp?
  /// In any order; of the line and of the order as a whole.
  package var progress: [ProgressFact] = []
  /// How far its way to the warehouse has come: `new`, `sent`, `acked` or `rejected`.
  package var sending = SendingState.new
  package var orderedAt: Timestamp?
  package var warehouse: WarehouseID?
  package var unitPrice: ExactDecimal?
  /// Where the order line was read.
  package var origin: Origin?
  /// Where the order header was read, and with it the cancellation.
  package var headerOrigin: Origin?

  package init(order: String, line: String, ordered: ExactDecimal?) {
    self.order = order
    self.line = line
    self.ordered = ordered
  }

  /// When it has been in its stage for too long; `nil` where that is no matter.
  package var patienceEnds: Timestamp? {
    // Nobody asks for a life where nobody waits.
    guard ackSeconds != nil || stuckSeconds != nil, let life, life.open > .zero else { return nil }
    if life.status == OrderStage.sent.name {
      return ackSeconds.flatMap { sentAt?.adding(seconds: $0) }
    }
    guard let stage = OrderStage.allCases.first(where: { $0.name == life.status }),
      stage >= .acked, stage < .shipped
    else { return nil }
    return stuckSeconds.flatMap { (life.since ?? sentAt)?.adding(seconds: $0) }
  }

  /// It has been in its stage for too long.
  var isOverdue: Bool {
    guard let now, let patienceEnds else { return false }
    return patienceEnds <= now
  }

  /// When the rest that the newest shipment keeps for later is to be reported; `nil` without one, or
  /// where it is at once.
  package var backorderDue: Timestamp? {
    guard let newest = shipments.last, newest.closing == "backorder", !newest.isUndelivered,
      backorderOwner == nil || backorderOwner == newest.origin?.system
    else { return nil }
    return newest.shippedAt?.adding(seconds: backorderSeconds)
  }

  /// What the carrier brought back.
  package var undelivered: ExactDecimal {
    shipments.filter(\.isUndelivered).reduce(.zero) { $0 - $1.quantity }
  }

  package var shipped: ExactDecimal { shipments.reduce(.zero) { $0 + $1.quantity } }

  /// What the customer still wants: ordered less cancelled.
  ///
  /// `nil` when no system has such an order line, or the whole order is cancelled.
  package var wanted: ExactDecimal? {
    isOrderCancelled ? nil : ordered.map { $0 - cancelled }
  }
}

/// What became of an order line that was to go to its warehouse.
package enum SendingState: String, Sendable {
  case new, sent, acked, rejected
}

/// A shipment whose customer is to be told.
package struct NoticeFacts: Equatable, Sendable {
  package var order: String
  package var shipment: String
  package var warehouse: WarehouseID?
  /// Numbers under which the carrier shows where it is.
  package var tracking: [String]
  /// Since it left.
  package var waitedSeconds: Int
  /// How long the notice waits for a tracking number.
  package var limitSeconds: Int
  package var origin: Origin?

  package init(
    order: String, shipment: String, warehouse: WarehouseID? = nil, tracking: [String],
    waitedSeconds: Int, limitSeconds: Int, origin: Origin? = nil
  ) {
    self.order = order
    self.shipment = shipment
    self.warehouse = warehouse
    self.tracking = tracking
    self.waitedSeconds = waitedSeconds
    self.limitSeconds = limitSeconds
    self.origin = origin
  }
}
