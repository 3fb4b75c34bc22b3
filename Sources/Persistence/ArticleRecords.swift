package import Domain

/// Live records of one type that name an article: a warehouse and a SKU.
package final class ArticleRecords {
  private static let fields = ["warehouse", "sku"]

  private let table: RecordTable

  package init(of table: RecordTable) {
    self.table = table
  }

  /// Makes the index by which articles are found, unless there is one.
  ///
  /// Only sites that compare stock need it; it takes a seventh of the first load of an event type.
  package func prepare() throws(StoreError) {
    try table.makeLookup(by: Self.fields)
  }

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
    try table.records(
      system: system, where: Array(zip(Self.fields, [warehouse, sku]).map { ($0, $1) }))
  }
}
