import Testing
import Workbench

/// A cycle that is killed between any two of its steps is finished by the next run.
///
/// strace kills the run on entering a system call that changes the disk, before the call is done.
/// A sample of these calls is tried, one of each kind; `WMSYNC_KILL_POINTS=all` tries every one
/// and `WMSYNC_KILL_SEED` draws another sample.
@Suite struct LawKillTests {
  private static let sampleSize = 6

  @Test func `runs can be killed between two steps`() {
    guard LawTool.strace == nil else { return }
    #expect(LawTool.variable("WMSYNC_REQUIRE_STRACE") == nil, "strace is required")
  }

  @Test(.enabled(if: LawTool.strace != nil, "needs strace"), arguments: LawScenario.all)
  func `a killed run is finished by the next one`(_ scenario: LawScenario) throws {
    let seed = LawTool.variable("WMSYNC_KILL_SEED").flatMap { UInt64($0) } ?? 20_261_123
    let (whole, before, points) = try Self.traced(scenario)
    let expected = try LawEnd(of: whole)
    #expect(!points.isEmpty, "no call that changes the disk was seen")
    for point in Self.chosen(points, seed: seed, scenario) {
      let differences = Self.differences(
        from: expected, killedAt: point, before[point.cycle], scenario)
      #expect(differences.isEmpty, "seed \(seed), \(point)\n\(differences.joined(separator: "\n"))")
    }
  }

  /// What differs from the uninterrupted run after a run that was killed once; `before` is the site
  /// before that run.
  private static func differences(
    from expected: LawEnd, killedAt point: LawKillPoint, _ before: LawSite,
    _ scenario: LawScenario
  ) -> [String] {
    do {
      let site = try before.canBeCopied() ? LawSite(copyOf: before) : LawSite(scenario)
      var taken: [String: [UInt8]] = [:]
      var again: [String] = []
      // A new site has no store yet, and begins with the first cycle.
      let played = site.hasStore ? point.cycle : 0
      for (index, cycle) in scenario.cycles.enumerated().dropFirst(played) {
        try site.deliver(cycle.files)
        if index == point.cycle {
          let status = try site.trace(cycle, point.options).status
          guard status == 137 else { return ["the run was not killed but ended with \(status)"] }
          if point.isConsumed { again += site.takeAway(expected.outbound, into: &taken) }
        }
        try site.run(cycle)
      }
      again += site.takeAway(expected.outbound, into: &taken)
      return try again.map { "delivered twice: \($0)" }
        + expected.differences(from: LawEnd(of: site, taken: taken))
    } catch {
      return ["\(error)"]
    }
  }

  /// The site after an uninterrupted run of all cycles, how it was before each, and where each could
  /// have been killed.
  private static func traced(
    _ scenario: LawScenario
  ) throws -> (whole: LawSite, before: [LawSite], points: [LawKillPoint]) {
    let site = try LawSite(scenario)
    var before: [LawSite] = []
    var points: [LawKillPoint] = []
    for (index, cycle) in scenario.cycles.enumerated() {
      try before.append(LawSite(copyOf: site))
      try site.deliver(cycle.files)
      let seen = try site.trace(cycle, ["-e", "trace=" + LawKillPoint.calls]).seen
      points += LawKillPoint.all(in: seen, cycle: index)
    }
    return (site, before, points)
  }

  private static func chosen(
    _ points: [LawKillPoint], seed: UInt64, _ scenario: LawScenario
  ) -> [LawKillPoint] {
    if LawTool.variable("WMSYNC_KILL_POINTS") == "all" {
      return points + points.map { $0.consumed(true) }
    }
    // Each scenario has its own sample, whatever runs beside it.
    let start = scenario.name.utf8.reduce(seed) { $0 &* 31 &+ UInt64($1) }
    var numbers = SeededNumbers(seed: start)
    let kinds = Set(points.map(\.call)).sorted().shuffled(using: &numbers)
    return (0..<sampleSize).compactMap { turn in
      guard !kinds.isEmpty else { return nil }
      let kind = kinds[turn % kinds.count]
      let point = points.filter { $0.call == kind }.randomElement(using: &numbers)
      return point?.consumed(Bool.random(using: &numbers))
    }
  }
}

