internal import Domain
internal import Glibc
internal import Persistence
internal import Reporting

/// One scenario folder: cycles in name order on one throw-away store, each with its own clock.
struct Scenario {
  let folder: String

  private var name: String { folder.namePart }

  /// Plays all cycles and compares, or rewrites, what each of them wrote.
  func play(rewrites: Bool) throws(SyncFailure) -> ScenarioOutcome {
    let site = try ThrowawaySite()
    do {
      let outcome = try play(in: site, rewrites: rewrites)
      try site.remove()
      return outcome
    } catch {
      try site.remove()
      throw error
    }
  }

  private func play(
    in site: ThrowawaySite, rewrites: Bool
  ) throws(SyncFailure) -> ScenarioOutcome {
    var outcome = ScenarioOutcome(name: name)
    try SmallFile.replace(
      site.path + "/wmsync.yaml", with: try SmallFile.bytes(of: folder + "/wmsync.yaml"))
    let cycles = try FileTree.names(in: folder + "/cycles")
    for stale in try FileTree.names(in: folder + "/expected") where !cycles.contains(stale) {
      if rewrites {
        try FileTree.remove(folder + "/expected/" + stale)
        outcome.rewritten.append(folder + "/expected/\(stale) (removed)")
      } else {
        outcome.differences.append("expected/\(stale): there is no such cycle")
      }
    }
    for cycle in cycles {
      let written = try play(cycle, in: site)
      let expected = folder + "/expected/" + cycle
      if rewrites {
        outcome.rewritten += try Expectation(folder: expected).rewrite(written)
      } else {
        let card = try CycleCard(path: folder + "/cycles/\(cycle)/cycle.yaml")
        outcome.differences += try Expectation(folder: expected).differences(from: written) {
          (path, wanted, found) throws(SyncFailure) in
          try details(of: path, wanted, found, card, in: site)
        }.map { cycle + "/" + $0 }
      }
    }
    return outcome
  }

  /// Runs one cycle and gathers what it wrote: path below the expectation to bytes.
  private func play(
    _ cycle: String, in site: ThrowawaySite
  ) throws(SyncFailure) -> [String: [UInt8]] {
    let source = folder + "/cycles/" + cycle
    let card = try CycleCard(path: source + "/cycle.yaml")
    let settings: Settings
    do {
      settings = try Settings.read(path: site.path + "/wmsync.yaml")
    } catch {
      throw SyncFailure(.configuration, "\(name): " + error.text)
    }
    let exchange = settings.exchangeFolder
    try FolderMaker.make(exchange)
    for path in try FileTree.files(in: source) where path != "cycle.yaml" {
      try SmallFile.replace(
        exchange + "/" + path, with: try SmallFile.bytes(of: source + "/" + path))
    }
    var before: [String: [UInt8]] = [:]
    for path in try FileTree.files(in: exchange) {
      before[path] = try SmallFile.bytes(of: exchange + "/" + path)
    }
    var written: [String: [UInt8]] = [:]
    written["summary.json"] = Array(try run(card, in: site).utf8)
    written["exceptions.csv"] = try report(card, in: site)
    if let text = try explanation(card, in: site) { written["explain.txt"] = Array(text.utf8) }
    for path in try FileTree.files(in: exchange) {
      let bytes = try SmallFile.bytes(of: exchange + "/" + path)
      if before[path] != bytes { written["out/" + path] = bytes }
    }
    return written.merging(try shadows(of: settings)) { $1 }
  }

  /// What the streams in shadow wrote in this cycle; nobody takes it, so it is put out of the way.
  private func shadows(of settings: Settings) throws(SyncFailure) -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    for path in try FileTree.files(in: settings.stateFolder + "/" + OutboxFile.shadowFolder) {
      let full = settings.stateFolder + "/" + OutboxFile.shadowFolder + path
      found[OutboxFile.shadowFolder + path] = try SmallFile.bytes(of: full)
      guard unlink(full) == 0 else { throw SmallFile.failure(full, "remove") }
    }
    return found
  }

  /// What a difference is about, row by row, as the store of the scenario knows it after the cycle.
  private func details(
    of path: String, _ wanted: [UInt8]?, _ found: [UInt8], _ card: CycleCard,
    in site: ThrowawaySite
  ) throws(SyncFailure) -> [String] {
    try wrapped {
      let opened = try Site(path: site.path + "/wmsync.yaml", access: .look, now: card.clock)
      return try OutputComparison(of: opened).details(of: path, wanted: wanted, found: found)
    }
  }

  /// The run's summary; of a run that fails, its status and message.
  private func run(_ card: CycleCard, in site: ThrowawaySite) throws(SyncFailure) -> String {
    do {
      let opened = try Site(
        path: site.path + "/wmsync.yaml", access: .run(waitSeconds: 0), now: card.clock)
      var request = CycleRequest.run
      request.accept = card.accept
      return try Cycle(opened).run(request).json.indentedText + "\n"
    } catch {
      return JSONValue.object([
        .init("schema", .string("wmsync.run/1")),
        .init("run", .object([.init("exit", .number(String(error.status.rawValue)))])),
        .init("error", .string(site.anonymous(error.message))),
      ]).indentedText + "\n"
    }
  }

  /// What `wmsync explain` says after the cycle; `nil` where nothing is asked.
  private func explanation(
    _ card: CycleCard, in site: ThrowawaySite
  ) throws(SyncFailure) -> String? {
    guard let (entity, key) = card.explained else { return nil }
    let opened = try Site(path: site.path + "/wmsync.yaml", access: .look, now: card.clock)
    let answer = try ExplainOperation.perform(entity, key, in: opened)
    return answer.lines.map { $0 + "\n" }.joined()
  }

  private func report(
    _ card: CycleCard, in site: ThrowawaySite
  ) throws(SyncFailure) -> [UInt8] {
    try wrapped {
      let opened = try Site(path: site.path + "/wmsync.yaml", access: .look, now: card.clock)
      let run = try opened.store.lastRun()?.id ?? 0
      return Array(try Reports(site: opened).report(run: run).csv.utf8)
    }
  }
}

