import Glibc
import Testing
import Workbench

/// A store that is lost and restored from a backup ends where an undisturbed one does.
@Suite struct RestoreLawTests {
  /// What becomes of the store before its backup is put back.
  enum Loss: String, CaseIterable {
    case halved
    case emptied
    case overwritten
    case deleted

    func befall(_ path: String, in folder: ThrowawayFolder) throws {
      let bytes = Workbench.bytes(folder.path(of: path))
      switch self {
      case .halved: try folder.write(path, bytes: Array(bytes.prefix(bytes.count / 2)))
      case .emptied: try folder.write(path, "")
      case .overwritten: try folder.write(path, "not a byte of it is left")
      case .deleted: unlink(folder.path(of: path))
      }
    }
  }

  @Test(arguments: LawScenario.all)
  func `a lost store loses nothing and sends nothing twice`(_ scenario: LawScenario) throws {
    let expected = try LawSite.played(scenario)
    let undisturbed = try (
      expected.store(.records), expected.liveExceptions(), LawOutbound.records(of: expected)
    )
    let (last, backups) = try Self.backedUp(scenario)
    for (turn, backup) in backups.enumerated() {
      let loss = Loss.allCases[turn % Loss.allCases.count]
      let played = try last.canBeCopied() ? LawSite(copyOf: last) : Self.backedUp(scenario).site
      let site = try Self.restored(played, from: backup, loss)
      let what = "\(backup), \(loss.rawValue)"
      // What was approved before the loss is not approved again once its effect is seen; that it goes
      // out once is told by the outbound files. Nor is it learned again which warehouse was to send
      // an order that was cancelled before any of it left.
      let isMadeAnew = { (line: String) in
        !line.hasPrefix("stock_correction: ")
          && !(line.hasPrefix("order_route: ")
            && line.contains(" qty=0 qty_open=0 status='closed'"))
          && !line.contains("reference_entity='stock_correction'")
      }
      expectSame(
        undisturbed.0.filter(isMadeAnew), try site.store(.records).filter(isMadeAnew),
        "records, \(what)")
      // Which file came after which is told of the run that read them; what small differences add up to
      // over several looks, none of which was the last, is known to those who looked.
      let isLasting = { (line: String) in
        !line.hasPrefix("FILE_LATE ")
          && !(line.hasPrefix("STOCK_UNEXPLAINED ") && line.hasSuffix(" stock.on_hand"))
      }
      expectSame(
        undisturbed.1.filter(isLasting), try site.liveExceptions().filter(isLasting),
        "exceptions, \(what)")
      expectSame(undisturbed.2, try LawOutbound.records(of: site), "outbound, \(what)")
    }
  }

  /// A site on which all cycles were run, with a backup made after each but the last, or after the
  /// only one; their names in order.
  private static func backedUp(
    _ scenario: LawScenario
  ) throws -> (site: LawSite, backups: [String]) {
    let site = try LawSite(scenario)
    var backups: [String] = []
    for (index, cycle) in scenario.cycles.enumerated() {
      try site.play(cycle)
      guard index == 0 || index < scenario.cycles.count - 1 else { break }
      backups.append("backup-after-\(index + 1).db")
      try site.command(["state", "backup", site.folder.path(of: backups[index])])
    }
    return (site, backups)
  }

  /// A site whose partner has collected everything when the store is lost, after its next run.
  private static func restored(
    _ site: LawSite, from backup: String, _ loss: Loss
  ) throws -> LawSite {
    let scenario = site.scenario
    var taken: [String: [UInt8]] = [:]
    _ = try site.takeAway(site.outboundFiles(), into: &taken)
    try loss.befall(scenario.configuration.state + "/state.db", in: site.folder)
    try site.command(["state", "restore", site.folder.path(of: backup)])
    if let last = scenario.cycles.last { try site.run(last) }
    let again = try site.takeAway(site.outboundFiles(), into: &taken)
    #expect(again == [], "sent a second time")
    for (name, bytes) in taken {
      try site.folder.write(scenario.configuration.exchange + "/" + name, bytes: bytes)
    }
    let proved = try site.command(["state", "verify"])
    #expect(proved.contains(": sound"), "\(proved)")
    return site
  }

  private func expectSame(_ expected: [String], _ found: [String], _ what: String) {
    let differences = LawDifference.between(expected, found)
    #expect(differences.isEmpty, "\(what):\n\(differences.joined(separator: "\n"))")
  }
}

extension LawSite {
  /// Runs another command, which must succeed.
  @discardableResult
  func command(_ words: [String]) throws -> String {
    let outcome = try Program.wmsync.run(["-c", "wmsync.yaml"] + words, in: folder.path)
    guard outcome.status == 0 else {
      throw WorkbenchError("\(words): \(outcome.status) \(outcome.out)\(outcome.err)")
    }
    return outcome.out
  }
}
