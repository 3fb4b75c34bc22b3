import Domain
import Reconciliation
import Testing
import Workbench

@Suite struct StockEquationTests {
  private typealias Share = StockMovement.Share

  private func movement(
    _ name: String, _ bucket: StockBucket, physical: [Share], book: [Share] = [], hour: Int = 0
  ) -> StockMovement {
    StockMovement(
      name, bucket, level: [], physical: physical, book: book,
      at: Timestamp(microseconds: 0).adding(seconds: hour * 3600))
  }

  @Test func `what both sides have explains nothing`() {
    let both = movement(
      "a", .shipment, physical: [Share(-5, now: .inside)], book: [Share(-5, now: .inside)])
    let neither = movement("b", .shipment, physical: [Share(-7, now: .outside)])
    let equation = StockEquation(of: -3, by: [both, neither])
    #expect(equation.parts.isEmpty)
    #expect(equation.unexplained == -3)
  }

  @Test func `what the warehouse has and the book has not explains, and the rest is left`() {
    let equation = StockEquation(
      of: -7,
      by: [
        movement("b", .receipt, physical: [Share(3, now: .inside)], hour: 2),
        movement("a", .shipment, physical: [Share(-8, now: .inside)], hour: 1),
      ])
    #expect(equation.explained == -5)
    #expect(equation.unexplained == -2)
    #expect(equation.buckets.map(\.bucket) == [.receipt, .shipment])
    #expect(equation.oldest == Timestamp(microseconds: 3_600_000_000))
    #expect(equation.told == "receipts not posted 3 (b), shipments not posted -8 (a)")
  }

  @Test func `what was posted in part explains the other part`() {
    let equation = StockEquation(
      of: 4,
      by: [
        movement(
          "a", .receipt, physical: [Share(10, now: .inside)], book: [Share(6, now: .inside)])
      ])
    #expect(equation.parts.map(\.quantity) == [4])
    #expect(equation.unexplained == .zero)
  }

  @Test func `what the book has before the warehouse looks lies between the snapshots`() {
    let equation = StockEquation(
      of: 5,
      by: [
        movement(
          "a", .shipment, physical: [Share(-5, now: .outside)], book: [Share(-5, now: .inside)])
      ])
    #expect(equation.parts.map(\.bucket) == [.between])
    #expect(equation.unexplained == .zero)
  }

  @Test func `a posting of the book alone explains against its sign`() {
    let equation = StockEquation(
      of: -4, by: [movement("a", .bookOnly, physical: [], book: [Share(4, now: .inside)])])
    #expect(equation.parts.map(\.bucket) == [.bookOnly])
    #expect(equation.unexplained == .zero)
  }

  @Test func `what was settled when both sides agreed last explains nothing any more`() {
    let old = movement(
      "a", .shipment, physical: [Share(-5, now: .inside, before: .inside)])
    #expect(StockEquation(of: -2, by: [old]).unexplained == -2)
  }

  @Test func `an uncertain answer is the one that leaves the least`() {
    let doubted = movement("a", .shipment, physical: [Share(-5, now: .likelyOutside)])
    #expect(StockEquation(of: -5, by: [doubted]).unexplained == .zero)
    #expect(StockEquation(of: -8, by: [doubted]).unexplained == -3)
    #expect(StockEquation(of: 2, by: [doubted]).parts.isEmpty)
    let likely = movement("b", .shipment, physical: [Share(-5, now: .likelyInside)])
    #expect(StockEquation(of: 0, by: [likely]).unexplained == .zero)
    #expect(StockEquation(of: -5, by: [likely]).unexplained == .zero)
  }

  @Test func `of answers that leave as much the likeliest counts`() {
    let one = movement("a", .shipment, physical: [Share(-5, now: .likelyOutside)], hour: 1)
    let two = movement("b", .adjustment, physical: [Share(-5, now: .likelyOutside)], hour: 2)
    let both = movement("c", .receipt, physical: [Share(5, now: .likelyInside)], hour: 3)
    // One of them must be otherwise; the first that can be is.
    let equation = StockEquation(of: 0, by: [one, two, both])
    #expect(equation.unexplained == .zero)
    #expect(equation.parts.map(\.movement.name) == ["c", "a"])
    #expect(StockEquation(of: -5, by: [one, two]).parts.map(\.movement.name) == ["a"])
  }

  @Test(arguments: 1...200)
  func `nothing leaves less than the answers taken, and the sum is exact`(seed: Int) {
    var dice = SeededNumbers(seed: UInt64(seed))
    let answers: [Membership] = [.inside, .outside, .likelyInside, .likelyOutside]
    func share(_ quantity: Int) -> Share {
      Share(
        ExactDecimal(quantity), now: answers.randomElement(using: &dice) ?? .inside,
        before: dice.next() % 5 == 0
          ? answers.randomElement(using: &dice) ?? .inside : .outside)
    }
    let movements = (0..<Int.random(in: 0...4, using: &dice)).map { index in
      let quantity = Int.random(in: -6...6, using: &dice)
      return movement(
        "m\(index)", StockBucket.allCases.randomElement(using: &dice) ?? .count,
        physical: [share(quantity)], book: dice.next() % 2 == 0 ? [share(quantity)] : [])
    }
    let difference = ExactDecimal(Int.random(in: -12...12, using: &dice))
    let equation = StockEquation(of: difference, by: movements)
    #expect(equation.explained + equation.unexplained == difference)
    let sums = movements.map(Self.possibleSums).reduce([.zero]) { all, more in
      Set(all.flatMap { sum in more.map { sum + $0 } })
    }
    let least = sums.map { (difference - $0).magnitude }.min()
    #expect(equation.unexplained.magnitude == least)
  }

  /// Every contribution that the answers to a movement leave open.
  private static func possibleSums(of movement: StockMovement) -> Set<ExactDecimal> {
    func values(_ membership: Membership, _ quantity: ExactDecimal) -> [ExactDecimal] {
      membership.isCertain ? [membership.isInside ? quantity : .zero] : [.zero, quantity]
    }
    var sums: Set<ExactDecimal> = [.zero]
    let shares =
      movement.physical.map { ($0, false) } + movement.book.map { ($0, true) }
    for (share, isBook) in shares {
      let quantity = isBook ? -share.quantity : share.quantity
      sums = Set(
        sums.flatMap { sum in
          values(share.now, quantity).flatMap { now in
            values(share.before, quantity).map { sum + now - $0 }
          }
        })
    }
    return sums
  }
}

extension ExactDecimal: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int) { self.init(value) }
}
