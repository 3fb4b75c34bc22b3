import Domain

/// The arrays and objects around the records of a JSON document, walked without holding them.
struct JSONOutline {
  /// An array or object that is open.
  private struct Level {
    let isObject: Bool
    /// Whether everything up to this level is on the way to the records.
    let isOnPath: Bool
    /// Elements begun so far.
    var elements = 0
    /// Bytes of the names so far, of an object.
    var names: Set<[UInt8]> = []
  }

  /// Reference tokens of the pointer to the array of records.
  private let path: [String]
  private let duplicateKeys: Dialect.DuplicateKeys
  private let maxNameBytes: Int
  private var levels: [Level] = []
  /// Bytes of all names held, which has the same limit as a record.
  private var nameBytes = 0
  private var hasFoundRecords = false

  /// - Throws: `UnreadableFile` when the dialect's `records` is no JSON pointer.
  init(_ dialect: Dialect) throws(UnreadableFile) {
    if let records = dialect.records, !records.isEmpty, records.utf8.first != UInt8(ascii: "/") {
      throw UnreadableFile(
        line: 0, byteOffset: 0,
        reason: "\"\(records)\" of dialect \(dialect.name) is no JSON pointer")
    }
    path = Self.tokens(dialect.records ?? "")
    duplicateKeys = dialect.duplicateKeys
    maxNameBytes = dialect.maxRowBytes
  }

  /// The records are the document's own elements, or the document is the record.
  var isDocument: Bool { path.isEmpty }

  var depth: Int { levels.count }

  /// Moves behind the opening bracket of the array of records.
  ///
  /// - Throws: `UnreadableFile` when the document has no such array, or is not JSON before it.
  mutating func moveToRecords(_ cursor: inout JSONCursor) throws(UnreadableFile) {
    try startValue(&cursor, isOnPath: true)
    while !hasFoundRecords {
      guard !levels.isEmpty else {
        throw cursor.fault("no array of records at \(pointer)")
      }
      try step(&cursor)
    }
  }

  /// The closing bracket of the records was taken.
  mutating func leaveRecords() { closeLevel() }

  /// Walks to the end of the file.
  mutating func finish(_ cursor: inout JSONCursor) throws(UnreadableFile) {
    while !levels.isEmpty { try step(&cursor) }
    _ = try cursor.nextByte()
    try cursor.take { (text) throws(JSONFault) in try text.end() }
  }

  /// Takes one separator, bracket, name or scalar of the innermost level.
  private mutating func step(_ cursor: inout JSONCursor) throws(UnreadableFile) {
    let innermost = levels.count - 1
    // Copied one by one: a copy of the level would copy its names with the next insertion.
    let (isObject, elements) = (levels[innermost].isObject, levels[innermost].elements)
    let bracket = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    let next = try cursor.nextByte()
    if elements == 0, next == bracket {
      try cursor.take { (text) throws(JSONFault) in text.skip() }
      return closeLevel()
    }
    if elements > 0 {
      let isClosed = try cursor.take { (text) throws(JSONFault) in
        try text.closes(with: bracket)
      }
      if isClosed { return closeLevel() }
      _ = try cursor.nextByte()
    }
    levels[innermost].elements += 1
    let token = try isObject ? takeName(&cursor) : String(elements)
    let isOnPath =
      levels[innermost].isOnPath && innermost < path.count
      && token.hasSameBytes(as: path[innermost])
    try startValue(&cursor, isOnPath: isOnPath)
  }

  private mutating func takeName(_ cursor: inout JSONCursor) throws(UnreadableFile) -> String {
    let offset = cursor.offset
    let name = try cursor.take { (text) throws(JSONFault) in try text.name() }
    let bytes = Array(name.utf8)
    let isNew = levels[levels.count - 1].names.insert(bytes).inserted
    nameBytes += isNew ? bytes.count : 0
    guard isNew || duplicateKeys == .last else {
      throw cursor.fault(
        "name \(JSONText.quoted(name)) stands twice in one object", at: offset)
    }
    guard nameBytes <= maxNameBytes else {
      throw cursor.fault("names around the records longer than \(maxNameBytes) bytes", at: offset)
    }
    return name
  }

  /// Takes a scalar, or the opening bracket of an array or object.
  private mutating func startValue(
    _ cursor: inout JSONCursor, isOnPath: Bool
  ) throws(UnreadableFile) {
    let first = try cursor.nextByte()
    let isTarget = isOnPath && levels.count == path.count
    if isTarget {
      guard !hasFoundRecords else { throw cursor.fault("\(pointer) stands twice") }
      guard first == UInt8(ascii: "[") else { throw cursor.fault("\(pointer) is no array") }
    }
    let depth = levels.count
    if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
      try cursor.take { (text) throws(JSONFault) in
        try text.checkDepth(depth + 1)
        text.skip()
      }
      levels.append(Level(isObject: first == UInt8(ascii: "{"), isOnPath: isOnPath))
    } else {
      _ = try cursor.take { (text) throws(JSONFault) in try text.value(depth: depth) }
    }
    hasFoundRecords = hasFoundRecords || isTarget
  }

  private mutating func closeLevel() {
    guard let level = levels.popLast() else { return }
    for name in level.names { nameBytes -= name.count }
  }

  private var pointer: String {
    path.map { "/" + $0 }.joined()
  }

  /// The reference tokens of a JSON pointer (RFC 6901).
  private static func tokens(_ pointer: String) -> [String] {
    pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { token in
      var text = ""
      var isEscape = false
      for scalar in token.unicodeScalars {
        if isEscape { text.unicodeScalars.append(scalar == "0" ? "~" : "/") }
        if !isEscape, scalar != "~" { text.unicodeScalars.append(scalar) }
        isEscape = !isEscape && scalar == "~"
      }
      return text
    }
  }
}
