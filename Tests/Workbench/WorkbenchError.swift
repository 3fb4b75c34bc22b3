import Glibc

/// What the test's own tools could not do, with the reason of the system.
package struct WorkbenchError: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }

  /// A system call on `path` failed just now.
  init(_ call: String, _ path: String) {
    self.init("\(call) \(path): \(String(cString: strerror(errno)))")
  }
}
