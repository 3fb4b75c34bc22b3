import Testing
import Workbench

/// What `run --dry-run` says is what the run that follows does, cycle by cycle of every scenario.
@Suite struct LawRehearsalTests {
  @Test(arguments: LawScenario.all)
  func `a rehearsal says what the run does and leaves everything as it was`(
    _ scenario: LawScenario
  ) throws {
    let site = try LawSite(scenario)
    for cycle in scenario.cycles {
      try site.deliver(cycle.files)
      let before = try Self.everything(of: site)
      let said = try JSONTree(site.run(cycle, ["--dry-run"]))
      let after = try Self.everything(of: site)
      #expect(before == after, "\(cycle.name): \(Self.changed(before, after))")
      let lastEvent = try Self.lastEvent(of: site)
      let done = try JSONTree(site.run(cycle))
      for part in done.names {
        #expect(said[part] == done[part], "\(cycle.name): \(part)")
      }
      #expect(said.names == done.names + ["rehearsal"])
      let rehearsal = try #require(said["rehearsal"])
      let run = try #require(done["run"]?["id"]?.integer)
      for (part, rows) in try Self.deeds(of: run, after: lastEvent, in: site) {
        let told = rehearsal[part]?.items.map(Self.cells) ?? []
        #expect(told == rows, "\(cycle.name): \(part)")
      }
    }
  }

  /// Every file with its bytes but the lock, whose bytes name the process.
  private static func everything(of site: LawSite) throws -> [String: [UInt8]] {
    LawTree.files(in: site.folder.path).filter { !$0.key.hasSuffix("/lock") }
  }

  private static func changed(
    _ before: [String: [UInt8]], _ after: [String: [UInt8]]
  ) -> [String] {
    Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
  }

  /// The members of an object as texts; of a list, what stands in it.
  private static func cells(of object: JSONTree) -> [String] {
    object.names.map { name in
      switch object[name] {
      case .string(let text): text
      case .number(let digits): digits
      case .array(let items): items.map { $0.text ?? "" }.joined(separator: "\n")
      default: ""
      }
    }
  }

  private static func lastEvent(of site: LawSite) throws -> String {
    guard site.hasStore else { return "0" }
    return try site.rows("SELECT coalesce(max(id), 0) FROM exception_history")[0][0]
  }

  /// What a run did, as the store knows it: the same cells in the same order.
  private static func deeds(
    of run: Int, after event: String, in site: LawSite
  ) throws -> [String: [[String]]] {
    let kinds = "('opened', 'reopened', 'escalated', 'closed')"
    return [
      "changes": try site.rows(
        """
        SELECT entity, key, field, decision, other, other_value, owner_value, coalesce(rule, '')
        FROM decisions WHERE run = \(run) ORDER BY id
        """),
      "files": try site.rows(
        """
        SELECT stream, system, name, run, records, sha256, coalesce((SELECT
          group_concat(key, char(10)) FROM (SELECT key FROM sent WHERE outbox = o.id
          ORDER BY row)), '')
        FROM outbox o WHERE run = \(run) ORDER BY stream, seq
        """),
      "exceptions": try site.rows(
        """
        SELECT h.action, e.code, e.severity, coalesce(e.entity, ''), e.key,
          coalesce(e.warehouse, ''), coalesce(e.field, ''), e.message
        FROM exception_history h JOIN exception_book e ON e.id = h.exception
        WHERE h.id = (SELECT max(id) FROM exception_history
          WHERE exception = e.id AND id > \(event) AND action IN \(kinds)) ORDER BY e.id
        """),
    ]
  }
}
