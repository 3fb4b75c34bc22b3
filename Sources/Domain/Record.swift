/// The key of a record as text: its key fields joined by `|` in catalogue order.
///
/// A `|` or `\` inside a field is written `\|` or `\\`, so that two keys never look alike.
/// Ordered by bytes.
package struct RecordKey: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String

  package init(text: String) {
    self.text = text
  }

  package init(_ values: some Sequence<Value>) {
    self.init(parts: values.map(\.description))
  }

  package init(parts: [String]) {
    var text = ""
    text.reserveCapacity(parts.reduce(parts.count) { $0 + $1.utf8.count })
    for (index, part) in parts.enumerated() {
      if index > 0 { text += "|" }
      text += Self.escaped(part)
    }
    self.text = text
  }

  private static func escaped(_ part: String) -> String {
    var part = part
    return part.withUTF8 { bytes in
      guard bytes.contains(where: { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "\\") })
      else { return nil }
      var escaped: [UInt8] = []
      escaped.reserveCapacity(bytes.count + 8)
      for byte in bytes {
        if byte == UInt8(ascii: "|") || byte == UInt8(ascii: "\\") {
          escaped.append(UInt8(ascii: "\\"))
        }
        escaped.append(byte)
      }
      return String(decoding: escaped, as: UTF8.self)
    } ?? part
  }

  /// The key fields again, unescaped.
  package var parts: [String] {
    var text = text
    let plain: [String]? = text.withUTF8 { bytes in
      if bytes.contains(UInt8(ascii: "\\")) { return nil }
      // Byte by byte: a mark that combines with the bar must not hide it.
      return bytes.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    }
    if let plain { return plain }
    var parts = [""]
    var isEscaped = false
    for character in text.unicodeScalars {
      if character == "\\", !isEscaped {
        isEscaped = true
      } else if character == "|", !isEscaped {
        parts.append("")
      } else {
        parts[parts.count - 1].unicodeScalars.append(character)
        isEscaped = false
      }
    }
    return parts
  }

  package var description: String { text }

  package static func == (left: Self, right: Self) -> Bool {
    left.text.hasSameBytes(as: right.text)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(utf8Of: text)
  }

  package static func < (left: Self, right: Self) -> Bool {
    left.text.precedesByBytes(right.text)
  }
}

/// One record of one system: a schema and a value per field, in catalogue order.
package struct Record: Equatable, Sendable {
  package let schema: RecordSchema
  package var values: [Value]

  /// An empty record of a type.
  package init(_ schema: RecordSchema) {
    self.schema = schema
    values = Array(repeating: .null, count: schema.fields.count)
  }

  /// A whole record.
  ///
  /// - Parameters:
  ///   - schema: its type.
  ///   - values: one per field of the schema, in its order.
  package init(_ schema: RecordSchema, values: [Value]) {
    precondition(values.count == schema.fields.count, "\(schema.entity): wrong number of values")
    self.schema = schema
    self.values = values
  }

  /// A record of which only the key is known; `nil` when the key does not fit the type.
  ///
  /// - Parameters:
  ///   - schema: its type.
  ///   - key: its key; fields that are absent at the end may be left out.
  package init?(_ schema: RecordSchema, key: RecordKey) {
    let parts = key.parts
    guard parts.count <= schema.keyCount else { return nil }
    self.init(schema)
    for (position, part) in parts.enumerated() {
      guard let value = Value(canonical: part, as: schema.fields[position].type) else {
        return nil
      }
      values[position] = part.isEmpty ? .null : value
    }
  }

  /// Its key fields as one text, without those that are absent at its end.
  package var key: RecordKey { schema.key(of: values) }

  /// A field by name; reading or writing one the type does not have is a mistake in wmsync and
  /// reads as `null`.
  package subscript(_ field: String) -> Value {
    get { schema.position(of: field).map { values[$0] } ?? .null }
    set {
      guard let position = schema.position(of: field) else {
        preconditionFailure("\(schema.entity) has no field \(field)")
      }
      values[position] = newValue
    }
  }

  /// The warehouse the record speaks of, if its type has one.
  package var warehouse: WarehouseID? { self["warehouse"].text.map { WarehouseID($0) } }
}

/// Where a record was read: enough to open the file at the place.
package struct Origin: Hashable, Sendable {
  package let system: SystemID
  package let feed: FeedID
  /// The file's path below the exchange folder.
  package let file: String
  /// Physical line of the row's start, from 1; for JSON the number of the record.
  package let line: Int

  package init(system: SystemID, feed: FeedID, file: String, line: Int) {
    self.system = system
    self.feed = feed
    self.file = file
    self.line = line
  }
}