/// What `cycle.yaml` says: the clock, files that a person accepted, and a record to explain.
private struct CycleCard {
  let clock: Timestamp
  let accept: [String]
  let explained: (entity: String, key: String)?

  init(path: String) throws(SyncFailure) {
    let text = String(decoding: try SmallFile.bytes(of: path), as: UTF8.self)
    var clock: Timestamp?
    var accept: [String] = []
    var explained: (entity: String, key: String)?
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1).map { String($0).trimmed }
      guard parts.count == 2 else { continue }
      if parts[0] == "clock" { clock = Timestamp(rfc3339: parts[1]) }
      if parts[0] == "accept" {
        accept = parts[1].split { "[], \"'".contains($0) }.map(String.init)
      }
      if parts[0] == "explain" {
        let words = parts[1].split(separator: " ", maxSplits: 1).map(String.init)
        if words.count == 2 { explained = (words[0], words[1]) }
      }
    }
    guard let clock else {
      throw SyncFailure(
        .configuration, "\(path): no `clock: 2026-11-23T06:00:00Z` found")
    }
    self.clock = clock
    self.accept = accept
    self.explained = explained
  }
}

/// A site in a folder of its own that is removed afterwards.
private struct ThrowawaySite {
  let path: String

  init() throws(SyncFailure) {
    var template = Array("/tmp/wmsync-replay-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw SmallFile.failure("/tmp", "make a throw-away folder")
    }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  func remove() throws(SyncFailure) {
    try FileTree.remove(path)
  }

  /// A message without the name of the throw-away folder.
  func anonymous(_ message: String) -> String {
    var text = ""
    var rest = message[...]
    while let range = rest.firstRange(of: path + "/") {
      text += rest[..<range.lowerBound]
      rest = rest[range.upperBound...]
    }
    return text + rest
  }
}

/// The expected output of one cycle.
private struct Expectation {
  let folder: String

  /// Each difference, followed by what it is about.
  func differences(
    from written: [String: [UInt8]],
    details: (_ path: String, _ wanted: [UInt8]?, _ found: [UInt8]) throws(SyncFailure) -> [String]
  ) throws(SyncFailure) -> [String] {
    let expected = Set(try FileTree.files(in: folder))
    var differences: [String] = []
    for path in expected.union(written.keys).sorted() {
      guard let found = written[path] else {
        differences.append("\(path): expected, but not written")
        continue
      }
      guard expected.contains(path) else {
        differences.append("\(path): written, but not expected")
        differences += try details(path, nil, found).map { "\(path): " + $0 }
        continue
      }
      let wanted = try SmallFile.bytes(of: folder + "/" + path)
      guard wanted != found else { continue }
      differences.append(Self.firstDifference(path, wanted, found))
      differences += try details(path, wanted, found).map { "\(path): " + $0 }
    }
    return differences
  }

  private static func firstDifference(
    _ path: String, _ wanted: [UInt8], _ found: [UInt8]
  ) -> String {
    let one = wanted.split(separator: 0x0a, omittingEmptySubsequences: false)
    let two = found.split(separator: 0x0a, omittingEmptySubsequences: false)
    var line = 0
    while line < min(one.count, two.count), one[line] == two[line] { line += 1 }
    func text(_ lines: [ArraySlice<UInt8>]) -> String {
      line < lines.count
        ? "\"" + SafeText.shown(String(decoding: lines[line], as: UTF8.self)) + "\"" : "the end"
    }
    return "\(path):\(line + 1): expected \(text(one)), found \(text(two))"
  }

  /// Replaces the expectation; files that are as they were are left alone.
  func rewrite(_ written: [String: [UInt8]]) throws(SyncFailure) -> [String] {
    var changed: [String] = []
    for path in try FileTree.files(in: folder) where written[path] == nil {
      unlink(folder + "/" + path)
      changed.append(folder + "/" + path + " (removed)")
    }
    for (path, bytes) in written.sorted(by: { $0.key < $1.key }) {
      let full = folder + "/" + path
      if access(full, F_OK) == 0, try SmallFile.bytes(of: full) == bytes { continue }
      try SmallFile.replace(full, with: bytes)
      changed.append(full)
    }
    return changed
  }
}
