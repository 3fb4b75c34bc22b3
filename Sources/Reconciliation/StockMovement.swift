package import Domain

/// Why a difference between book and physical stock is no loss, in the order of reports.
package enum StockBucket: String, CaseIterable, Sendable {
  case receipt, shipment, adjustment, count
  case statusMove = "status_move"
  case transferLeg = "transfer_leg"
  case returned = "return_receipt"
  case correction = "stock_correction"
  case picked
  case rejected
  case waiting
  case held
  case bookOnly = "book_only"
  case between

  /// As `shipments not posted`.
  package var title: String {
    switch self {
    case .receipt: "receipts not posted"
    case .shipment: "shipments not posted"
    case .adjustment: "adjustments not posted"
    case .count: "counts not posted"
    case .statusMove: "status moves not posted"
    case .transferLeg: "transfers not posted"
    case .returned: "returns not posted"
    case .correction: "corrections not posted"
    case .picked: "picked and not shipped"
    case .rejected: "refused by the ERP"
    case .waiting: "waiting for their document"
    case .held: "in rows that are held"
    case .bookOnly: "posted in the ERP alone"
    case .between: "between the two snapshots"
    }
  }
}

/// Something that moves stock of an article, and how far each side has it.
package struct StockMovement: Equatable, Sendable {
  /// A part of the movement as one side has it, or may have it.
  package struct Share: Equatable, Sendable {
    /// Signed: what comes is positive.
    package let quantity: ExactDecimal
    /// Whether it is part of the side's snapshot.
    package let now: Membership
    /// Whether it was part of the side's snapshot when both sides agreed last.
    package let before: Membership

    package init(_ quantity: ExactDecimal, now: Membership, before: Membership = .outside) {
      self.quantity = quantity
      self.now = now
      self.before = before
    }

    /// What it added since both sides agreed, as far as is likely.
    fileprivate var likely: ExactDecimal {
      (now.isInside ? quantity : .zero) - (before.isInside ? quantity : .zero)
    }

    /// What the sum changes by when what is likely is not so, for each answer that is uncertain.
    fileprivate var doubts: [ExactDecimal] {
      var doubts: [ExactDecimal] = []
      if !now.isCertain { doubts.append(now.isInside ? -quantity : quantity) }
      if !before.isCertain { doubts.append(before.isInside ? quantity : -quantity) }
      return doubts
    }
  }

  /// Record type and key, as `shipment S-1|1|1`.
  package var name: String
  /// What it counts as when the physical side has it and the book does not.
  package var bucket: StockBucket
  /// Values of the level that it moves, as stock status and lot.
  package var level: [Value]
  package var physical: [Share]
  package var book: [Share]
  /// When it happened.
  package var at: Timestamp?
  package var origin: Origin?

  package init(
    _ name: String, _ bucket: StockBucket, level: [Value], physical: [Share], book: [Share],
    at: Timestamp? = nil, origin: Origin? = nil
  ) {
    self.name = name
    self.bucket = bucket
    self.level = level
    self.physical = physical
    self.book = book
    self.at = at
    self.origin = origin
  }

  /// By how much the physical side has more of it than the book, as far as is likely.
  package var likely: ExactDecimal {
    physical.reduce(.zero) { $0 + $1.likely } - book.reduce(.zero) { $0 + $1.likely }
  }

  fileprivate var doubts: [ExactDecimal] {
    physical.flatMap(\.doubts) + book.flatMap(\.doubts).map { -$0 }
  }
}

