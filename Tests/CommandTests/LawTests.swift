import Testing
import Workbench

/// What holds for every scenario, whatever its story is.
@Suite struct LawTests {
  @Test func `there are scenarios to test the laws on`() {
    #expect(LawScenario.all.count > 10)
  }

  @Test func `an export is cut between its rows only`() throws {
    let quote = UInt8(ascii: "\"")
    let rows = LawRows.rows(in: Array("a;\"1\n2\"\nb;3".utf8), quote: quote)
    #expect(rows.map(LawRows.text) == ["a;\"12\"", "b;3"])
    let document = Array(#"{"n":1,"rows": [{"a":"],}\""},{"b":[2,3]}]}"#.utf8)
    let array = try #require(LawRows.array(in: document, under: "rows"))
    #expect(array.elements.map(LawRows.text) == [#"{"a":"],}\""}"#, #"{"b":[2,3]}"#])
    #expect(LawRows.array(in: document, under: nil)?.elements == nil)
  }

  @Test(arguments: LawScenario.all)
  func `running a cycle twice changes nothing`(_ scenario: LawScenario) throws {
    let site = try LawSite(scenario)
    for cycle in scenario.cycles {
      try site.play(cycle)
      let before = try (
        LawTree.lines(site.exchange), LawTree.lines(site.reports), site.store(.all)
      )
      let summary = try site.run(cycle)
      expectSame(before.0, LawTree.lines(site.exchange), "files of \(cycle.name)")
      expectSame(before.1, LawTree.lines(site.reports), "reports of \(cycle.name)")
      expectSame(before.2, try site.store(.all), "store after \(cycle.name)")
      #expect(
        summary.contains("\"exceptions\":{\"opened\":0,\"closed\":0,"), "\(cycle.name): \(summary)")
    }
  }

  @Test(arguments: LawScenario.all)
  func `an export split in two ends in the same records`(_ scenario: LawScenario) throws {
    let whole = try LawSite.played(scenario)
    let expected = try (whole.store(.records), LawOutbound.records(of: whole))
    for place in LawSplit.Place.allCases {
      let splitting = try LawSplit(
        configuration: scenario.configuration, feeds: whole.feeds(), place: place)
      let parts = scenario.cycles.map(splitting.split)
      if place == .afterFirstRow { Self.say(parts.flatMap(\.reasons), of: scenario) }
      guard parts.contains(where: { $0.count > 0 }) else { continue }
      let site = try LawSite(scenario)
      for part in parts { try site.play(part.cycle) }
      expectSame(expected.0, try site.store(.records), "records, split \(place)")
      expectSame(expected.1, try LawOutbound.records(of: site), "outbound, split \(place)")
    }
  }

  @Test(arguments: LawScenario.all)
  func `the order in which two feeds arrive does not matter`(_ scenario: LawScenario) throws {
    let together = try LawSite.played(scenario)
    let feeds = try together.feeds()
    let parts = scenario.cycles.map { LawArrival(of: $0, feeds: feeds) }
    guard let swapped = parts.firstIndex(where: { $0.feeds.count > 1 }) else { return }
    let expected = try (
      together.store(.records), together.liveExceptions(), LawOutbound.records(of: together)
    )
    for arrival in parts[swapped].orders {
      let site = try LawSite(scenario)
      for (index, cycle) in scenario.cycles.enumerated() {
        if index == swapped {
          try site.deliver(arrival.early)
          try site.run(cycle, clock: LawTool.minuteBefore(cycle.clock))
          try site.deliver(arrival.late)
          try site.run(cycle)
        } else {
          try site.play(cycle)
        }
      }
      expectSame(expected.0, try site.store(.records), "records, \(arrival.name)")
      expectSame(expected.1, try site.liveExceptions(), "exceptions, \(arrival.name)")
      expectSame(expected.2, try LawOutbound.records(of: site), "outbound, \(arrival.name)")
    }
  }

  private static func say(_ reasons: [String], of scenario: LawScenario) {
    for reason in Set(reasons).sorted() { LawTool.say("NOT SPLIT: \(scenario.name): \(reason)") }
  }

  private func expectSame(_ expected: [String], _ found: [String], _ what: String) {
    let differences = LawDifference.between(expected, found)
    #expect(differences.isEmpty, "\(what):\n\(differences.joined(separator: "\n"))")
  }
}

/// The files of one cycle by feed, to let one feed arrive before the others.
struct LawArrival {
  let feeds: [String]
  private let cycle: LawCycle
  private let feedOfFile: [String: String]

  init(of cycle: LawCycle, feeds: [String: String]) {
    var feedOfFile: [String: String] = [:]
    for path in cycle.files.keys {
      // A marker goes with the file that it announces.
      let announced = feeds.keys.filter(path.hasPrefix).max { $0.count < $1.count }
      feedOfFile[path] = announced.flatMap { feeds[$0] }
    }
    self.cycle = cycle
    self.feedOfFile = feedOfFile
    self.feeds = Set(feedOfFile.values).sorted()
  }

  /// Each feed before all others, and each after all others.
  var orders: [(name: String, early: [String: [UInt8]], late: [String: [UInt8]])] {
    let first = feeds.map { feed in order("\(feed) first") { $0 == feed } }
    // Of two feeds, one is last when the other is first.
    guard feeds.count > 2 else { return first }
    return first + feeds.map { feed in order("\(feed) last") { $0 != feed } }
  }

  /// Files that no feed reads, such as cross references, are there from the start.
  private func order(
    _ name: String, _ isEarly: (String) -> Bool
  ) -> (name: String, early: [String: [UInt8]], late: [String: [UInt8]]) {
    let early = cycle.files.filter { path, _ in feedOfFile[path].map(isEarly) ?? true }
    return ("\(cycle.name), \(name)", early, cycle.files.filter { early[$0.key] == nil })
  }
}
