package import Domain

/// What lies in a bin of one article, in one lot.
package struct BinStock: Equatable, Sendable {
  package var bin: BinID
  /// `nil` where the article is not kept by lots.
  package var lot: String?
  /// The last day on which it may be used; `nil` when nobody told.
  package var expires: CalendarDate?
  /// The day it came; `nil` when nobody told.
  package var received: CalendarDate?
  package var quantity: ExactDecimal
  /// Its status is `available`, and neither it nor its lot is held.
  package var isAvailable: Bool
  /// The location map lets people pick from the bin.
  package var isPickable: Bool

  package init(
    _ bin: BinID, _ quantity: ExactDecimal, lot: String? = nil, expires: CalendarDate? = nil,
    received: CalendarDate? = nil, isAvailable: Bool = true, isPickable: Bool = true
  ) {
    self.bin = bin
    self.quantity = quantity
    self.lot = lot
    self.expires = expires
    self.received = received
    self.isAvailable = isAvailable
    self.isPickable = isPickable
  }

  /// Whether it may be picked on a day.
  func isUsable(on day: CalendarDate) -> Bool {
    isAvailable && isPickable && quantity > .zero && expires.map { $0 >= day } ?? true
  }
}

/// How much to take from which bin and lot.
package struct BinPick: Equatable, Sendable {
  package var bin: BinID
  package var lot: String?
  package var quantity: ExactDecimal
}

/// What one article has in its bins, and what of it is still to be had.
///
/// First expired, first out where any of it expires, else first in, first out. What came first is
/// used up before what came later is touched; only among what is equally old does the number of
/// stops decide. What nobody dated comes last.
package struct Shelf: Sendable {
  /// What is usable, the oldest first.
  private var rows: [Row] = []

  private struct Row {
    let stock: BinStock
    /// Rows of the same rank are equally old.
    let rank: Int
    var left: ExactDecimal
  }

  /// Takes the stock of one article.
  ///
  /// - Parameters:
  ///   - stock: all of it; what is expired, held or not pickable is never chosen.
  ///   - day: the day on which it is picked, where the warehouse is.
  package init(_ stock: [BinStock], on day: CalendarDate) {
    let usable = stock.filter { $0.isUsable(on: day) }
    let expires = usable.contains { $0.expires != nil }
    func age(_ one: BinStock) -> Int32 {
      (expires ? one.expires : one.received)?.days ?? Int32.max
    }
    let sorted = usable.sorted { one, two in
      if age(one) != age(two) { return age(one) < age(two) }
      if one.bin != two.bin { return one.bin < two.bin }
      return (one.lot ?? "").precedesByBytes(two.lot ?? "")
    }
    for one in sorted {
      let isEqual = rows.last.map { age($0.stock) == age(one) } ?? false
      let rank = (rows.last?.rank ?? 0) + (isEqual || rows.isEmpty ? 0 : 1)
      rows.append(Row(stock: one, rank: rank, left: one.quantity))
    }
  }

  /// How much of it can still be picked.
  package var left: ExactDecimal { rows.reduce(.zero) { $0 + $1.left } }

  /// Takes a quantity out of its bins.
  ///
  /// - Returns: the picks, the oldest first, and what no bin has.
  package mutating func take(
    _ quantity: ExactDecimal
  ) -> (picks: [BinPick], short: ExactDecimal) {
    var open = quantity
    var visited: Set<BinID> = []
    var taken: [(row: Int, quantity: ExactDecimal)] = []
    var start = rows.startIndex
    while open > .zero, start < rows.endIndex {
      let rank = rows[start].rank
      let end = rows[start...].firstIndex { $0.rank != rank } ?? rows.endIndex
      let some = takeEqual(start..<end, open, visited)
      for one in some {
        rows[one.row].left = rows[one.row].left - one.quantity
        open = open - one.quantity
        visited.insert(rows[one.row].stock.bin)
      }
      taken += some
      start = end
    }
    let picks = taken.map { one in
      let stock = rows[one.row].stock
      return BinPick(bin: stock.bin, lot: stock.lot, quantity: one.quantity)
    }
    return (picks, open)
  }

  /// Chooses from rows that are equally old: first where one goes anyway, then the fullest bins, and
  /// for the last of it the bin that it leaves emptiest.
  ///
  /// Taking the fullest first needs the fewest bins, since any other choice of as many holds less.
  private func takeEqual(
    _ range: Range<Int>, _ quantity: ExactDecimal, _ visited: Set<BinID>
  ) -> [(row: Int, quantity: ExactDecimal)] {
    var bins: [BinID: [Int]] = [:]
    for row in range where rows[row].left > .zero {
      bins[rows[row].stock.bin, default: []].append(row)
    }
    var free: [Candidate] = []
    var others: [Candidate] = []
    for bin in bins.keys.sorted() {
      let own = bins[bin] ?? []
      let candidate = Candidate(
        bin: bin, rows: own, left: own.reduce(.zero) { $0 + rows[$1].left })
      if visited.contains(bin) { free.append(candidate) } else { others.append(candidate) }
    }
    var open = quantity
    var taken: [(row: Int, quantity: ExactDecimal)] = []
    func take(_ candidate: Candidate) {
      for row in candidate.rows where open > .zero {
        let some = min(open, rows[row].left)
        taken.append((row, some))
        open = open - some
      }
    }
    free.forEach(take)
    others.sort { $0.left != $1.left ? $0.left > $1.left : $0.bin < $1.bin }
    while open > .zero, !others.isEmpty {
      let enough = others.lastIndex { $0.left >= open }
      let level = enough.map { others[$0].left }
      let choice = level.flatMap { level in others.firstIndex { $0.left == level } } ?? 0
      take(others.remove(at: choice))
    }
    return taken.sorted { $0.row < $1.row }
  }

  private struct Candidate {
    let bin: BinID
    let rows: [Int]
    let left: ExactDecimal
  }

  /// Where to go when a bin has less than it should: the oldest that is left elsewhere, and of what
  /// is equally old the fullest bin.
  package func fallback(for bin: BinID) -> BinID? {
    guard let first = rows.first(where: { $0.left > .zero && $0.stock.bin != bin }) else {
      return nil
    }
    var fullest: [BinID: ExactDecimal] = [:]
    for row in rows where row.rank == first.rank && row.stock.bin != bin {
      fullest[row.stock.bin, default: .zero] += row.left
    }
    return fullest.max { one, two in
      one.value != two.value ? one.value < two.value : two.key < one.key
    }?.key
  }
}
