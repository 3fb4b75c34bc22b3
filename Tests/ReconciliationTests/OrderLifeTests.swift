import Domain
import Reconciliation
import Testing
import Workbench

@Suite struct OrderLifeTests {
  private static let codes = [
    "acked", "rejected", "allocated", "released", "picking", "picked", "packed", "loaded",
    "un_picked", "un_packed", "exception",
  ]

  private static func moment(_ second: Int) -> Timestamp {
    Timestamp(microseconds: 1_700_000_000_000_000).adding(seconds: second)
  }

  private static func line(_ ordered: Int, _ adjust: (inout SalesLineFacts) -> Void = { _ in })
    -> SalesLineFacts
  {
    var line = SalesLineFacts(order: "SO-9", line: "1", ordered: ExactDecimal(ordered))
    adjust(&line)
    return line
  }

  private static func shipment(
    _ quantity: Int, _ second: Int, _ closing: String? = nil, substitute: Bool = false
  ) -> ShipmentFact {
    var fact = ShipmentFact(quantity: ExactDecimal(quantity), closing: closing)
    fact.shippedAt = moment(second)
    fact.isSubstitute = substitute
    return fact
  }

  private static func word(_ code: String, _ second: Int, _ quantity: Int? = nil) -> ProgressFact {
    ProgressFact(
      code, quantity.map { ExactDecimal($0) }, at: moment(second), event: "E\(second)")
  }

  private static func random(_ numbers: inout SeededNumbers) -> SalesLineFacts {
    line(Int.random(in: 0...9, using: &numbers)) { line in
      line.cancelled = ExactDecimal(Int.random(in: 0...3, using: &numbers) / 2)
      line.isOrderCancelled = Int.random(in: 0..<8, using: &numbers) == 0
      line.isHeld = Int.random(in: 0..<8, using: &numbers) == 0
      let closings: [String?] = [
        nil, "complete", "backorder", "closed", "over", "substituted", "cancelled",
      ]
      let times = (0..<Int.random(in: 0...4, using: &numbers)).map { _ in
        Int.random(in: 0...99, using: &numbers)
      }
      line.shipments = times.sorted().map {
        shipment(
          Int.random(in: 0...5, using: &numbers), $0,
          closings.randomElement(using: &numbers) ?? nil,
          substitute: Int.random(in: 0..<5, using: &numbers) == 0)
      }
      let kinds = ["hold", "release", "qty", "cancel_line", "cancel_order", "address"]
      line.apply(
        (0..<Int.random(in: 0...2, using: &numbers)).map { number in
          ChangeFact(
            kinds.randomElement(using: &numbers) ?? "",
            value: .decimal(ExactDecimal(Int.random(in: 0...9, using: &numbers))),
            requestedAt: moment(.random(in: 0...99, using: &numbers)), change: "C\(number)",
            answer: [.awaited, .accepted, .rejected].randomElement(using: &numbers) ?? .awaited)
        })
      line.progress = (0..<Int.random(in: 0...6, using: &numbers)).map { number in
        ProgressFact(
          codes.randomElement(using: &numbers) ?? "",
          at: moment(.random(in: 0...99, using: &numbers)),
          event: "E\(number)")
      }
    }
  }

  @Test func `what was ordered is shipped, open, cancelled or substituted, whatever happens`()
    throws
  {
    var numbers = SeededNumbers(seed: 7)
    for _ in 0..<5_000 {
      let line = Self.random(&numbers)
      let life = try #require(line.life)
      let ordered = try #require(line.ordered)
      #expect(
        ordered + life.over == life.shipped + life.substituted + life.cancelled + life.open)
      for part in [life.open, life.cancelled, life.over] { #expect(part >= .zero) }
      #expect((life.open == .zero) == ["shipped", "cancelled"].contains(life.status))
    }
  }

  @Test func `the order in which words arrive decides nothing, only when they were said`() throws {
    var numbers = SeededNumbers(seed: 8)
    for _ in 0..<2_000 {
      var line = Self.random(&numbers)
      let life = try #require(line.life)
      line.progress.shuffle(using: &numbers)
      #expect(line.life == life)
      // A word that arrives twice says nothing new of where the line stands.
      if let word = line.progress.first { line.progress.append(word) }
      #expect(line.life?.status == life.status || !life.illegal.isEmpty || line.hasReversal)
    }
  }

