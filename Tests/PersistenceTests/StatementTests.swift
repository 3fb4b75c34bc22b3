import Domain
import Testing

@testable import Persistence

/// Values that cannot be handed over, and columns that hold nothing.
@Suite struct StatementTests {
  private let bench: StoreBench
  private let database: Database

  init() throws {
    bench = try StoreBench()
    database = bench.store.database
  }

  @Test(arguments: ["a short text", String(repeating: "long ", count: 40)])
  func `a value that has no place stops everything until it is undone`(_ text: String) throws {
    let statement = try database.statement("SELECT ?")
    statement.bind(text, at: 2)
    #expect(throws: StoreError.self) { try statement.step() }
    #expect(throws: StoreError.self) { try database.requireValues() }
    #expect(throws: StoreError.self) { try bench.store.set("name", to: "value") }
    database.forgetLostValue()
    try database.requireValues()
    try bench.store.set("name", to: "value")
    #expect(try bench.store.setting("name") == "value")
  }

  @Test func `a column without a value is an empty text`() throws {
    let statement = try database.statement("SELECT NULL, '', 'a'")
    try #require(try statement.step())
    #expect(statement.isText(0, "") && statement.isText(1, "") && statement.isText(2, "a"))
    #expect(!statement.isText(0, "a") && !statement.isText(2, "b") && !statement.isText(2, ""))
    #expect(statement.text(0) == "" && statement.optionalText(0) == nil)
    try database.requireValues()
  }

  @Test func `how far a first load has come is kept with the time of its newest row`() throws {
    let file = try bench.file("items_1.csv", state: .loading)
    for time in [nil, StoreBench.noon] {
      let load = FirstLoad(feed: "erp-items", file: file.id, context: "c", rowTime: time)
      try bench.store.keep(load)
      #expect(try bench.store.firstLoads().map(\.rowTime) == [time])
    }
  }
}
