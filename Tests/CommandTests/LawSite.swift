import Glibc
import Workbench

/// A scenario at work in a throw-away folder.
struct LawSite: Sendable {
  let scenario: LawScenario
  let folder: ThrowawayFolder

  init(_ scenario: LawScenario) throws {
    self.scenario = scenario
    folder = try ThrowawayFolder()
    try folder.write("wmsync.yaml", scenario.configuration.text)
  }

  /// A copy, byte by byte, of another site as it is now.
  init(copyOf other: LawSite) throws {
    scenario = other.scenario
    folder = try ThrowawayFolder(copyOf: other.folder.path)
  }

  /// Whether a copy is the same to the program: a file that waits is known by its inode, and its copy
  /// is another file of that name.
  func canBeCopied() throws -> Bool {
    guard hasStore else { return true }
    let known = try rows("SELECT name FROM files UNION SELECT name FROM sighting")
    return !known.contains { folder.exists(scenario.configuration.exchange + "/" + $0[0]) }
  }

  /// A site on which all cycles were run, one after the other.
  static func played(_ scenario: LawScenario) throws -> LawSite {
    let site = try LawSite(scenario)
    for cycle in scenario.cycles { try site.play(cycle) }
    return site
  }

  /// Lets the files of a cycle arrive and runs it.
  func play(_ cycle: LawCycle) throws {
    try deliver(cycle.files)
    try run(cycle)
  }

