package import Domain

/// What one run did, for the terminal, for programs and for comparisons.
package struct RunSummary: Sendable {
  package struct Feed: Sendable {
    package var feed: FeedID
    package var files: Int
    package var counts: RowCounts
    package var state: String

    package init(feed: FeedID, files: Int, counts: RowCounts, state: String) {
      self.feed = feed
      self.files = files
      self.counts = counts
      self.state = state
    }
  }

  package struct Stream: Sendable {
    package var stream: StreamID
    package var files: Int
    package var records: Int
    /// Its files went to nobody.
    package var isShadow: Bool

    package init(stream: StreamID, files: Int, records: Int, isShadow: Bool) {
      self.stream = stream
      self.files = files
      self.records = records
      self.isShadow = isShadow
    }
  }

  package var run: Int64
  package var exit: Int
  /// In the order of the configuration.
  package var feeds: [Feed]
  package var opened: Int
  package var closed: Int
  /// Live exceptions, counted.
  package var tallies: [ExceptionTally]
  /// Live exceptions by number, where they were asked for.
  package var live: [BookedException] = []
  /// In the order of the configuration.
  package var streams: [Stream]
  /// What a rehearsal would have done, for a terminal and for programs; `nil` for a run that did it.
  package var rehearsal: (lines: [String], document: JSONValue, sent: [StreamID: [RecordKey]])?
  /// How far stock agrees, where all of it was proved: for a terminal and for programs.
  package var stock: (lines: [String], document: JSONValue)?
  /// What is no exception and must not go unsaid, one line each.
  package var notes: [String] = []

  package init(
    run: Int64, exit: Int, feeds: [Feed], opened: Int, closed: Int, tallies: [ExceptionTally],
    streams: [Stream]
  ) {
    self.run = run
    self.exit = exit
    self.feeds = feeds
    self.opened = opened
    self.closed = closed
    self.tallies = tallies
    self.streams = streams
  }

  package var open: Int { tallies.filter { $0.state == .open }.reduce(0) { $0 + $1.count } }

  /// The situation of a feed changed.
  package var hasFeedNews = false
  /// No feed has ever delivered a file.
  package var isBlind = false

  /// The situation changed since the run before.
  package var isNews: Bool { opened > 0 || closed > 0 || hasFeedNews }

  /// One JSON document without times, so that the same run gives the same bytes.
  package var json: JSONValue {
    let codes = Dictionary(tallies.map { ($0.code.rawValue, $0.count) }, uniquingKeysWith: +)
    let members: [JSONValue.Member] = [
      .init("schema", .string("wmsync.run/1")),
      .init("run", .object([.init("id", number(Int(run))), .init("exit", number(exit))])),
      .init("feeds", .array(feeds.map(document))),
      .init(
        "exceptions",
        .object([
          .init("opened", number(opened)), .init("closed", number(closed)),
          .init("open", number(open)),
          .init(
            "by_code",
            .object(codes.sorted { $0.key < $1.key }.map { .init($0.key, number($0.value)) })),
        ])),
      .init("outbound", .array(streams.map(document))),
    ]
    return .object(
      members + (stock.map { [.init("stock", $0.document)] } ?? [])
        + (rehearsal.map { [.init("rehearsal", $0.document)] } ?? []))
  }

  private func document(_ feed: Feed) -> JSONValue {
    .object([
      .init("feed", .string(feed.feed.text)), .init("files", number(feed.files)),
      .init("rows", number(feed.counts.rows)), .init("skipped", number(feed.counts.skipped)),
      .init("new", number(feed.counts.new)), .init("changed", number(feed.counts.changed)),
      .init("unchanged", number(feed.counts.unchanged)),
      .init("vanished", number(feed.counts.vanished)), .init("held", number(feed.counts.held)),
      .init("state", .string(feed.state)),
    ])
  }

  private func document(_ stream: Stream) -> JSONValue {
    .object(
      [
        .init("stream", .string(stream.stream.text)), .init("files", number(stream.files)),
        .init("records", number(stream.records)),
      ] + (stream.isShadow ? [.init("shadow", .bool(true))] : []))
  }

  private func number(_ number: Int) -> JSONValue { .number(String(number)) }

  /// One line that says whether a person is needed.
  package var line: String {
    let rows = feeds.reduce(0) { $0 + $1.counts.rows }
    let files = feeds.reduce(0) { $0 + $1.files }
    let sent = streams.reduce(0) { $0 + ($1.isShadow ? 0 : $1.records) }
    let worst = tallies.filter { $0.state == .open }.map(\.severity).min()
    let held = feeds.filter { ["held", "guarded"].contains($0.state) }.map(\.feed.text)
    let verdict: String
    if !held.isEmpty || worst == .critical {
      verdict = "ACT"
    } else if isBlind || worst ?? .info < .info {
      verdict = "LOOK"
    } else {
      verdict = "ALL CLEAR"
    }
    var line =
      "\(verdict): run \(run) read \(rows) rows of \(files) files, sent \(sent) records, "
      + "exceptions: \(opened) opened, \(closed) closed, \(open) open"
    let shadows = streams.filter(\.isShadow).map { "\($0.stream) \($0.records) records" }
    if !shadows.isEmpty { line += "; in shadow: " + shadows.joined(separator: ", ") }
    if !held.isEmpty { line += "; waiting: " + held.joined(separator: ", ") }
    if isBlind { line += "; no feed has delivered a file yet" }
    return line
  }

  /// A table of the feeds that did something.
  package var feedLines: [String] {
    let header = [
      "feed", "files", "rows", "new", "changed", "unchanged", "vanished", "held", "state",
    ]
    let rows = feeds.filter { $0.files > 0 || $0.state != "idle" }.map { feed in
      [
        feed.feed.text, String(feed.files), String(feed.counts.rows), String(feed.counts.new),
        String(feed.counts.changed), String(feed.counts.unchanged),
        String(feed.counts.vanished), String(feed.counts.held), feed.state,
      ]
    }
    return TextTable([header] + rows, numeric: Set(1...7)).lines
  }
}

/// Columns of text, aligned.
package struct TextTable: Sendable {
  private let rows: [[String]]
  private let numeric: Set<Int>

  /// - Parameters:
  ///   - rows: the header first; all of the same length.
  ///   - numeric: columns that are aligned to the right.
  package init(_ rows: [[String]], numeric: Set<Int> = []) {
    self.rows = rows
    self.numeric = numeric
  }

  package var lines: [String] {
    guard let first = rows.first else { return [] }
    let widths = first.indices.map { column in
      rows.map { $0[column].unicodeScalars.count }.max() ?? 0
    }
    return rows.map { row in
      var line = row.enumerated().map { column, cell in
        let gap = String(repeating: " ", count: widths[column] - cell.unicodeScalars.count)
        return numeric.contains(column) ? gap + cell : cell + gap
      }.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }
  }
}
