internal import CSQLite
internal import Domain
internal import Glibc

/// A prepared statement: bind from 1, read columns from 0.
final class Statement {
  private let handle: OpaquePointer
  private unowned let database: Database
  /// Asked before every row, so that it is held and not looked for.
  private let lost: LostValue
  /// Its text, for giving it back to the pool it came from.
  var sql = ""

  /// Short texts are bound from places of our own, one for each parameter, so that SQLite makes no
  /// copy of them; a place changes only when its parameter is bound anew.
  private let places: UnsafeMutablePointer<UInt8>
  private let parameters: Int
  private static let placeSize = 64

  fileprivate static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(_ handle: OpaquePointer, in database: Database) {
    self.handle = handle
    self.database = database
    lost = database.lost
    parameters = Int(sqlite3_bind_parameter_count(handle))
    places = .allocate(capacity: parameters * Self.placeSize)
  }

  /// Notes a value that could not be handed over.
  private func note(_ status: Int32) {
    if status != SQLITE_OK { database.note(status) }
  }

  deinit {
    sqlite3_finalize(handle)
    places.deallocate()
  }

  /// Advances to the next row.
  ///
  /// - Returns: `false` after the last one; the statement is then ready for the next use.
  func step() throws(StoreError) -> Bool {
    if let error = lost.error { throw error }
    let status = sqlite3_step(handle)
    if status == SQLITE_ROW { return true }
    guard status == SQLITE_DONE else {
      let failure = database.failure(status, in: String(cString: sqlite3_sql(handle)))
      sqlite3_reset(handle)
      throw failure
    }
    sqlite3_reset(handle)
    return false
  }

  /// Runs a statement that returns no rows.
  func finish() throws(StoreError) {
    while try step() {}
  }

  func reset() {
    sqlite3_reset(handle)
  }

  func bind(_ value: any Bindable, at index: Int) {
    value.bind(to: self, at: index)
  }

  func bind(_ number: Int64, at index: Int) {
    note(sqlite3_bind_int64(handle, Int32(index), number))
  }

  func bind(_ text: String, at index: Int) {
    var text = text
    text.withUTF8 { bytes in
      // An empty text has no address, and no address would mean NULL.
      guard let base = bytes.baseAddress, !bytes.isEmpty else {
        note(sqlite3_bind_text(handle, Int32(index), "", 0, nil))
        return
      }
      let place = bytes.count <= Self.placeSize ? keep(base, bytes.count, at: index) : nil
      (place ?? base).withMemoryRebound(to: CChar.self, capacity: bytes.count) {
        note(
          sqlite3_bind_text(
            handle, Int32(index), $0, Int32(bytes.count), place == nil ? Self.transient : nil))
      }
    }
  }

  /// Copies a short text to the place of its parameter; `nil` where there is no such parameter.
  private func keep(
    _ base: UnsafePointer<UInt8>, _ count: Int, at index: Int
  ) -> UnsafePointer<UInt8>? {
    guard index > 0, index <= parameters else { return nil }
    let place = places + (index - 1) * Self.placeSize
    place.update(from: base, count: count)
    return UnsafePointer(place)
  }

  func bind(_ bytes: [UInt8], at index: Int) {
    bytes.withUnsafeBytes {
      note(
        sqlite3_bind_blob64(
          handle, Int32(index), $0.baseAddress, UInt64($0.count), Self.transient))
    }
  }

  func bindNull(at index: Int) {
    note(sqlite3_bind_null(handle, Int32(index)))
  }

  func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

  func isNull(_ column: Int) -> Bool {
    sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
  }

  func optionalInteger(_ column: Int) -> Int64? { isNull(column) ? nil : integer(column) }

