/// Finds the known export that a file is.
package enum PresetMatch {
  /// The preset whose signature is there as a whole; of several the one that asks for most, then the
  /// first by name.
  ///
  /// - Parameter columns: names of a delimited file's columns, or JSON pointers to everything in a
  ///   record that does not lie in an array.
  /// - Returns: `nil` when no preset knows such a file.
  package static func best(columns: Set<String>) -> Preset? {
    all(columns: columns).first
  }

  /// Every preset whose signature is there, the best one first.
  package static func all(columns: Set<String>) -> [Preset] {
    allPresets.filter { columns.isSuperset(of: $0.signature) }.sorted { left, right in
      left.signature.count == right.signature.count
        ? left.name < right.name : left.signature.count > right.signature.count
    }
  }
}
