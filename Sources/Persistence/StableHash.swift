package import Domain

/// A 64-bit hash that is the same on every machine and in every run (multiply and shift over
/// words, then a final mix), for comparing content with what was stored; never for security.
package struct StableHash {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  package init() {}

  private mutating func mix(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  package mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  private mutating func add(_ raw: UnsafeRawBufferPointer) {
    var index = 0
    while index + 8 <= raw.count {
      mixWord(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
      index += 8
    }
    var tail: UInt64 = 0
    while index < raw.count {
      tail = tail << 8 ^ UInt64(raw[index])
      index += 1
    }
    mixWord(tail ^ UInt64(raw.count) << 56)
  }

  /// A text value by its bytes.
  mutating func add(text bytes: UnsafeRawBufferPointer) {
    mix(1)
    add(bytes)
  }

  private mutating func mixWord(_ word: UInt64) {
    state = (state ^ word) &* 0x9e37_79b9_7f4a_7c15
    state ^= state >> 32
  }

  package mutating func add(_ number: Int64) {
    mixWord(UInt64(bitPattern: number))
  }

  package mutating func add(_ value: Value) {
    switch value {
    case .null: mix(0)
    case .text(let text):
      mix(1)
      add(text)
    case .decimal(let decimal):
      mix(2)
      add(decimal.millionths)
    case .flag(let flag): mix(flag ? 4 : 3)
    case .date(let date):
      mix(5)
      add(Int64(date.days))
    case .time(let time):
      mix(6)
      add(time.microseconds)
    }
  }

  package var value: Int64 {
    var mixed = state
    mixed = (mixed ^ (mixed >> 32)) &* 0xd6e8_feb8_6659_fd93
    mixed = (mixed ^ (mixed >> 32)) &* 0xd6e8_feb8_6659_fd93
    return Int64(bitPattern: mixed ^ (mixed >> 32))
  }

  package static func of(_ text: String) -> Int64 {
    var hash = StableHash()
    hash.add(text)
    return hash.value
  }

  /// The content of a record beyond its key; empty fields do not count, so that a field added to
  /// the catalogue changes nothing.
  package static func ofContent(_ record: Record) -> Int64 {
    var hash = StableHash()
    for position in record.schema.keyCount..<record.values.count {
      let value = record.values[position]
      if case .null = value { continue }
      hash.add(Int64(position))
      hash.add(value)
    }
    return hash.value
  }

  package static func ofKey(_ record: Record) -> Int64 {
    var hash = StableHash()
    for position in 0..<record.schema.keyCount { hash.add(record.values[position]) }
    return hash.value
  }
}
