package import Domain

/// What two master records have in common when they may be one thing entered twice.
package enum Likeness: String, CaseIterable, Sendable {
  /// Keys that differ only in case, leading zeros or spaces.
  case itemKey = "item_key"
  case partnerKey = "partner_key"
  case itemBarcode = "item_barcode"
  /// The barcode of a pack of an item.
  case unitBarcode = "unit_barcode"
  case partnerMail = "partner_mail"
  case partnerTaxNumber = "partner_tax_number"
  /// The same name at the same postcode.
  case partnerAddress = "partner_address"

  package var schema: RecordSchema {
    switch self {
    case .itemKey, .itemBarcode: .item
    case .unitBarcode: .itemUnit
    case .partnerKey, .partnerMail, .partnerTaxNumber, .partnerAddress: .partner
    }
  }

  /// Key fields that say which thing a record is about: all of the key but the pack of an item.
  package var identityCount: Int { schema == .itemUnit ? 1 : schema.keyCount }

  /// The mark that alike records share, of SQL; without one it is NULL or empty.
  ///
  /// Partners are compared within their role.
  var expression: String {
    switch self {
    case .itemKey: "ltrim(lower(replace(sku, ' ', '')), '0')"
    case .itemBarcode, .unitBarcode: "ltrim(gtin, '0')"
    case .partnerKey: "role || ':' || ltrim(lower(replace(partner, ' ', '')), '0')"
    case .partnerMail: "role || ':' || lower(nullif(trim(email), ''))"
    case .partnerTaxNumber:
      "role || ':' || upper(nullif(replace(replace(replace(vat_id, ' ', ''), '.', ''), '-', ''), ''))"
    case .partnerAddress:
      "role || ':' || lower(replace(replace(replace(nullif(trim(name), ''), ' ', ''), '.', ''), ',', ''))"
        + " || '|' || upper(replace(nullif(trim(postcode), ''), ' ', ''))"
    }
  }
}

/// Records that may be one thing.
extension RecordTable {
  /// The indexes by which alike records are found.
  static func prepareLikenesses(
    of schema: RecordSchema, in database: Database
  ) throws(StoreError) {
    for likeness in Likeness.allCases where likeness.schema === schema {
      try database.execute(
        "CREATE INDEX IF NOT EXISTS like_\(likeness.rawValue) ON \(tableName(schema))"
          + "(\(likeness.expression))")
    }
  }

  private func identity(_ likeness: Likeness) -> [String] {
    schema.keyFields.prefix(likeness.identityCount).map { Self.quoted($0.name) }
  }

  /// The marks of live records about a thing.
  ///
  /// - Parameters:
  ///   - likeness: one of this table.
  ///   - thing: front part of the key.
  ///   - systems: those that may know it.
  /// - Returns: each mark once; those that are empty are left out.
  /// - Throws: `StoreError`.
  package func marks(
    _ likeness: Likeness, of thing: RecordKey, in systems: [SystemID]
  ) throws(StoreError) -> Set<String> {
    let fields = identity(likeness)
    // With the system the key is found without a look at any other.
    let statement = try database.statement(
      "SELECT \(likeness.expression) FROM \(name) WHERE _system = ? AND _vanished_at IS NULL AND "
        + fields.map { "\($0) = ?" }.joined(separator: " AND "))
    var marks: Set<String> = []
    for system in systems {
      statement.bind(system.text, at: 1)
      for (index, part) in thing.parts.prefix(fields.count).enumerated() {
        statement.bind(part, at: index + 2)
      }
      defer { statement.reset() }
      while try statement.step() {
        if let mark = statement.optionalText(0), !mark.isEmpty { marks.insert(mark) }
      }
    }
    return marks
  }

  /// The things whose live records have a mark, in the order of their keys; no more than `most`.
  package func things(
    _ likeness: Likeness, marked mark: String, most: Int
  ) throws(StoreError) -> [RecordKey] {
    let fields = identity(likeness).joined(separator: ", ")
    let statement = try database.statement(
      "SELECT DISTINCT \(fields) FROM \(name) WHERE \(likeness.expression) = ?"
        + " AND _vanished_at IS NULL ORDER BY \(fields) LIMIT ?")
    statement.bind(mark, at: 1)
    statement.bind(Int64(most), at: 2)
    return try keys(of: statement, likeness)
  }

  /// The things that share a mark with another one, in the order of their keys.
  package func alikeThings(_ likeness: Likeness) throws(StoreError) -> [RecordKey] {
    let fields = identity(likeness)
    let mark = likeness.expression
    let last = fields.last ?? "''"
    let statement = try database.statement(
      """
      SELECT DISTINCT \(fields.joined(separator: ", ")) FROM \(name)
      WHERE _vanished_at IS NULL AND \(mark) IN (SELECT \(mark) FROM \(name)
        WHERE _vanished_at IS NULL AND \(mark) <> '' GROUP BY \(mark)
        HAVING min(\(last)) <> max(\(last)))
      ORDER BY \(fields.joined(separator: ", "))
      """)
    return try keys(of: statement, likeness)
  }

  /// The things that share a mark with another thing of another type.
  package func alikeThings(
    _ likeness: Likeness, and other: Likeness
  ) throws(StoreError) -> [RecordKey] {
    func marked(_ likeness: Likeness) -> String {
      let key = Self.quoted(likeness.schema.fields[0].name)
      return "(SELECT \(key) AS thing, \(likeness.expression) AS mark"
        + " FROM \(Self.tableName(likeness.schema)) WHERE _vanished_at IS NULL)"
    }
    let statement = try database.statement(
      "SELECT DISTINCT a.thing FROM \(marked(likeness)) a JOIN \(marked(other)) b"
        + " ON a.mark = b.mark AND a.mark <> '' AND a.thing <> b.thing ORDER BY 1")
    return try keys(of: statement, likeness)
  }

  private func keys(
    of statement: Statement, _ likeness: Likeness
  ) throws(StoreError) -> [RecordKey] {
    defer { statement.reset() }
    var keys: [RecordKey] = []
    while try statement.step() {
      keys.append(
        RecordKey(parts: (0..<likeness.identityCount).map { statement.text($0) }))
    }
    return keys
  }
}
