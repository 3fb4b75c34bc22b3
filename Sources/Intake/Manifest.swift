internal import Domain
internal import Glibc

/// What a sender says about a file in a small file beside it.
package struct Manifest: Equatable, Sendable {
  /// Rows of data, the header and a trailer not counted.
  package private(set) var rows: Int?
  package private(set) var bytes: Int64?
  /// Lower-case hexadecimal.
  package private(set) var sha256: String?
  package private(set) var sequence: Int?
  /// The sender's name for the run that wrote the file.
  package private(set) var run: String?
  /// SHA-256 of the manifest itself.
  package let digest: String

  /// Why a manifest cannot be used.
  package struct Fault: Error, Equatable, Sendable {
    package let reason: String
  }

  /// Reads `rows: 12` or `rows=12` line by line, or a JSON object; other keys are passed over.
  ///
  /// - Throws: when a key has a value that it cannot have, or nothing is said of the content.
  package init(parsing bytes: [UInt8]) throws(Fault) {
    digest = ContentDigest.sha256(bytes)
    let front = bytes.drop { $0 == 0xEF || $0 == 0xBB || $0 == 0xBF || $0 <= 0x20 }
    let pairs =
      front.first == UInt8(ascii: "{")
      ? try Self.members(of: bytes) : try Self.lines(of: Array(front))
    for (key, value) in pairs { try take(key, value) }
    guard rows != nil || self.bytes != nil || sha256 != nil else {
      throw Fault(reason: "it says none of rows, bytes and sha256")
    }
  }

  private mutating func take(_ key: String, _ value: String) throws(Fault) {
    switch key.lowercased() {
    case "rows": rows = try Self.number(key, value)
    case "bytes": bytes = Int64(try Self.number(key, value))
    case "sequence": sequence = try Self.number(key, value)
    case "run": run = value.isEmpty ? nil : value
    case "sha256":
      let digits = value.lowercased()
      guard digits.utf8.count == 64, digits.utf8.allSatisfy(Self.isHexadecimal) else {
        throw Fault(reason: "its sha256 is no SHA-256 in hexadecimal")
      }
      sha256 = digits
    default: break
    }
  }

  private static func number(_ key: String, _ value: String) throws(Fault) -> Int {
    guard value.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(value) else {
      throw Fault(reason: "its \(key) is no whole number")
    }
    return number
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }

  private static func lines(of bytes: [UInt8]) throws(Fault) -> [(String, String)] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Fault(reason: "it is no UTF-8")
    }
    var pairs: [(String, String)] = []
    for line in text.split(whereSeparator: \.isNewline) {
      let line = trimmed(line)
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let mark = line.firstIndex(where: { $0 == ":" || $0 == "=" }) else { continue }
      pairs.append(
        (String(trimmed(line[..<mark])), String(trimmed(line[line.index(after: mark)...]))))
    }
    return pairs
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let front = text.drop(while: \.isWhitespace)
    guard let last = front.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return front[...last]
  }

  private static func members(of bytes: [UInt8]) throws(Fault) -> [(String, String)] {
    var row = RawRow()
    do throws(UnreadableFile) {
      let reader = try JSONReader(
        dialect: Dialect(name: "manifest"), source: ByteSource(bytes: bytes))
      _ = try reader.next(&row)
      let document = row.document
      _ = try reader.next(&row)
      row.document = document
    } catch {
      throw Fault(reason: "it is no JSON: \(error.reason)")
    }
    guard case .object(let members) = row.document else { return [] }
    return members.compactMap { member in
      switch member.value {
      case .string(let text), .number(let text): (member.name, text)
      default: nil
      }
    }
  }

  /// What a manifest and its file do not agree on.
  package struct Disagreement: Equatable, Sendable {
    /// As `1200 rows`.
    package let announced: String
    package let found: String
  }

  /// The first thing that is not as announced, of what is known; `nil` when all is.
  package func disagreement(
    bytes: Int64? = nil, sha256: String? = nil, rows: Int? = nil
  ) -> Disagreement? {
    if let said = self.bytes, let bytes, said != bytes {
      return Disagreement(announced: "\(said) bytes", found: "\(bytes)")
    }
    if let said = self.sha256, let sha256, said != sha256 {
      return Disagreement(announced: "SHA-256 \(said.prefix(12))…", found: "\(sha256.prefix(12))…")
    }
    if let said = self.rows, let rows, said != rows {
      return Disagreement(announced: "\(said) rows", found: "\(rows)")
    }
    return nil
  }
}

/// Reads the small files that stand beside exports.
package enum SmallExport {
  package enum Content: Equatable, Sendable {
    case absent
    /// Something that is no file of that size, or that is being written.
    case unusable(String)
    case bytes([UInt8])
  }

  private static let mostBytes = 1 << 16

  /// The bytes of a file of at most 64 KiB.
  package static func read(
    _ name: String, in directory: ExportDirectory
  ) throws(IntakeFailure) -> Content {
    let source = directory.open(name)
    guard source >= 0 else {
      if errno == ENOENT { return .absent }
      if [ELOOP, EXDEV, ENXIO].contains(errno) { return .unusable("is no regular file") }
      throw IntakeFailure(path: name, action: "open", code: errno)
    }
    defer { close(source) }
    var status = stat()
    guard fstat(source, &status) == 0 else {
      throw IntakeFailure(path: name, action: "look at", code: errno)
    }
    guard ExportDirectory.kind(of: status) == .regular else {
      return .unusable("is no regular file")
    }
    var bytes = [UInt8](repeating: 0, count: mostBytes + 1)
    var count = 0
    while count < bytes.count {
      let step = bytes.withUnsafeMutableBytes { bytes in
        Glibc.read(source, bytes.baseAddress.map { $0 + count }, bytes.count - count)
      }
      if step == 0 { break }
      if step > 0 {
        count += step
      } else if errno != EINTR {
        throw IntakeFailure(path: name, action: "read", code: errno)
      }
    }
    guard count <= mostBytes else { return .unusable("is larger than 64 KiB") }
    return .bytes(Array(bytes[..<count]))
  }
}