/// A difference between book and physical stock, split into what explains it and the rest.
///
/// `physical = book + explained + unexplained`, exactly.
package struct StockEquation: Equatable, Sendable {
  /// A movement with the part of it that only one side has.
  package struct Part: Equatable, Sendable {
    package let movement: StockMovement
    package let bucket: StockBucket
    package let quantity: ExactDecimal
  }

  /// In order of their buckets, then of time and name.
  package let parts: [Part]
  package let unexplained: ExactDecimal

  package var explained: ExactDecimal { parts.reduce(.zero) { $0 + $1.quantity } }

  /// The sum of each bucket that holds anything, in order.
  package var buckets: [(bucket: StockBucket, quantity: ExactDecimal, parts: [Part])] {
    StockBucket.allCases.compactMap { bucket in
      let own = parts.filter { $0.bucket == bucket }
      return own.isEmpty ? nil : (bucket, own.reduce(.zero) { $0 + $1.quantity }, own)
    }
  }

  /// As `shipments not posted -5 (shipment S-1|1|1)`, of all buckets.
  package var told: String {
    buckets.map { bucket in
      let names = Wording.listed(bucket.parts.map { Wording.cut($0.movement.name) }, limit: 3)
      return "\(bucket.bucket.title) \(bucket.quantity) (\(names))"
    }.joined(separator: ", ")
  }

  /// When the oldest movement that explains something happened.
  package var oldest: Timestamp? { parts.compactMap(\.movement.at).min() }

  /// Splits a difference.
  ///
  /// Where it is uncertain whether a side has a movement, the answer is taken that leaves the
  /// least unexplained; of equal ones the likeliest.
  ///
  /// - Parameters:
  ///   - difference: physical less book.
  ///   - movements: of this level; those both sides have explain nothing.
  package init(of difference: ExactDecimal, by movements: [StockMovement]) {
    var quantities = movements.map(\.likely)
    let rest = quantities.reduce(difference) { $0 - $1 }
    if rest != .zero {
      var doubts: [(movement: Int, change: ExactDecimal)] = []
      for (index, movement) in movements.enumerated() {
        doubts += movement.doubts.filter { $0 != .zero }.map { (index, $0) }
      }
      for index in Self.answers(to: doubts.map(\.change), leavingLeastOf: rest) {
        quantities[doubts[index].movement] += doubts[index].change
      }
    }
    parts = zip(movements, quantities).filter { $1 != .zero }
      .map { Part(movement: $0, bucket: Self.bucket(of: $0, $1), quantity: $1) }
      .sorted(by: Self.precedes)
    unexplained = quantities.reduce(difference) { $0 - $1 }
  }

  /// What the book has and the physical side will have once it looks again lies between them.
  private static func bucket(
    of movement: StockMovement, _ quantity: ExactDecimal
  ) -> StockBucket {
    let whole = movement.physical.reduce(ExactDecimal.zero) { $0 + $1.quantity }
    let isAgainst = (quantity < .zero) != (whole < .zero)
    return movement.bucket != .bookOnly && whole != .zero && isAgainst ? .between : movement.bucket
  }

  private static func precedes(_ one: Part, _ two: Part) -> Bool {
    let order = StockBucket.allCases
    let (left, right) = (order.firstIndex(of: one.bucket), order.firstIndex(of: two.bucket))
    if left != right { return (left ?? 0) < (right ?? 0) }
    let start = Timestamp(microseconds: .min)
    let (early, late) = (one.movement.at ?? start, two.movement.at ?? start)
    if early != late { return early < late }
    return one.movement.name.precedesByBytes(two.movement.name)
  }

  /// So many sums of doubts are tried; beyond that the doubts that come last stay as is likely.
  private static let mostSums = 4096

  /// The doubts to resolve against what is likely, by their index.
  private static func answers(
    to doubts: [ExactDecimal], leavingLeastOf rest: ExactDecimal
  ) -> [Int] {
    // Each sum with the fewest doubts that make it; of equally many the earliest.
    var sums: [ExactDecimal: [Int]] = [.zero: []]
    for (index, doubt) in doubts.enumerated() where sums.count < mostSums {
      var more = sums
      for (sum, used) in sums {
        let next = used + [index]
        if let known = more[sum + doubt], !isBetter(next, than: known) { continue }
        more[sum + doubt] = next
      }
      sums = more
    }
    let least = sums.min { left, right in
      let (one, two) = ((rest - left.key).magnitude, (rest - right.key).magnitude)
      return one == two ? isBetter(left.value, than: right.value) : one < two
    }
    return least?.value ?? []
  }

  private static func isBetter(_ one: [Int], than two: [Int]) -> Bool {
    one.count == two.count ? one.lexicographicallyPrecedes(two) : one.count < two.count
  }
}
