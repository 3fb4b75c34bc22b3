import Planning
import Testing

@Suite struct LeadTimeTests {
  private func book(_ days: [(String, String, Int)], least: Int = 3) -> LeadTimeBook {
    LeadTimeBook(
      days.map { LeadTimeObservation(supplier: $0, sku: $1, days: $2) }, leastObservations: least)
  }

  @Test func `an article has the lead time that its own deliveries took`() throws {
    let book = book([("ACME", "1001", 9), ("ACME", "1001", 5), ("ACME", "1001", 7)])
    let found = try #require(book.leadTime(of: "1001", from: "ACME", stated: 30))
    #expect(found.source == .article)
    #expect(found.mean == 7)
    #expect(found.deviation == 2)
    #expect(found.days == [5, 7, 9])
  }

  @Test func `too few deliveries of an article leave it to those of its supplier`() throws {
    let book = book([
      ("ACME", "1001", 9), ("ACME", "1001", 5), ("ACME", "1002", 4), ("OTHER", "1001", 90),
    ])
    let found = try #require(book.leadTime(of: "1001", from: "ACME", stated: 30))
    #expect(found.source == .supplier)
    #expect(found.days == [4, 5, 9])
  }

  @Test func `a supplier who has hardly delivered leaves it to the master data`() throws {
    let book = book([("ACME", "1001", 9), ("ACME", "1002", 5)])
    let found = try #require(book.leadTime(of: "1001", from: "ACME", stated: 30))
    #expect(found == LeadTime(.stated, days: [30]))
    #expect(found.mean == 30)
    #expect(found.deviation == 0)
    #expect(book.leadTime(of: "1001", from: nil, stated: 12)?.days == [12])
  }

  @Test func `nobody guesses a lead time`() {
    let book = book([("ACME", "1001", 9)])
    #expect(book.leadTime(of: "1001", from: "ACME", stated: nil) == nil)
    #expect(book.leadTime(of: "1001", from: "ACME", stated: -1) == nil)
  }

  @Test func `goods that came before they were ordered teach nothing`() {
    let book = book([("ACME", "1001", -1), ("ACME", "1001", 0)], least: 1)
    #expect(book.leadTime(of: "1001", from: "ACME", stated: nil)?.days == [0])
  }
}
