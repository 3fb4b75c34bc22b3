/// Finds out which signs stand in the numbers of a file.
struct NumberSurvey {
  private(set) var decimal: Character = "."
  private(set) var thousands: Character?
  private(set) var reason = "no number has decimal places"
  private(set) var confidence = Confidence.medium

  /// What speaks for a sign as decimal mark or as thousands mark, with an example.
  private struct Votes {
    var count = 0
    var example = ""

    mutating func add(_ text: Substring) {
      if count == 0 { example = String(text) }
      count += 1
    }
  }

  private var decimals: [Character: Votes] = [:]
  private var groups: [Character: Votes] = [:]
  /// Numbers as `1.234`, which may be either.
  private var open: [Character: Votes] = [:]

  /// - Parameters:
  ///   - columns: those of a delimited file; only those with numbers are looked at.
  ///   - delimiter: what parts its cells, which speaks where the numbers do not.
  init(columns: [SampleColumn], delimiter: String) {
    for column in columns {
      let cells = column.filled
      let plain = cells.filter { Self.isNumeric($0) }
      guard !cells.isEmpty, plain.count * 10 >= cells.count * 9 else { continue }
      for cell in plain { look(at: cell) }
    }
    decide(delimiter)
  }

  private static func isNumeric(_ text: Substring) -> Bool {
    let allowed: Set<Character> = ["'", " ", "\u{A0}", "\u{202F}"]
    return CellKind.isNumber(text.filter { !allowed.contains($0) })
  }

  private mutating func look(at cell: Substring) {
    let text = cell.drop { $0 == "-" || $0 == "+" }
    let marks = text.filter { !$0.isNumber }
    guard let last = marks.last, let place = text.lastIndex(of: last) else { return }
    let behind = text[text.index(after: place)...].count
    let front = text[..<place]
    let isGroup = behind == 3 && (1...3).contains(front.prefix { $0.isNumber }.count)
    if Set(marks).count == 2, marks.filter({ $0 == last }).count == 1 {
      decimals[last, default: Votes()].add(cell)
      if let group = marks.first { groups[group, default: Votes()].add(cell) }
    } else if marks.count > 1, isGroup {
      groups[last, default: Votes()].add(cell)
    } else if last == "'" || last == " " || last == "\u{A0}" || last == "\u{202F}" {
      groups[last, default: Votes()].add(cell)
    } else if marks.count == 1, !isGroup || front.allSatisfy({ $0 == "0" }) {
      decimals[last, default: Votes()].add(cell)
    } else if marks.count == 1 {
      open[last, default: Votes()].add(cell)
    }
  }

  /// The mark of most numbers that may be read in two ways.
  private var unclear: (key: Character, value: Votes)? {
    open.filter { groups[$0.key] == nil }
      .max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
  }

  private mutating func decide(_ delimiter: String) {
    let best = decimals.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
    if let best {
      decimal = best.key
      reason =
        "\(counted(best.value.count, "number")) can be read only with it, as \(best.value.example)"
      confidence = decimals.count == 1 && best.value.count > 2 ? .high : .medium
    } else if let (mark, votes) = unclear {
      decimal = mark
      reason = "numbers as \(votes.example) may mean either; taken for decimal places"
      confidence = .low
    } else if delimiter == ";" {
      decimal = ","
      reason = "no number has decimal places; usual where cells are parted by ;"
      confidence = .low
    }
    let group = groups.filter { $0.key != decimal }
      .max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }
    thousands = group?.key
    if let group { reason += "; thousands as in \(group.value.example)" }
  }
}
