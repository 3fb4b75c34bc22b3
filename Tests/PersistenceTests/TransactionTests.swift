import Domain
import Testing
import Workbench

@testable import Persistence

@Suite struct TransactionTests {
  private struct Refused: Error {}
  private let folder: ThrowawayFolder
  private let store: StateStore

  init() throws {
    folder = try ThrowawayFolder()
    store = try StateStore(path: folder.path(of: "state.db"), create: true)
  }

  /// What a second reader of the file sees.
  private func kept(_ name: String) throws -> String? {
    try StateStore(path: store.path, create: false, readOnly: true).setting(name)
  }

  @Test func `what a step wrote is kept when it ends well`() throws {
    let answer = try store.transaction {
      try store.set("a", to: "1")
      return 42
    }
    #expect(answer == 42)
    #expect(try kept("a") == "1")
  }

  @Test func `a step that fails keeps nothing`() throws {
    #expect(throws: Refused.self) {
      try store.transaction {
        try store.set("a", to: "1")
        throw Refused()
      }
    }
    #expect(try store.setting("a") == nil)
    try store.transaction { try store.set("b", to: "2") }
    #expect(try kept("a") == nil)
    #expect(try kept("b") == "2")
  }

  @Test func `a part that fails is undone alone`() throws {
    try store.transaction {
      try store.set("before", to: "1")
      #expect(throws: Refused.self) {
        try store.transaction {
          try store.set("before", to: "2")
          try store.set("inner", to: "1")
          throw Refused()
        }
      }
      try store.set("after", to: "1")
    }
    #expect(try kept("before") == "1")
    #expect(try kept("inner") == nil)
    #expect(try kept("after") == "1")
  }

  @Test func `a part that ended well goes with the step around it`() throws {
    #expect(throws: Refused.self) {
      try store.transaction {
        try store.transaction { try store.set("inner", to: "1") }
        throw Refused()
      }
    }
    #expect(try store.setting("inner") == nil)
    #expect(try kept("inner") == nil)
  }

  @Test func `parts within parts are undone to the one that failed`() throws {
    try store.transaction {
      try store.transaction {
        try store.set("middle", to: "1")
        #expect(throws: Refused.self) {
          try store.transaction {
            try store.set("inner", to: "1")
            throw Refused()
          }
        }
      }
    }
    #expect(try kept("middle") == "1")
    #expect(try kept("inner") == nil)
  }

  @Test func `begin and commit keep and roll back undoes`() throws {
    try store.begin()
    try store.set("a", to: "1")
    try store.rollBack()
    #expect(try kept("a") == nil)
    try store.begin()
    try store.set("a", to: "2")
    #expect(try kept("a") == nil)
    try store.commit()
    #expect(try kept("a") == "2")
  }

  @Test func `a store that another process writes is busy`() throws {
    let other = try StateStore(path: store.path, create: false)
    try store.begin()
    #expect(try refusal { try other.begin() } == .busy)
    try store.rollBack()
    #expect(try refusal { try other.begin() } == nil)
  }

  @Test func `a store opened for reading cannot be written`() throws {
    let reader = try StateStore(path: store.path, create: false, readOnly: true)
    #expect(try refusal { try reader.set("a", to: "1") } == .inputOutput)
    #expect(try store.setting("a") == nil)
  }

  @Test func `a full disk inside a part is told as such and leaves the store usable`() throws {
    try store.transaction { try store.set("a", to: "1") }
    let pages = try store.database.integer("PRAGMA page_count") ?? 0
    _ = try store.database.integer("PRAGMA max_page_count = \(pages)")
    let failure = #expect(throws: StoreError.self) {
      try store.transaction {
        try store.transaction {
          try store.set("b", to: String(repeating: "x", count: 1 << 20))
        }
      }
    }
    #expect(failure?.kind == .inputOutput)
    _ = try store.database.integer("PRAGMA max_page_count = 1000000")
    try store.transaction { try store.set("c", to: "3") }
    #expect(try kept("a") == "1")
    #expect(try kept("b") == nil)
    #expect(try kept("c") == "3")
  }

  @Test func `a transaction that the database ended itself is not undone twice`() throws {
    let failure = #expect(throws: Refused.self) {
      try store.transaction {
        try store.transaction {
          try store.set("b", to: "2")
          try store.database.execute("ROLLBACK")
          throw Refused()
        }
      }
    }
    #expect(failure != nil)
    try store.transaction { try store.set("c", to: "3") }
    #expect(try kept("b") == nil)
    #expect(try kept("c") == "3")
  }
}
