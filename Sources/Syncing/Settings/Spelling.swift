/// Finds what a misspelt name was probably meant to be.
enum Spelling {
  private static let longest = 64

  /// The nearest of the known names, the first one of equally near ones; `nil` when none is near.
  static func nearest(to name: String, among known: [String]) -> String? {
    let written = folded(name)
    let reach = written.count <= 4 ? 1 : 2
    var best: (name: String, distance: Int)?
    for candidate in known where candidate != name {
      let letters = folded(candidate)
      guard abs(letters.count - written.count) <= reach, letters.count <= longest,
        written.count <= longest
      else { continue }
      let distance = distance(written, letters)
      if distance <= reach, distance < min(written.count, best?.distance ?? .max) {
        best = (candidate, distance)
      }
    }
    return best?.name
  }

  /// `; did you mean "X"?`, or nothing.
  static func hint(for name: String, among known: [String]) -> String {
    nearest(to: name, among: known).map { "; did you mean \(quoted($0))?" } ?? ""
  }

  private static func folded(_ name: String) -> [Character] {
    name.lowercased().map { $0 == "-" ? "_" : $0 }
  }

  /// Damerau-Levenshtein: insertions, deletions, exchanges and swaps of neighbours.
  static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var before: [Int] = []
    var above = Array(0...second.count)
    for row in 0..<first.count {
      var current = [row + 1]
      for column in 0..<second.count {
        let cost = first[row] == second[column] ? 0 : 1
        var least = min(above[column] + cost, above[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
          least = min(least, before[column - 1] + 1)
        }
        current.append(least)
      }
      before = above
      above = current
    }
    return above[second.count]
  }
}