  @Test(
    arguments: [
      ("new", [], []), ("picked", ["picked"], []), ("packed", ["loaded", "picked"], []),
      ("exception", ["picking", "exception"], []), ("picking", ["exception", "picking"], []),
      ("picked", ["picked", "packed", "un_packed"], []),
      ("released", ["picked", "un_picked"], []), ("shipped", ["packed"], [9]),
      ("released", ["packed"], [4]),
    ] as [(String, [String], [Int])])
  func `the status follows from what happened`(
    _ status: String, _ words: [String], _ shipped: [Int]
  ) throws {
    let line = Self.line(9) { line in
      // As loading comes after packing, the order of time is that of the list, read backwards.
      line.progress = words.enumerated().map { Self.word($1, words[0] == "loaded" ? -$0 : $0) }
      line.shipments = shipped.map { Self.shipment($0, 50) }
    }
    let life = try #require(line.life)
    #expect(life.status == status)
    #expect(life.illegal.isEmpty)
  }

  @Test func `a backorder lasts until the warehouse works on the rest`() throws {
    var line = Self.line(9) { $0.shipments = [Self.shipment(4, 50, "backorder")] }
    var life = try #require(line.life)
    #expect(life.status == "backordered")
    #expect(life.since == Self.moment(50))
    #expect(life.open == ExactDecimal(5))
    line.progress = [Self.word("picking", 60)]
    life = try #require(line.life)
    #expect(life.status == "picking")
    line.shipments.append(Self.shipment(3, 70, "closed"))
    life = try #require(line.life)
    #expect(life.status == "shipped")
    #expect(life.cancelled == ExactDecimal(2))
  }

  @Test func `a cancellation takes what had not left when it was asked`() throws {
    var line = Self.line(9) { $0.shipments = [Self.shipment(4, 50, "backorder")] }
    let wish = ChangeFact(
      "cancel_line", requestedAt: Self.moment(60), change: "1", answer: .awaited)
    line.apply([wish])
    var life = try #require(line.life)
    #expect(life.status == "cancel_requested")
    #expect(life.open == ExactDecimal(5))
    var answered = wish
    answered.answer = .accepted
    line.apply([answered])
    life = try #require(line.life)
    #expect(life.status == "shipped")
    #expect([life.shipped, life.cancelled, life.open] == [4, 5, 0].map { ExactDecimal($0) })
    #expect(findings(in: .salesLine(line)).isEmpty)
    line.shipments.append(Self.shipment(5, 70, "complete"))
    life = try #require(line.life)
    #expect(life.over == ExactDecimal(5))
    #expect(findings(in: .salesLine(line)).map(\.code) == [.cancelAfterShip])
  }

  @Test func `a new quantity takes the place of the old one, and holds last until released`() throws
  {
    var line = Self.line(9)
    let changes = [
      ChangeFact(
        "release", requestedAt: Self.moment(3), change: "3", answer: .awaited),
      ChangeFact(
        "qty", value: .decimal(ExactDecimal(12)), requestedAt: Self.moment(1), change: "1",
        answer: .accepted),
      ChangeFact("hold", requestedAt: Self.moment(2), change: "2", answer: .awaited),
    ]
    line.apply(changes)
    #expect(line.life?.open == ExactDecimal(12))
    #expect(line.life?.status == "new")
    line.apply(Array(changes.dropFirst()))
    #expect(line.life?.status == "hold")
  }

  @Test func `a line that its warehouse was sent, answered and refused says so`() throws {
    for (state, status) in [
      (SendingState.new, "new"), (.sent, "sent"), (.acked, "acked"), (.rejected, "rejected"),
    ] {
      #expect(Self.line(9) { $0.sending = state }.life?.status == status)
    }
    #expect(
      Self.line(9) {
        $0.sending = .rejected
        $0.progress = [Self.word("picking", 1)]
      }.life?.status == "picking")
  }
}

extension SalesLineFacts {
  fileprivate var hasReversal: Bool { progress.contains { $0.code.hasPrefix("un_") } }
}
