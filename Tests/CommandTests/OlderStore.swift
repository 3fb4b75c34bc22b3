import Testing
import Workbench

/// A store that the program of an earlier layout left, as text under `Fixtures/stores`, with the site
/// around it; `Scripts/older-store` makes one.
struct OlderStore: Sendable, CustomTestStringConvertible {
  static let folder = Workbench.root + "/Fixtures/stores"
  /// Layouts of which there is a store, in order.
  static let layouts = Workbench.names(in: folder).compactMap { name in
    name.hasPrefix("layout-") ? Int(name.dropFirst("layout-".count)) : nil
  }.sorted()
  /// After the last command of every fixture, before anything is overdue.
  static let after = "2026-11-20T09:40:00Z"
  static let later = "2026-11-20T09:45:00Z"

  let layout: Int

  var testDescription: String { "layout \(layout)" }

  private var place: String { Self.folder + "/layout-\(layout)" }
  /// The first layout has its own site; all others were made in one shop.
  private var home: String { layout == 1 ? place : Self.folder + "/shop" }
  /// Where an upgrade keeps the store as it was.
  var backup: String { "state/backups/state-layout\(layout).db" }

  /// The site as that program left it: partners took what was sent, exports were archived.
  func site() throws -> TestSite {
    let site = try TestSite(Workbench.text(home + "/wmsync.yaml"))
    try site.folder.makeFolder("state")
    let made = try Program(path: "/usr/bin/sqlite3").run(
      ["-batch", site.folder.path(of: "state/state.db"), ".read \(place)/store.sql"],
      in: site.folder.path)
    try #require(made.status == 0 && made.err.isEmpty, "\(made.err)")
    // Later programs keep a log of what they sent beside the store.
    if Workbench.names(in: place).contains("sent.log") {
      try site.folder.write("state/sent.log", Workbench.text(place + "/sent.log"))
    }
    return site
  }

  /// Puts the newest export of each kind, that the store has taken before, into its place again.
  func deliverAgain(to site: TestSite) throws {
    guard layout > 1 else { return }
    var newest: [String: (name: String, text: String)] = [:]
    for cycle in Workbench.names(in: home + "/cycles") {
      for side in ["erp", "wms"] {
        let folder = "\(home)/cycles/\(cycle)/\(side)/out"
        for name in Workbench.names(in: folder) {
          let kind = side + "/" + name.prefix { $0 != "_" }
          newest[kind] = ("\(side)/out/\(name)", Workbench.text(folder + "/" + name))
        }
      }
    }
    try #require(newest.count == 10)
    for (_, export) in newest { try site.write(export.name, export.text) }
  }

  /// Files that the partners of the site would find.
  static func outgoing(_ site: TestSite) -> [String] {
    ["erp", "wms"].flatMap { side in
      site.folder.names(in: "exchange/\(side)/in").filter { !$0.hasPrefix(".") }.map {
        "\(side)/in/\($0)"
      }
    }
  }
}

/// Every row of every table and view of a store, cell by cell.
struct OlderRows {
  /// One query for each table and view, in the columns that it had.
  private let queries: String

  /// Tables, views and columns as they are now; by name, where only some are wanted.
  ///
  /// Where the key has got a field, as those of stock and of answers have, the hash of the content is
  /// made anew.
  init(of site: TestSite, only names: [String] = []) throws {
    let wanted = names.map { "'\($0)'" }.joined(separator: ", ")
    queries = try site.query(
      """
      SELECT 'SELECT ''' || m.name || ': '' || ' || group_concat('quote("' || p.name || '")',
        ' || ''|'' || ') || ' FROM "' || m.name || '" ORDER BY 1;'
      FROM sqlite_schema m, pragma_table_info(m.name) p
      WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite%' AND m.name <> 'setting'
        \(wanted.isEmpty ? "" : "AND m.name IN (\(wanted))")
        AND NOT (m.name IN ('stock_record', 'ack_record') AND p.name = '_hash')
      GROUP BY m.name ORDER BY m.name
      """
    ).joined(separator: "\n")
  }

  /// What those tables and views hold in a store of the site.
  func rows(in file: String = "state/state.db", of site: TestSite) throws -> [String] {
    let ended = try Program(path: "/usr/bin/sqlite3").run(
      [site.folder.path(of: file), queries], in: site.folder.path)
    try #require(ended.status == 0 && ended.err.isEmpty, "\(ended.err)")
    return ended.out.split(separator: "\n").map(String.init)
  }
}
