/// Random numbers that are the same in every run of a seed.
///
/// SplitMix64, after Steele, Lea and Flood, "Fast splittable pseudorandom number generators".
package struct SeededNumbers: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A text of up to `length` bytes out of an alphabet.
  package mutating func text(of alphabet: [UInt8], upTo length: Int) -> String {
    let count = Int.random(in: 0...length, using: &self)
    let bytes = (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &self)] }
    return String(decoding: bytes, as: UTF8.self)
  }
}
