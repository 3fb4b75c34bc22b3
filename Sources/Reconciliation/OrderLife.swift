package import Domain

/// How far an order line has come on its way to the carrier.
package enum OrderStage: Int, CaseIterable, Comparable, Sendable {
  case new, sent, acked, allocated, released, picking, picked, packed, shipped

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// As `order_status.status` names it.
  package var name: String {
    switch self {
    case .new: "new"
    case .sent: "sent"
    case .acked: "acked"
    case .allocated: "allocated"
    case .released: "released"
    case .picking: "picking"
    case .picked: "picked"
    case .packed: "packed"
    case .shipped: "shipped"
    }
  }

  /// Every status that an order line with something open can have: trouble first, then by how far
  /// it has come.
  package static let names =
    ["rejected", "exception", "hold", "cancel_requested", "backordered"] + allCases.map(\.name)

  /// The stage that a word of the warehouse leads to; `nil` for a reversal and for side states.
  init?(progress code: String) {
    switch code {
    case "acked": self = .acked
    case "allocated": self = .allocated
    case "released": self = .released
    case "picking": self = .picking
    case "picked": self = .picked
    case "packed", "loaded": self = .packed
    default: return nil
    }
  }
}

/// The life of an order line as its events tell it; no system's status field takes part.
///
/// Always `ordered + over = shipped + substituted + cancelled + open`.
package struct OrderLineLife: Equatable, Sendable {
  /// Pieces of the ordered article that left.
  package var shipped = ExactDecimal.zero
  /// Pieces of another article that left in its place.
  package var substituted = ExactDecimal.zero
  /// Cancelled by the customer, or closed by the warehouse without a backorder.
  package var cancelled = ExactDecimal.zero
  package var open = ExactDecimal.zero
  /// What left beyond what was wanted.
  package var over = ExactDecimal.zero
  /// As `order_status.status`.
  package var status = OrderStage.new.name
  /// Since when it has that status; `nil` when no event tells.
  package var since: Timestamp?
  /// The word that put it there; `nil` where it was none of the warehouse's.
  package var word: ProgressFact?
  /// Words of the warehouse that do not follow from the stage before them.
  package var illegal: [IllegalStep] = []
}

/// A word of the warehouse that cannot be true after what it said before.
package struct IllegalStep: Equatable, Sendable {
  package var step: ProgressFact
  package var after: OrderStage
}

extension SalesLineFacts {
  /// The life of the line; `nil` when no system has such an order line.
  package var life: OrderLineLife? {
    guard let ordered else { return nil }
    var life = OrderLineLife()
    for shipment in shipments {
      if shipment.isSubstitute {
        life.substituted += shipment.quantity
      } else {
        life.shipped += shipment.quantity
      }
    }
    let left = life.shipped + life.substituted
    let asked = isOrderCancelled ? ordered : min(cancelled, ordered)
    let wanted = ordered - asked
    life.over = max(.zero, left - wanted)
    life.open = max(.zero, wanted - left)
    if life.open > .zero, let word = shipments.last?.closing, word != "backorder",
      word != "substituted"
    {
      // The warehouse closed the line: nothing more will come, but for what came back to it.
      life.open = min(life.open, undelivered)
    }
    life.cancelled = ordered + life.over - left - life.open
    tell(&life)
    return life
  }

  /// Status, since when, and what does not fit, from events in the order in which they happened.
  private func tell(_ life: inout OrderLineLife) {
    var walk = OrderWalk(of: self)
    for step in steps { walk.take(step) }
    life.illegal = walk.illegal
    if life.open == .zero {
      let newest = shipments.last { $0.quantity > .zero }
      (life.status, life.since) =
        newest == nil
        ? ("cancelled", cancellation?.requestedAt) : (OrderStage.shipped.name, newest?.shippedAt)
    } else if isCancelRequested {
      let asked = changes.last { $0.isCancellation && $0.answer == .awaited }
      (life.status, life.since) = ("cancel_requested", asked?.requestedAt)
    } else if isHeld {
      life.status = "hold"
    } else if let side = walk.side {
      (life.status, life.since, life.word) = (side.code, side.at, side)
    } else if sending == .rejected && walk.stage < .acked {
      life.status = "rejected"
    } else {
      let waits = walk.hasShipped && (shipments.last?.closing == "backorder" || undelivered > .zero)
      (life.status, life.since) = (waits ? "backordered" : walk.stage.name, walk.since)
    }
  }

