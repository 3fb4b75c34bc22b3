import Glibc

/// The part of a file's text that is being looked at, as UTF-8; it moves forward only.
///
/// Offsets count bytes of the decoded text. A byte order mark counts as its three UTF-8 bytes, so
/// that offsets in a UTF-8 file are those of the file.
struct TextWindow {
  private let source: ByteSource
  /// `nil` for UTF-8, which is read straight into place.
  private var decoder: TextDecoder?
  private var raw: [UInt8] = []
  /// The window is `storage[start..<end]`.
  private var storage: [UInt8] = []
  private var start = 0
  private var end = 0
  /// Text offset of `storage[0]`.
  private var base = 0
  /// Line feeds before `storage[0]`.
  private var lineFeeds = 0
  private let countsLines: Bool
  private var chunkBytes: Int
  /// No bytes follow behind the window.
  private(set) var isAtEnd = false

  /// Opens the text and takes the byte order mark as the dialect wants it; `countsLines` is needed
  /// for `line(at:)`.
  init(
    _ source: ByteSource, dialect: Dialect, countsLines: Bool = false
  ) throws(UnreadableFile) {
    self.source = source
    self.countsLines = countsLines
    chunkBytes = source.firstChunkBytes
    while end < 3, try fill() {}
    let mark = ByteMark(in: storage[..<end])
    try Self.check(mark, dialect)
    base = mark == nil ? 0 : 3 - (mark?.length ?? 0)
    start = mark?.length ?? 0
    guard dialect.encoding != .utf8 else { return }
    try decodeFront(
      TextDecoder(dialect.encoding, isBigEndian: mark == .utf16BigEndian, offset: start))
  }

  var count: Int { end - start }

  /// Text offset of the window's first byte.
  var offset: Int { base + start }

  /// Drops bytes from the front.
  mutating func advance(_ count: Int) { start += min(count, end - start) }

  /// Looks at the whole window.
  func withText<Answer, Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    try storage.withUnsafeBufferPointer { (bytes) throws(Failure) -> Answer in
      try body(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    }
  }

  /// Lengthens the window at its back.
  ///
  /// - Returns: whether there was more; `false` at the end of the file.
  mutating func fill() throws(UnreadableFile) -> Bool {
    guard !isAtEnd else { return false }
    if decoder == nil { try readPlain() } else { try readDecoded() }
    return !isAtEnd
  }

  /// Lengthens the window to at least `size` bytes, or to the end of the file.
  mutating func fill(to size: Int) throws(UnreadableFile) {
    while count < size, try fill() {}
  }

  /// Physical line at a text offset within the window, counted by line feeds, from 1.
  func line(at offset: Int) -> Int {
    let reached = min(max(offset - base, 0), end)
    return 1 + lineFeeds + Self.lineFeeds(in: storage[..<reached])
  }

  private mutating func readPlain() throws(UnreadableFile) {
    makeRoom()
    let free = end..<storage.count
    let source = source
    let read = try storage.withUnsafeMutableBufferPointer {
      (bytes) throws(UnreadableFile) -> Int in
      try source.read(
        into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: bytes[free])))
    }
    end += read
    isAtEnd = read == 0
    if read == free.count { chunkBytes = min(chunkBytes * 2, ByteSource.chunkBytes) }
  }

  private mutating func readDecoded() throws(UnreadableFile) {
    if raw.isEmpty { raw = Self.zeros(source.firstChunkBytes) }
    let source = source
    let read = try raw.withUnsafeMutableBufferPointer { (bytes) throws(UnreadableFile) -> Int in
      try source.read(into: UnsafeMutableRawBufferPointer(bytes))
    }
    isAtEnd = read == 0
    if start > storage.count / 2 { dropConsumed() }
    try decode(raw[..<read])
  }

  /// Starts to decode: what was read as it is becomes the first raw bytes.
  private mutating func decodeFront(_ decoder: TextDecoder) throws(UnreadableFile) {
    let front = storage[start..<end]
    self.decoder = decoder
    base += start
    (storage, start, end) = ([], 0, 0)
    try decode(front)
  }

  /// Appends decoded bytes; here the storage is never longer than the text.
  private mutating func decode(_ bytes: ArraySlice<UInt8>) throws(UnreadableFile) {
    guard var active = decoder else { return }
    var text = storage
    storage = []
    try bytes.withUnsafeBufferPointer { (raw) throws(UnreadableFile) in
      try active.decode(raw, into: &text)
    }
    if isAtEnd { try active.finish() }
    decoder = active
    storage = text
    end = storage.count
  }

  /// Makes room behind the window; the first chunks are small, since most files are.
  private mutating func makeRoom() {
    guard storage.count - end < chunkBytes / 2 else { return }
    dropConsumed()
    guard storage.count - end < chunkBytes else { return }
    var larger = Self.zeros(max(end + chunkBytes, storage.count / 2 * 3))
    larger.withUnsafeMutableBytes { target in
      storage.withUnsafeBytes {
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<end]))
      }
    }
    storage = larger
  }

  private static func zeros(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { bytes, initialized in
      if let start = bytes.baseAddress { memset(start, 0, count) }
      initialized = count
    }
  }

  private mutating func dropConsumed() {
    guard start > 0 else { return }
    if countsLines { lineFeeds += Self.lineFeeds(in: storage[..<start]) }
    let dropped = start
    if decoder == nil {
      let kept = end - start
      storage.withUnsafeMutableBytes { bytes in
        let tail = UnsafeRawBufferPointer(rebasing: bytes[dropped..<dropped + kept])
        bytes.copyMemory(from: tail)
      }
    } else {
      storage.removeSubrange(..<dropped)
    }
    base += dropped
    end -= dropped
    start = 0
  }

  private static func lineFeeds(in bytes: ArraySlice<UInt8>) -> Int {
    bytes.withUnsafeBufferPointer { bytes in
      var count = 0
      for byte in bytes { count &+= byte == 0x0A ? 1 : 0 }
      return count
    }
  }

  private static func check(_ mark: ByteMark?, _ dialect: Dialect) throws(UnreadableFile) {
    func refuse(_ reason: String) -> UnreadableFile {
      UnreadableFile(line: 1, byteOffset: 0, reason: reason)
    }
    guard let mark else {
      guard dialect.byteOrderMark != .require else {
        throw refuse("a byte order mark was expected at the start")
      }
      return
    }
    guard mark.belongs(to: dialect.encoding) else {
      throw refuse(
        "starts with a byte order mark of \(mark.encodingName), "
          + "\(dialect.encoding.rawValue) was expected")
    }
    guard dialect.byteOrderMark != .forbid else {
      throw refuse("starts with a byte order mark, none was expected")
    }
  }
}

/// The byte order mark at the start of a file.
private enum ByteMark {
  case utf8
  case utf16LittleEndian
  case utf16BigEndian

  init?(in front: ArraySlice<UInt8>) {
    if front.starts(with: [0xEF, 0xBB, 0xBF]) {
      self = .utf8
    } else if front.starts(with: [0xFF, 0xFE]) {
      self = .utf16LittleEndian
    } else if front.starts(with: [0xFE, 0xFF]) {
      self = .utf16BigEndian
    } else {
      return nil
    }
  }

  var length: Int { self == .utf8 ? 3 : 2 }

  var encodingName: String { self == .utf8 ? "utf-8" : "utf-16" }

  /// A mark of another encoding is refused although its bytes could be letters there: no export
  /// starts with `ï»¿` or `ÿþ`, but many are declared wrongly.
  func belongs(to encoding: Dialect.Encoding) -> Bool {
    encodingName == encoding.rawValue
  }
}