/// A system call at which a run is killed.
struct LawKillPoint: CustomStringConvertible {
  /// Calls that change what is on the disk, or make a change last.
  static let calls =
    "rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,openat,ftruncate,"
    + "write,pwrite64,fsync,fdatasync"

  /// Position of the cycle in the scenario.
  let cycle: Int
  let call: String
  /// Which of the run's calls of that name, from 1.
  let number: Int
  /// The call with its arguments, as strace shows it.
  let shown: String
  /// Whether a receiver takes what it finds at the moment of the crash.
  private(set) var isConsumed = false

  var options: [String] {
    ["-e", "trace=" + call, "-e", "inject=\(call):signal=KILL:when=\(number)"]
  }

  var description: String {
    "cycle \(cycle + 1), killed at \(call) \(number), \(shown)"
      + (isConsumed ? ", outbound files taken away" : "")
  }

  func consumed(_ isConsumed: Bool) -> LawKillPoint {
    var point = self
    point.isConsumed = isConsumed
    return point
  }

  /// Points in what strace saw of a run; calls are numbered as its `when` counts them.
  static func all(in seen: String, cycle: Int) -> [LawKillPoint] {
    var points: [LawKillPoint] = []
    var counts: [Substring: Int] = [:]
    var process: Substring?
    for line in seen.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      guard words.count == 2, let open = words[1].firstIndex(of: "("),
        words[0] == process ?? words[0]
      else { continue }
      process = words[0]
      let call = words[1].drop { $0 == " " }.prefix { $0 != "(" }
      guard open > words[1].startIndex, call.allSatisfy({ $0.isLetter || $0.isNumber }) else {
        continue
      }
      counts[call, default: 0] += 1
      // A call that fails, or opens a file only to read it, changes nothing.
      if call == "openat" && !words[1].contains("O_CREAT") || words[1].contains(") = -1 ") {
        continue
      }
      points.append(
        LawKillPoint(
          cycle: cycle, call: String(call), number: counts[call, default: 0],
          shown: String(words[1].prefix(160))))
    }
    return points
  }
}

/// The state of a site after its last cycle, as far as a crash must not change it.
struct LawEnd {
  private static let parts = ["store", "reports", "archive", "files not taken", "files taken"]

  /// See `LawSite.outboundFiles()`.
  let outbound: [[String]]
  private let lines: [[String]]

  /// An uninterrupted run, all of whose outbound files are counted as taken.
  init(of site: LawSite) throws {
    let store = try site.store(.withoutRuns)
    let reports = site.reportsWithoutRun
    var taken: [String: [UInt8]] = [:]
    _ = try site.takeAway(site.outboundFiles(), into: &taken)
    try self.init(site, store, reports, taken)
  }

  init(of site: LawSite, taken: [String: [UInt8]]) throws {
    try self.init(site, site.store(.withoutRuns), site.reportsWithoutRun, taken)
  }

  private init(
    _ site: LawSite, _ store: [String], _ reports: [String], _ taken: [String: [UInt8]]
  ) throws {
    outbound = try site.outboundFiles()
    // The sender's own memory beside its files names the store, which is another one each time.
    let left = site.exchange.filter { !$0.key.contains("/.wmsync-staging/guard-") }
    lines = [
      store, reports, LawTree.lines(site.archive), LawTree.lines(left),
      LawTree.lines(taken),
    ]
  }

  func differences(from found: LawEnd) -> [String] {
    zip(Self.parts, zip(lines, found.lines)).flatMap { part, pair in
      LawDifference.between(pair.0, pair.1).map { "\(part): \($0)" }
    }
  }
}
