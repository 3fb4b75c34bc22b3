/// A property of the planning that is tried on many made-up instances.
///
/// Unit tests try the same property on a few hundred; a trial needs the release build.
package protocol Trial: Sendable {
  /// What is tried, in a few words.
  var headline: String { get }

  /// Tries it.
  ///
  /// - Returns: the numbers that it found, as one line.
  /// - Throws: the first instance for which it does not hold.
  func run() throws(TrialFault) -> String
}

/// An instance for which a property does not hold.
package struct TrialFault: Error, Equatable {
  /// What was expected, what came, and the instance itself.
  package let text: String

  package init(_ text: String) {
    self.text = text
  }
}