  /// How far the line had come at a moment; `nil` stands for now.
  func stage(at moment: Timestamp?) -> OrderStage {
    var walk = OrderWalk(of: self)
    for step in steps where moment == nil || step.place.time <= (moment?.microseconds ?? .max) {
      walk.take(step)
    }
    return walk.stage
  }

  /// Words and shipments of the warehouse by time; of equal times the earlier stage first.
  private var steps: [OrderStep] {
    let all = progress.map(OrderStep.word) + shipments.map(OrderStep.shipment)
    return all.enumerated().sorted { left, right in
      let places = (left.element.place, right.element.place)
      return places.0 != places.1 ? places.0 < places.1 : left.offset < right.offset
    }.map(\.element)
  }
}

/// Something that happened to an order line in its warehouse.
private enum OrderStep {
  case word(ProgressFact)
  case shipment(ShipmentFact)

  /// What decides the order of steps.
  struct Place: Equatable, Comparable {
    let time: Int64
    let stage: Int
    let event: String

    static func < (left: Self, right: Self) -> Bool {
      if left.time != right.time { return left.time < right.time }
      if left.stage != right.stage { return left.stage < right.stage }
      return left.event.precedesByBytes(right.event)
    }
  }

  var place: Place {
    switch self {
    case .word(let word):
      Place(
        time: word.at?.microseconds ?? .min,
        stage: OrderStage(progress: word.code)?.rawValue ?? .max, event: word.event)
    case .shipment(let shipment):
      Place(
        time: shipment.shippedAt?.microseconds ?? .min, stage: OrderStage.shipped.rawValue,
        event: "")
    }
  }
}

/// Follows an order line from step to step.
private struct OrderWalk {
  private let wanted: ExactDecimal
  private var left = ExactDecimal.zero
  private(set) var stage: OrderStage
  private(set) var since: Timestamp?
  /// A refusal or trouble that no later word took back.
  private(set) var side: ProgressFact?
  /// Nothing was said since the last shipment.
  private(set) var hasShipped = false
  private(set) var illegal: [IllegalStep] = []

  init(of line: SalesLineFacts) {
    // What was cancelled after it was picked is still in somebody's hands.
    wanted = line.cancellation == nil ? line.wanted ?? .zero : line.ordered ?? .zero
    stage =
      switch line.sending {
      case .new, .rejected: .new
      case .sent: .sent
      case .acked: .acked
      }
    since = stage == .new ? line.orderedAt : nil
  }

  mutating func take(_ step: OrderStep) {
    switch step {
    case .shipment(let shipment):
      left += shipment.quantity
      hasShipped = true
      side = nil
      // What is left of the line begins anew.
      (stage, since) = (left < wanted ? .released : .shipped, shipment.shippedAt)
    case .word(let word) where word.code == "rejected" || word.code == "exception":
      side = word
    case .word(let word) where word.code == "un_picked" || word.code == "un_packed":
      let undone: OrderStage = word.code == "un_picked" ? .released : .picked
      // Only what was done can be undone, and nothing once it has left.
      guard stage > undone, stage < .shipped else { return refuse(word) }
      reach(undone, word)
    case .word(let word):
      guard let reached = OrderStage(progress: word.code) else { return }
      if reached > stage { return reach(reached, word) }
      let isPart = word.quantity.map { $0 < wanted - left } ?? false
      if stage == .shipped || reached < stage && stage > .acked && !isPart { refuse(word) }
    }
  }

  private mutating func reach(_ reached: OrderStage, _ word: ProgressFact) {
    (stage, since) = (reached, word.at)
    side = nil
    hasShipped = false
  }

  private mutating func refuse(_ word: ProgressFact) {
    illegal.append(IllegalStep(step: word, after: stage))
  }
}