  /// Lets files arrive: path below the exchange folder to content.
  func deliver(_ files: [String: [UInt8]]) throws {
    for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
      try folder.write(scenario.configuration.exchange + "/" + path, bytes: bytes)
    }
  }

  /// Runs a cycle.
  /// - Parameters:
  ///   - cycle: gives clock and accepted files.
  ///   - more: further options.
  ///   - clock: another clock than that of the cycle.
  /// - Returns: the summary as JSON text.
  /// - Throws: when the run ends otherwise than done or partial.
  @discardableResult
  func run(_ cycle: LawCycle, _ more: [String] = [], clock: String? = nil) throws -> String {
    let outcome = try Program.wmsync.run(arguments(cycle, clock: clock) + more, in: folder.path)
    return try Self.checked(outcome, cycle)
  }

  /// Runs a cycle below strace.
  /// - Parameters:
  ///   - cycle: gives clock and accepted files.
  ///   - options: of strace.
  /// - Returns: the status, 137 when the run was killed, and what strace saw.
  /// - Throws: when strace cannot be used, or the run was not killed and failed.
  func trace(_ cycle: LawCycle, _ options: [String]) throws -> (status: Int32, seen: String) {
    guard let strace = LawTool.strace else { throw WorkbenchError("strace is missing") }
    let words = ["-f", "-qq", "-o", folder.path(of: "trace")] + options
    let outcome = try strace.run(
      words + [Program.wmsync.path] + arguments(cycle, clock: nil), in: folder.path)
    let seen = folder.text(of: "trace") ?? ""
    unlink(folder.path(of: "trace"))
    if outcome.status != 137 { _ = try Self.checked(outcome, cycle) }
    return (outcome.status, seen)
  }

  private func arguments(_ cycle: LawCycle, clock: String?) -> [String] {
    ["-c", "wmsync.yaml", "run", "--json", "--at", clock ?? cycle.clock]
      + cycle.accept.flatMap { ["--accept", $0] }
  }

  private static func checked(_ outcome: Program.Outcome, _ cycle: LawCycle) throws -> String {
    guard outcome.status == 0 || outcome.status == 3 else {
      throw WorkbenchError(
        "cycle \(cycle.name) ended with status \(outcome.status): \(outcome.out)\(outcome.err)")
    }
    return outcome.out
  }

  // MARK: What is compared

  /// Everything in the exchange folder: path to content.
  var exchange: [String: [UInt8]] {
    LawTree.files(in: folder.path(of: scenario.configuration.exchange))
  }

  /// Outbound files by the names that the store knows them by, those of shadows too.
  var outbound: [String: [UInt8]] {
    let shadows = LawTree.files(in: folder.path(of: scenario.configuration.state + "/shadow"))
    return exchange.merging(shadows.map { ("shadow/" + $0, $1) }) { $1 }
  }

  /// Inbound files that were put away: path to content.
  var archive: [String: [UInt8]] {
    LawTree.files(in: folder.path(of: scenario.configuration.state + "/archive"))
  }

  /// The exceptions reports that people open in a spreadsheet: path to content.
  var reports: [String: [UInt8]] {
    LawTree.files(in: folder.path).filter { path, _ in
      path.hasSuffix("exceptions.csv")
        && !path.hasPrefix(scenario.configuration.exchange + "/")
    }
  }

  /// The reports without their last column, the number of the run.
  var reportsWithoutRun: [String] {
    LawTree.lines(
      reports.mapValues { bytes in
        let rows = LawRows.rows(in: bytes, quote: UInt8(ascii: "\""))
        return rows.flatMap { row in
          row.lastIndex(of: UInt8(ascii: ",")).map { row[..<$0] + [0x0a] } ?? row
        }
      })
  }

  func store(_ columns: LawColumns) throws -> [String] {
    try LawStore(path: storePath).lines(columns)
  }

  /// Feed of every file that was looked into, by its path below the exchange folder.
  func feeds() throws -> [String: String] {
    let rows = try LawStore(path: storePath).rows("SELECT name, feed FROM files ORDER BY id")
    return Dictionary(rows.map { ($0[0], $0[1]) }) { first, _ in first }
  }

  /// Outbound files in order: stream, name, marker (empty for none), records, message.
  func outboundFiles() throws -> [[String]] {
    try LawStore(path: storePath).rows(
      """
      SELECT stream, name, coalesce(marker, ''), records, message FROM outbox
      ORDER BY stream, seq
      """)
  }

  /// Numbers of the rows of an outbound file that nothing was sent after on the same subject.
  func lastRows(of file: String) throws -> Set<Int> {
    let rows = try LawStore(path: storePath).rows(
      "SELECT o.name, s.row FROM sent s JOIN outbox o ON o.id = s.outbox")
    return Set(rows.filter { $0[0] == file }.compactMap { Int($0[1]) })
  }

  /// Every exception that is not closed, by what it is about.
  func liveExceptions() throws -> [String] {
    try LawStore(path: storePath).rows(
      """
      SELECT code, coalesce(entity, ''), coalesce(key, ''), coalesce(warehouse, ''),
        coalesce(field, '') FROM exceptions WHERE state <> 'resolved' ORDER BY 1, 2, 3, 4, 5
      """
    ).map { $0.joined(separator: " ") }
  }

  var hasStore: Bool { folder.exists(scenario.configuration.state + "/state.db") }

  /// The rows of a query; no column may be NULL.
  func rows(_ query: String) throws -> [[String]] { try LawStore(path: storePath).rows(query) }

  private var storePath: String {
    folder.path(of: scenario.configuration.state + "/state.db")
  }

  // MARK: A consumer

  /// Takes the outbound files that are complete away, as a receiver does.
  /// - Parameters:
  ///   - files: names and markers, see `outboundFiles()`.
  ///   - taken: what was taken before; name to content.
  /// - Returns: names that were delivered a second time.
  func takeAway(_ files: [[String]], into taken: inout [String: [UInt8]]) -> [String] {
    var again: [String] = []
    for file in files {
      let isShadow = file[1].hasPrefix("shadow/")
      let root = isShadow ? scenario.configuration.state : scenario.configuration.exchange
      let name = root + "/" + file[1]
      let marker = root + "/" + file[2]
      guard folder.exists(name), file[2].isEmpty || folder.exists(marker) else { continue }
      if taken[file[1]] != nil { again.append(file[1]) }
      taken[file[1]] = Workbench.bytes(folder.path(of: name))
      unlink(folder.path(of: name))
      if !file[2].isEmpty { unlink(folder.path(of: marker)) }
    }
    return again
  }
}
