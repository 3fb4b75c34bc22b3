/// Recognises exports of known systems by their columns.
package enum PresetMatch {
  /// The preset whose whole signature is among some columns; of several the one with most columns.
  package static func best(columns: Set<String>) -> Preset? {
    allPresets.filter { columns.isSuperset(of: $0.signature) }
      .max { ($0.signature.count, $1.name) < ($1.signature.count, $0.name) }
  }
}
