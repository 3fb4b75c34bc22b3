import Domain
import Planning
import Testing
import Workbench

@Suite struct ShelfTests {
  private let today = CalendarDate(days: 20_780)

  private func day(_ later: Int32) -> CalendarDate { CalendarDate(days: today.days + later) }

  private func told(_ shelf: inout Shelf, _ quantity: Int) -> [String] {
    let (picks, short) = shelf.take(ExactDecimal(quantity))
    return picks.map { "\($0.bin)\($0.lot.map { "/" + $0 } ?? ""): \($0.quantity)" }
      + (short > .zero ? ["short: \(short)"] : [])
  }

  @Test func `what expires first is picked first, and what has expired is never picked`() {
    var shelf = Shelf(
      [
        BinStock("A1", ExactDecimal(5), lot: "NEW", expires: day(30), received: day(-90)),
        BinStock("B1", ExactDecimal(5), lot: "OLD", expires: day(-1), received: day(-80)),
        BinStock("C1", ExactDecimal(5), lot: "LAST-DAY", expires: day(0), received: day(-1)),
        BinStock("D1", ExactDecimal(5), lot: "UNDATED", received: day(-100)),
      ], on: today)
    #expect(told(&shelf, 12) == ["C1/LAST-DAY: 5", "A1/NEW: 5", "D1/UNDATED: 2"])
    #expect(told(&shelf, 9) == ["D1/UNDATED: 3", "short: 6"])
  }

  @Test func `what came first is picked first where nothing expires`() {
    var shelf = Shelf(
      [
        BinStock("A1", ExactDecimal(9), received: day(-1)),
        BinStock("B1", ExactDecimal(2), received: day(-9)),
        BinStock("C1", ExactDecimal(9)),
      ], on: today)
    #expect(told(&shelf, 3) == ["B1: 2", "A1: 1"])
  }

  @Test func `what is held, not available or not pickable is never picked`() {
    var shelf = Shelf(
      [
        BinStock("A1", ExactDecimal(9), isAvailable: false),
        BinStock("B1", ExactDecimal(9), isPickable: false),
        BinStock("C1", ExactDecimal(0)), BinStock("D1", ExactDecimal(-4)),
        BinStock("E1", ExactDecimal(1)),
      ], on: today)
    #expect(told(&shelf, 2) == ["E1: 1", "short: 1"])
  }

  @Test func `among what is equally old the fewest bins are visited`() {
    let stock = [
      BinStock("A1", ExactDecimal(2)), BinStock("A2", ExactDecimal(2)),
      BinStock("A3", ExactDecimal(5)), BinStock("A4", ExactDecimal(7)),
    ]
    var one = Shelf(stock, on: today)
    // One bin is enough, and the smallest that is leaves the fuller one for others.
    #expect(told(&one, 5) == ["A3: 5"])
    var two = Shelf(stock, on: today)
    // The fullest, and the rest from the bin that it leaves emptiest.
    #expect(told(&two, 9) == ["A1: 2", "A4: 7"])
  }

  @Test func `a bin that is visited for older stock is visited for the rest too`() {
    var shelf = Shelf(
      [
        BinStock("A1", ExactDecimal(2), lot: "1", expires: day(3)),
        BinStock("A1", ExactDecimal(3), lot: "2", expires: day(9)),
        BinStock("B1", ExactDecimal(8), lot: "2", expires: day(9)),
      ], on: today)
    #expect(told(&shelf, 5) == ["A1/1: 2", "A1/2: 3"])
  }

  @Test func `a short pick goes on where the oldest of the rest lies`() {
    var shelf = Shelf(
      [
        BinStock("A1", ExactDecimal(2), expires: day(3)),
        BinStock("B1", ExactDecimal(3), expires: day(9)),
        BinStock("B2", ExactDecimal(8), expires: day(9)),
        BinStock("C1", ExactDecimal(50), expires: day(90)),
      ], on: today)
    #expect(shelf.fallback(for: "B1") == "A1")
    #expect(told(&shelf, 2) == ["A1: 2"])
    #expect(shelf.fallback(for: "A1") == "B2")
    #expect(shelf.fallback(for: "B2") == "B1")
    #expect(told(&shelf, 61) == ["B1: 3", "B2: 8", "C1: 50"])
    #expect(shelf.fallback(for: "C1") == nil)
  }

  @Test(arguments: 1...60)
  func `no choice that keeps the order of age visits fewer bins`(seed: Int) {
    var dice = SeededNumbers(seed: UInt64(seed))
    for _ in 0..<10 {
      var stock: [BinStock] = []
      for _ in 0..<Int.random(in: 1...7, using: &dice) {
        stock.append(
          BinStock(
            BinID("B\(Int.random(in: 1...5, using: &dice))"),
            ExactDecimal(Int.random(in: 1...6, using: &dice)), lot: "\(stock.count)",
            expires: day(Int32.random(in: -1...2, using: &dice))))
      }
      let wanted = Int.random(in: 1...20, using: &dice)
      var shelf = Shelf(stock, on: today)
      let before = shelf.left
      let (picks, short) = shelf.take(ExactDecimal(wanted))
      let sum = picks.reduce(ExactDecimal.zero) { $0 + $1.quantity }
      #expect(sum + short == ExactDecimal(wanted) && shelf.left + sum == before)
      #expect(short == .zero || shelf.left == .zero)
      #expect(Set(picks.map(\.bin)).count == fewestBins(stock, wanted), "\(stock) \(wanted)")
    }
  }

  /// The fewest bins that serve a quantity, by trying every set of rows.
  private func fewestBins(_ stock: [BinStock], _ wanted: Int) -> Int {
    let rows = stock.filter { $0.expires.map { $0 >= today } ?? true }
    let total = rows.reduce(0) { $0 + Int($1.quantity.millionths / 1_000_000) }
    let goal = ExactDecimal(min(wanted, total))
    var best = Int.max
    for mask in 0..<(1 << rows.count) {
      let chosen = rows.indices.filter { mask >> $0 & 1 == 1 }
      let newest = chosen.compactMap { rows[$0].expires }.max()
      // All that is older than the newest that is chosen must be chosen, and all of it needed.
      let older = rows.indices.filter { index in
        newest.map { rows[index].expires ?? $0 < $0 } ?? false
      }
      guard older.allSatisfy(chosen.contains) else { continue }
      let (old, all) = (
        older.reduce(ExactDecimal.zero) { $0 + rows[$1].quantity },
        chosen.reduce(ExactDecimal.zero) { $0 + rows[$1].quantity }
      )
      guard all >= goal, old < goal || chosen.isEmpty else { continue }
      best = min(best, Set(chosen.map { rows[$0].bin }).count)
    }
    return best
  }
}
