import Intake

/// Finds out in which encoding a file is written.
enum EncodingSurvey {
  static func encoding(of bytes: [UInt8]) -> Found<Dialect.Encoding> {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      return Found(.utf8, "it begins with the byte order mark of UTF-8", .high)
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return Found(.utf16, "it begins with the byte order mark of UTF-16", .high)
    }
    let head = bytes.prefix(1 << 16)
    let zeros = head.count { $0 == 0 }
    if zeros * 4 > head.count {
      return Found(.utf16, "every second byte is zero and there is no byte order mark", .medium)
    }
    let upper = bytes.count { $0 >= 0x80 }
    if upper == 0 {
      return Found(
        .utf8, "all \(bytes.count) bytes are ASCII, which any encoding would be", .medium)
    }
    if String(validating: bytes, as: UTF8.self) != nil || isCutUTF8(bytes) {
      return Found(.utf8, "its \(upper) bytes beyond ASCII are valid UTF-8", .high)
    }
    return singleByte(bytes, upper: upper)
  }

  /// Whether only the last character is incomplete, because the sample ends inside it.
  private static func isCutUTF8(_ bytes: [UInt8]) -> Bool {
    (1...3).contains { missing in
      bytes.count > missing
        && String(validating: bytes.dropLast(missing), as: UTF8.self) != nil
        && bytes.suffix(missing).allSatisfy { $0 >= 0x80 }
    }
  }

  private static func singleByte(_ bytes: [UInt8], upper: Int) -> Found<Dialect.Encoding> {
    let undefined: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]
    let controls = bytes.filter { (0x80...0x9F).contains($0) }
    if controls.contains(where: undefined.contains) {
      return Found(
        .latin1, "it is not UTF-8 and has bytes that windows-1252 does not know", .low)
    }
    if !controls.isEmpty {
      return Found(
        .windows1252,
        "it is not UTF-8; \(counted(controls.count, "byte")) from 80 to 9F are "
          + "signs of windows-1252 only", .high)
    }
    if bytes.contains(0xA4) {
      return Found(
        .latin9, "it is not UTF-8 and has the euro sign of ISO 8859-15 (byte A4)", .medium)
    }
    return Found(
      .windows1252,
      "it is not UTF-8; its \(upper) bytes beyond ASCII mean the same in "
        + "windows-1252 and ISO 8859-1", .medium)
  }
}
