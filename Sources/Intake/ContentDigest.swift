internal import CCrypto

/// SHA-256 of a content that comes in pieces.
package struct ContentDigest {
  private var state = SHA256_CTX()

  package init() {
    SHA256_Init(&state)
  }

  package mutating func add(_ bytes: UnsafeRawBufferPointer) {
    SHA256_Update(&state, bytes.baseAddress, bytes.count)
  }

  /// The hash of what was added, lower-case hexadecimal; nothing can be added after it.
  package consuming func text() -> String {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    SHA256_Final(&digest, &state)
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The hash of bytes in memory, lower-case hexadecimal.
  package static func sha256(_ bytes: [UInt8]) -> String {
    var digest = Self()
    bytes.withUnsafeBytes { digest.add($0) }
    return digest.text()
  }
}
