import Domain
import Testing

@testable import Persistence

/// What is remembered of tolerated differences comes back as it was, by look-up and by walk.
@Suite struct StockLeakRowsTests {
  private let bench: StoreBench

  init() throws { bench = try StoreBench() }

  private func leak(_ sum: Int, isWatched: Bool = false) -> StockLeak {
    var leak = StockLeak()
    leak.counted = ExactDecimal(millionths: -1)
    leak.sum = ExactDecimal(sum)
    leak.times = sum == 0 ? 0 : 2
    leak.since = sum == 0 ? nil : StoreBench.noon
    if isWatched {
      leak.candidate = StockLeak.Candidate(
        value: ExactDecimal(-3), seen: 1, since: StoreBench.noon,
        book: StoreBench.noon.adding(seconds: 60), physical: StoreBench.noon.adding(seconds: 90))
    }
    return leak
  }

  @Test func `a look-up finds each level as it was kept, until nothing is left of it`() throws {
    let store = bench.store
    try store.keepStockLeak(leak(-8, isWatched: true), of: "A", level: "", in: "HAM")
    try store.keepStockLeak(leak(0), of: "B", level: "available|L2", in: "HAM")
    try store.keepStockLeak(leak(4), of: "B", level: "available", in: "HAM")
    try store.keepStockLeak(leak(4), of: "B", level: "available", in: "TIL")
    #expect(try store.stockLeaks(of: "A", in: "HAM").map(\.leak) == [leak(-8, isWatched: true)])
    let found = try store.stockLeaks(of: "B", in: "HAM")
    #expect(found.map(\.level) == ["available", "available|L2"])
    #expect(found.map(\.leak) == [leak(4), leak(0)])
    try store.keepStockLeak(StockLeak(), of: "B", level: "available", in: "HAM")
    #expect(try store.stockLeaks(of: "B", in: "HAM").map(\.level) == ["available|L2"])
    try store.forgetStockLeaks(in: "HAM")
    #expect(try bench.texts("SELECT warehouse FROM stock_leak") == ["TIL"])
  }

  @Test(arguments: [1, 2, 7, 30])
  func `a walk finds what look-ups find, and may change what it has passed`(_ step: Int) throws {
    let store = bench.store
    let skus = (10..<90).map { "S\($0)" }
    for (index, sku) in skus.enumerated() where index % 3 != 1 {
      try store.keepStockLeak(leak(index), of: sku, level: "", in: "HAM")
      if index % 2 == 0 {
        try store.keepStockLeak(leak(-1), of: sku, level: "damaged", in: "HAM")
      }
    }
    let walk = try store.stockLeakWalk()
    for index in stride(from: 0, to: skus.count, by: step) {
      let wanted = try store.stockLeaks(of: skus[index], in: "HAM")
      let found = try walk.leaks(of: skus[index], in: "HAM")
      #expect(found.map(\.level) == wanted.map(\.level))
      #expect(found.map(\.leak) == wanted.map(\.leak))
      let after = index % 4 == 0 ? StockLeak() : leak(7)
      try store.keepStockLeak(after, of: skus[index], level: "damaged", in: "HAM")
    }
  }
}
