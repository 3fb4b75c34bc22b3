internal import Domain
internal import Persistence

/// One record of a row that was decoded.
struct TakenRecord {
  let record: Record
  let keyHash: Int64
  let contentHash: Int64
  let row: Int
  let line: Int
  /// Its record was named by an earlier row of the file.
  var isRepeated = false
}

/// What is kept per record type while a file is read.
final class RecordShelf {
  let table: RecordTable
  /// The system had no record of the type before: nothing needs to be looked up.
  let isFirstLoad: Bool
  var conflicts: [Int64: KeyConflicts.Rows]
  /// Where the type states its time; `nil` when it has none.
  let timePosition: Int?
  var items: [TakenRecord] = []
  let seen: SeenRows

  init(
    _ table: RecordTable, isFirstLoad: Bool, conflicts: [Int64: KeyConflicts.Rows],
    seen: SeenRows
  ) {
    self.table = table
    self.seen = seen
    self.isFirstLoad = isFirstLoad
    self.conflicts = conflicts
    timePosition = table.schema.fields.firstIndex { $0.type == .time }
  }
}
