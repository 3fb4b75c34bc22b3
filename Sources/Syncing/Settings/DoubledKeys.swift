/// Keeps doubled keys apart, so that a parser which stops at the first of them reads the whole
/// file and every other mistake is found too.
///
/// The first character of each such key is exchanged for one of a private plane: places stay what
/// they were, and the original text is put back wherever a scalar is taken out.
struct DoubledKeys {
  private(set) var text: String
  private var originals: [Unicode.Scalar] = []
  private var separated: Set<String> = []

  private static let firstStandIn: UInt32 = 0xF0000
  private static let limit = 0xFFFD

  init(_ text: String) {
    self.text = text
  }

  /// Exchanges every occurrence of these keys before a colon.
  ///
  /// - Returns: false when nothing more can be told apart.
  mutating func separate(_ keys: [String]) -> Bool {
    var isChanged = false
    guard !text.unicodeScalars.contains(where: isForeign) else { return false }
    for key in keys.map(restored) where !key.isEmpty && separated.insert(key).inserted {
      isChanged = exchange(Array(key.unicodeScalars)) || isChanged
    }
    return isChanged
  }

  /// A private character of the file itself, which would be taken for one of ours.
  private func isForeign(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= Self.firstStandIn else { return false }
    return Int(scalar.value - Self.firstStandIn) >= originals.count
  }

  private mutating func exchange(_ key: [Unicode.Scalar]) -> Bool {
    var scalars = Array(text.unicodeScalars)
    var isChanged = false
    var index = 0
    while index + key.count < scalars.count {
      if originals.count < Self.limit, Self.hasKey(key, at: index, in: scalars),
        let standIn = Unicode.Scalar(Self.firstStandIn + UInt32(originals.count))
      {
        originals.append(scalars[index])
        scalars[index] = standIn
        isChanged = true
        index += key.count
      } else {
        index += 1
      }
    }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    text = String(result)
    return isChanged
  }

  private static func hasKey(
    _ key: [Unicode.Scalar], at index: Int, in scalars: [Unicode.Scalar]
  ) -> Bool {
    guard scalars[index...].starts(with: key) else { return false }
    let closing: Set<Unicode.Scalar> = ["\"", "'", " ", "\t"]
    return scalars[(index + key.count)...].first { !closing.contains($0) } == ":"
  }

  /// The text as it was written.
  func restored(_ text: String) -> String {
    guard !originals.isEmpty else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let position = Int(scalar.value) - Int(Self.firstStandIn)
      result.append(originals.indices.contains(position) ? originals[position] : scalar)
    }
    return String(result)
  }
}
