package import Domain

/// One field of live records whose keys are texts, read without the rest of them.
package final class FieldLookup {
  private let database: Database
  private let statement: Statement
  private let type: FieldType

  /// - Parameters:
  ///   - field: its name.
  ///   - table: whose records.
  /// - Throws: `StoreError`.
  package init(_ field: String, of table: RecordTable) throws(StoreError) {
    database = table.database
    type = table.schema.position(of: field).map { table.schema.fields[$0].type } ?? .text
    let keys = (["_system"] + table.schema.keyFields.map { RecordTable.quoted($0.name) })
      .map { "\($0) = ?" }.joined(separator: " AND ")
    statement = try database.freshStatement(
      "SELECT \(RecordTable.quoted(field)) FROM \(table.name) "
        + "WHERE \(keys) AND _vanished_at IS NULL")
  }

  deinit { database.release(statement) }

  /// The field under a key of as many parts as the type has; `null` where there is no such record.
  package func value(of key: String..., in system: SystemID) throws(StoreError) -> Value {
    statement.bind(system.text, at: 1)
    for (index, part) in key.enumerated() { statement.bind(part, at: index + 2) }
    defer { statement.reset() }
    return try statement.step() ? statement.value(0, as: type) : .null
  }
}
