/// Checks JSON pointers (RFC 6901) and the relative form `../id`.
enum JSONPointer {
  /// The pointer, when it is one; `stepsOut` says how many `../` may lead out of an `each`.
  static func read(_ setting: Setting, stepsOut: Int) -> String? {
    let what = "a path as /a/b"
    guard let path = setting.word(what) else { return nil }
    guard isPointer(path) else { return setting.expected(what) }
    if steps(of: path) > stepsOut {
      setting.fail(
        stepsOut == 0
          ? "\(quoted(path)) steps out of an each, and there is none here"
          : "\(quoted(path)) steps out further than the each")
      return nil
    }
    return path
  }

  /// Whether a text in a template or an ordinal is a path and not the name of a column.
  static func isPath(_ text: String) -> Bool {
    text.utf8.first == UInt8(ascii: "/") || text.utf8.starts(with: "../".utf8)
  }

  private static func steps(of path: String) -> Int {
    path.split(separator: "/").prefix { $0 == ".." }.count
  }

  private static func isPointer(_ path: String) -> Bool {
    guard path.isEmpty || isPath(path) else { return false }
    var bytes = path.utf8.makeIterator()
    while let byte = bytes.next() {
      guard byte == UInt8(ascii: "~") else { continue }
      guard let next = bytes.next(), next == UInt8(ascii: "0") || next == UInt8(ascii: "1") else {
        return false
      }
    }
    return true
  }
}
