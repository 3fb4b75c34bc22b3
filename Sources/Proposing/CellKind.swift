import Mapping

/// What single cells look like.
enum CellKind {
  /// Whether it is a number in any usual way of writing.
  static func isNumber(_ text: some StringProtocol) -> Bool {
    var digits = 0
    for (place, byte) in text.utf8.enumerated() {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x2B, 0x2D: guard place == 0 else { return false }
      case 0x2C, 0x2E: continue
      default: return false
      }
    }
    return digits > 0
  }

  /// Whether it has nothing but digits and perhaps a sign in front.
  static func isInteger(_ text: some StringProtocol) -> Bool {
    let digits =
      text.utf8.first.map { $0 == 0x2B || $0 == 0x2D } == true
      ? text.utf8.dropFirst() : text.utf8[...]
    return !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Whether a spreadsheet has made a power of ten of a long number, as `1.01E+12`.
  static func isPowerOfTen(_ text: Substring) -> Bool { CodeReading.looksMangled(text.utf8) }

  /// Whether it is a technical id, as `694215B7-08F7-4C0D-ACB1-D734BA44C0C8`.
  static func isGUID(_ text: some StringProtocol) -> Bool {
    let parts = text.utf8.split(separator: 0x2D, omittingEmptySubsequences: false)
    return parts.map(\.count) == [8, 4, 4, 4, 12]
      && parts.joined().allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte & 0xDF)
      }
  }

  /// Whether it is a GTIN-8, -12, -13 or -14 with the right check digit.
  static func isGTIN(_ text: String) -> Bool {
    CodeReading.isGTIN(text) && text.contains { $0 != "0" }
  }
}
