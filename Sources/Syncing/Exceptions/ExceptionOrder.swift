internal import Domain

extension ExceptionDesk {
  /// In the order of reports: severity, code, key.
  static func sorted(_ exceptions: some Sequence<BookedException>) -> [BookedException] {
    exceptions.sorted { left, right in
      let (one, two) = (left.exception, right.exception)
      if one.severity != two.severity { return one.severity < two.severity }
      if one.code != two.code { return one.code.rawValue < two.code.rawValue }
      if !one.key.hasSameBytes(as: two.key) { return one.key.precedesByBytes(two.key) }
      return left.id < right.id
    }
  }
}
