import Domain
import Planning
import Testing
import Workbench

@Suite struct StockJournalTests {
  private let monday = CalendarDate(days: 20_780)

  private func decimal(_ text: String) throws -> ExactDecimal { try #require(ExactDecimal(text)) }

  private func proposal(
    _ cause: StockCause, _ quantity: String, at cost: String, _ currency: String? = "EUR",
    closedUntil: CalendarDate? = nil
  ) throws -> JournalProposal? {
    JournalProposal(
      for: ValuedMovement(
        cause, try decimal(quantity), unitCost: try decimal(cost), currency: currency,
        day: monday), closedUntil: closedUntil)
  }

  private func told(_ proposal: JournalProposal?) -> [String] {
    (proposal?.lines ?? []).map { line in
      "\(line.role.rawValue) \(line.debit.map { "debit \($0)" } ?? "")"
        + "\(line.credit.map { "credit \($0)" } ?? "")"
    }
  }

  @Test func `each movement has its two accounts, and its sign turns them round`() throws {
    let cases: [(StockCause, String, [String])] = [
      (.received, "10", ["inventory debit 25", "grni credit 25"]),
      (.issued, "-4", ["cogs debit 10", "inventory credit 10"]),
      (.returned, "2", ["inventory debit 5", "cogs credit 5"]),
      (.adjusted, "-2", ["shrinkage debit 5", "inventory credit 5"]),
      (.adjusted, "2", ["inventory debit 5", "shrinkage credit 5"]),
      (.dispatched, "-2", ["in_transit debit 5", "inventory credit 5"]),
      (.arrived, "2", ["inventory debit 5", "in_transit credit 5"]),
      (.lostOnTheWay, "-2", ["shrinkage debit 5", "in_transit credit 5"]),
    ]
    for (cause, quantity, lines) in cases {
      #expect(told(try proposal(cause, quantity, at: "2.5")) == lines, "\(cause) \(quantity)")
    }
  }

  @Test func `an amount is rounded once, half away from zero, to the smallest unit`() throws {
    let cases: [(String, String, String?, String)] = [
      ("1", "0.005", "EUR", "0.01"), ("1", "0.004999", "EUR", "0"), ("3", "0.335", "EUR", "1.01"),
      ("1", "0.5", "JPY", "1"), ("1", "0.499999", "JPY", "0"), ("1", "0.0005", "KWD", "0.001"),
      ("0.333333", "0.03", nil, "0.01"), ("0.166666", "0.03", nil, "0"),
    ]
    for (quantity, cost, currency, amount) in cases {
      let up = try proposal(.received, quantity, at: cost, currency)
      let down = try proposal(.received, "-" + quantity, at: cost, currency)
      #expect(up?.lines[0].debit ?? .zero == (try decimal(amount)), "\(quantity) × \(cost)")
      #expect(down?.lines[0].debit ?? .zero == (try decimal(amount)), "-\(quantity) × \(cost)")
    }
  }

  @Test func `what happened on a closed day is proposed for the first open one`() throws {
    let before = CalendarDate(days: monday.days - 1)
    let open = try #require(try proposal(.received, "1", at: "1", closedUntil: before))
    #expect(open.postingDate == monday && !open.isLate)
    let late = try #require(try proposal(.received, "1", at: "1", closedUntil: monday))
    #expect(late.postingDate == CalendarDate(days: monday.days + 1) && late.isLate)
    #expect(late.eventDate == monday)
  }

  @Test(arguments: 1...100)
  func `both lines carry the same amount, whatever is multiplied`(seed: Int) throws {
    var dice = SeededNumbers(seed: UInt64(seed))
    for _ in 0..<50 {
      let movement = ValuedMovement(
        .adjusted,
        ExactDecimal(millionths: .random(in: -9_999_999_999...9_999_999_999, using: &dice)),
        unitCost: ExactDecimal(millionths: .random(in: 0...99_999_999, using: &dice)),
        currency: ["EUR", "JPY", "KWD", nil].randomElement(using: &dice) ?? nil, day: monday)
      guard let proposal = JournalProposal(for: movement, closedUntil: nil) else { continue }
      #expect(proposal.lines[0].debit == proposal.lines[1].credit)
      let amount = try #require(proposal.lines[0].debit)
      #expect(amount > .zero)
      let unit = [0: 1_000_000, 2: 10_000, 3: 1_000][CurrencyPlaces.of(movement.currency)] ?? 0
      #expect(amount.millionths % Int64(unit) == 0)
    }
  }
}
