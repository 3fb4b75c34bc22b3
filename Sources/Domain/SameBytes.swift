extension String {
  /// Whether two texts are the same byte for byte; texts that Unicode calls equal need not be.
  @inlinable
  package func hasSameBytes(as other: String) -> Bool {
    let count = utf8.count
    guard count == other.utf8.count else { return false }
    var (one, two) = (self, other)
    return one.withUTF8 { one in
      two.withUTF8 { two in
        let (left, right) = (UnsafeRawBufferPointer(one), UnsafeRawBufferPointer(two))
        var index = 0
        while index + 8 <= count {
          let isSame =
            left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            == right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          guard isSame else { return false }
          index += 8
        }
        while index < count {
          guard left[index] == right[index] else { return false }
          index += 1
        }
        return true
      }
    }
  }

  /// Whether a text comes first in the order of bytes.
  @inlinable
  package func precedesByBytes(_ other: String) -> Bool {
    var (one, two) = (self, other)
    return one.withUTF8 { one in
      two.withUTF8 { two in
        let (left, right) = (UnsafeRawBufferPointer(one), UnsafeRawBufferPointer(two))
        let count = min(left.count, right.count)
        var index = 0
        while index + 8 <= count {
          let first = left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          let second = right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          // The first byte weighs most.
          if first != second { return first.bigEndian < second.bigEndian }
          index += 8
        }
        while index < count {
          if left[index] != right[index] { return left[index] < right[index] }
          index += 1
        }
        return left.count < right.count
      }
    }
  }
}
