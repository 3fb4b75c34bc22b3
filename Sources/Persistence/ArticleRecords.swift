package import Domain

/// Live records of one type that name an article: a warehouse and a SKU.
///
/// Found one article at a time, or all in one pass.
package final class ArticleRecords {
  private static let fields = ["warehouse", "sku"]

  private let table: RecordTable
  /// What a pass over everything reads; `nil` outside of one.
  private var rows: RowWalk?

  package init(of table: RecordTable) {
    self.table = table
  }

  /// Makes the index by which articles are found, unless there is one.
  ///
  /// Only sites that compare stock need it; it takes a seventh of the first load of an event type.
  package func prepare() throws(StoreError) {
    try table.makeLookup(by: Self.fields)
  }

  /// From now on articles are asked for in byte order, each once.
  package func beginWalk() throws(StoreError) {
    let names = Self.fields.map(RecordTable.quoted).joined(separator: ", ")
    let columns = Self.fields.map {
      RecordTable.firstFieldColumn + (table.schema.position(of: $0) ?? 0)
    }
    rows = try RowWalk(
      table.selection(where: ["(\(names)) >= (?, ?)"], orderedBy: names),
      columns: (columns[0], columns[1]), in: table.database)
  }

  package func endWalk() { rows = nil }

  /// What names an article, by system and key.
  ///
  /// - Parameters:
  ///   - warehouse: where the article lies.
  ///   - sku: its number.
  ///   - system: only of this system; `nil` finds all.
  /// - Returns: whole records.
  /// - Throws: `StoreError`.
  package func records(
    warehouse: String, sku: String, system: SystemID? = nil
  ) throws -> [RecordTable.Stored] {
    guard let rows else {
      return try table.records(
        system: system, where: Array(zip(Self.fields, [warehouse, sku]).map { ($0, $1) }))
    }
    var found: [RecordTable.Stored] = []
    try rows.visit(warehouse, sku) { statement in
      if let system, !statement.isText(0, system.text) { return }
      found.append(table.stored(in: statement))
    }
    return found
  }
}
