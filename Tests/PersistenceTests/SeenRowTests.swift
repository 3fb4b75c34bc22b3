import Testing

@testable import Persistence

/// Rows of a file that were seen are known again, however many there are.
@Suite struct SeenRowTests {
  private func row(_ number: Int64) -> SeenRows.Row {
    SeenRows.Row(content: number * 10, line: Int32(clamping: number))
  }

  @Test func `a row is known again in memory and in the temporary table`() throws {
    let bench = try StoreBench()
    let seen = SeenRows(store: bench.store, inMemory: 3)
    for number in Int64(1)...8 { #expect(try seen.insert(number, row(number)) == nil) }
    for number in Int64(1)...8 {
      #expect(try seen.row(number) == row(number))
      #expect(try seen.insert(number, row(99)) == row(number), "the first one stays")
    }
    #expect(try seen.row(9) == nil)
  }

  @Test func `a row that comes again just when the memory is full is known`() throws {
    let bench = try StoreBench()
    let seen = SeenRows(store: bench.store, inMemory: 2)
    for number in Int64(1)...2 { _ = try seen.insert(number, row(number)) }
    #expect(try seen.insert(2, row(7)) == row(2))
    #expect(bench.store.shelves == 0)
  }

  @Test func `two collections keep their rows apart, and forgetting forgets both`() throws {
    let bench = try StoreBench()
    let (one, two) = (
      SeenRows(store: bench.store, inMemory: 0), SeenRows(store: bench.store, inMemory: 0)
    )
    _ = try one.insert(1, row(5))
    #expect(try two.insert(1, row(6)) == nil)
    #expect(try one.row(1) == row(5))
    #expect(try two.row(1) == row(6))
    try bench.store.forgetSeenRows()
    let next = SeenRows(store: bench.store, inMemory: 0)
    #expect(try next.insert(1, row(7)) == nil)
  }
}
