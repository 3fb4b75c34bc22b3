package import Domain

/// Live records of one type in groups that share the text of a field.
///
/// Groups come in byte order of that text, records of a group by system and key; records without
/// the text are left out.
///
/// Read as it goes, so that a walk over everything holds one group; other tables may change in the
/// meantime.
package final class RecordGroups {
  /// The shared text of the group that comes next; `nil` at the end.
  package private(set) var current: String?
  private let table: RecordTable
  private let statement: Statement
  private let column: Int

  /// - Parameters:
  ///   - table: whose records.
  ///   - field: name of a text field, at best the first of the key or of a look-up.
  ///   - system: only of this system; `nil` visits all.
  /// - Throws: `StoreError`.
  package init(
    of table: RecordTable, by field: String, in system: SystemID? = nil
  ) throws(StoreError) {
    self.table = table
    column = RecordTable.firstFieldColumn + (table.schema.position(of: field) ?? 0)
    let group = RecordTable.quoted(field)
    statement = try table.database.freshStatement(
      table.selection(
        where: ["\(group) <> ''"] + (system == nil ? [] : ["_system = ?"]), orderedBy: group))
    if let system { statement.bind(system.text, at: 1) }
    try advance()
  }

  deinit { table.database.release(statement) }

  /// Every text that a field of some live record has, once, in byte order.
  ///
  /// - Parameters:
  ///   - field: name of a text field, at best the first of the key or of a look-up.
  ///   - table: whose records.
  /// - Returns: the texts.
  /// - Throws: `StoreError`.
  package static func texts(
    of field: String, in table: RecordTable
  ) throws(StoreError) -> [String] {
    let walk = try RecordGroups(of: table, by: field)
    var texts: [String] = []
    while let text = walk.current {
      texts.append(text)
      _ = try walk.takeGroup()
    }
    return texts
  }

  /// Goes to the next record.
  ///
  /// - Returns: whether it belongs to the same group as the one before.
  @discardableResult
  private func advance() throws(StoreError) -> Bool {
    guard try statement.step() else {
      current = nil
      return false
    }
    if let current, statement.isText(column, current) { return true }
    current = statement.text(column)
    return false
  }

  /// The records of the current group; goes on to the next.
  package func takeGroup() throws(StoreError) -> [RecordTable.Stored] {
    var records: [RecordTable.Stored] = []
    guard current != nil else { return records }
    repeat { records.append(table.stored(in: statement)) } while try advance()
    return records
  }

  /// The records that share this text; groups before it are passed by.
  ///
  /// - Parameter text: asked in byte order from call to call.
  /// - Returns: its records; none when there is no such group.
  /// - Throws: `StoreError`.
  package func takeGroup(_ text: String) throws(StoreError) -> [RecordTable.Stored] {
    while let current, current.precedesByBytes(text) { _ = try advance() }
    guard let current, current.hasSameBytes(as: text) else { return [] }
    return try takeGroup()
  }
}