  /// Empty for NULL.
  func text(_ column: Int) -> String {
    guard let start = sqlite3_column_text(handle, Int32(column)) else {
      database.noteMissingValue()
      return ""
    }
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// Looks at a text in place; empty for NULL.
  func withText(_ column: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
    guard let start = sqlite3_column_text(handle, Int32(column)) else {
      database.noteMissingValue()
      return body(UnsafeRawBufferPointer(start: nil, count: 0))
    }
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    body(UnsafeRawBufferPointer(start: start, count: count))
  }

  /// Whether a column holds these bytes.
  func isText(_ column: Int, _ text: String) -> Bool {
    var text = text
    return text.withUTF8 { wanted in
      var isSame = false
      withText(column) { found in
        guard found.count == wanted.count else { return }
        guard let one = found.baseAddress, let two = wanted.baseAddress else {
          isSame = found.isEmpty
          return
        }
        isSame = memcmp(one, two, found.count) == 0
      }
      return isSame
    }
  }

  /// Where a text stands beside another in the order of bytes: before it where less than zero.
  func order(_ column: Int, beside text: String) -> Int {
    var text = text
    return text.withUTF8 { other in
      var order = 0
      withText(column) { found in
        if let one = found.baseAddress, let two = other.baseAddress {
          order = Int(memcmp(one, two, min(found.count, other.count)))
        }
        if order == 0 { order = found.count - other.count }
      }
      return order
    }
  }

  func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

  func bytes(_ column: Int) -> [UInt8] {
    guard let start = sqlite3_column_blob(handle, Int32(column)) else {
      database.noteMissingValue()
      return []
    }
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return Array(UnsafeRawBufferPointer(start: start, count: count))
  }
}

/// What a statement can be given.
protocol Bindable {
  func bind(to statement: Statement, at index: Int)
}

extension Int64: Bindable {
  func bind(to statement: Statement, at index: Int) { statement.bind(self, at: index) }
}

extension Int: Bindable {
  func bind(to statement: Statement, at index: Int) { statement.bind(Int64(self), at: index) }
}

extension Bool: Bindable {
  func bind(to statement: Statement, at index: Int) { statement.bind(self ? 1 : 0, at: index) }
}

extension String: Bindable {
  func bind(to statement: Statement, at index: Int) { statement.bind(self, at: index) }
}

extension Array: Bindable where Element == UInt8 {
  func bind(to statement: Statement, at index: Int) { statement.bind(self, at: index) }
}

extension Timestamp: Bindable {
  func bind(to statement: Statement, at index: Int) { statement.bind(description, at: index) }
}

extension ExactDecimal: Bindable {
  func bind(to statement: Statement, at index: Int) { statement.bind(millionths, at: index) }
}

extension Identifier: Bindable {
  func bind(to statement: Statement, at index: Int) { statement.bind(text, at: index) }
}

extension RecordKey: Bindable {
  func bind(to statement: Statement, at index: Int) { statement.bind(text, at: index) }
}

extension Optional: Bindable where Wrapped: Bindable {
  func bind(to statement: Statement, at index: Int) {
    guard let value = self else { return statement.bindNull(at: index) }
    value.bind(to: statement, at: index)
  }
}

extension Statement {
  /// Stores a value as the type of its field asks: numbers as millionths, instants as text.
  func bind(_ value: Value, at index: Int) {
    switch value {
    case .null: bindNull(at: index)
    case .text(let text): bind(text, at: index)
    case .decimal(let decimal): bind(decimal.millionths, at: index)
    case .flag(let flag): bind(flag ? 1 : 0, at: index)
    case .date(let date): bind(date.description, at: index)
    case .time(let time): bind(time.description, at: index)
    }
  }

  /// Adds a column of a key to a hash as `StableHash.ofKey` would, without making a value of it.
  func addKeyValue(_ column: Int, as type: FieldType, to hash: inout StableHash) {
    switch type {
    case .code, .text, .choice, .unit, .gtin, .country:
      withText(column) { bytes in
        if bytes.isEmpty { hash.add(Value.null) } else { hash.add(text: bytes) }
      }
    case .integer, .decimal, .money, .bool, .date, .time: hash.add(value(column, as: type))
    }
  }

  /// Reads a value back as the type of its field says.
  func value(_ column: Int, as type: FieldType) -> Value {
    if isNull(column) { return .null }
    switch type {
    case .integer, .decimal, .money: return .decimal(ExactDecimal(millionths: integer(column)))
    case .bool: return .flag(integer(column) != 0)
    case .date: return CalendarDate(text(column)).map { .date($0) } ?? .null
    case .time: return Timestamp(rfc3339: text(column)).map { .time($0) } ?? .null
    case .code, .text, .choice, .unit, .gtin, .country: return .text(text(column))
    }
  }
}
