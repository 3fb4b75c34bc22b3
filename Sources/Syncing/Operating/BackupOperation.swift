internal import Domain
internal import Persistence
internal import Sending

/// `state backup`, `verify`, `migrate` and `export`.
package enum BackupOperation {
  /// Writes a verified copy of the store.
  ///
  /// - Parameters:
  ///   - file: where to; `nil` for a new name beside the store, where the oldest give way.
  ///   - waitSeconds: how long to wait for another run to end.
  ///   - place: where and when.
  /// - Returns: the path of the copy.
  /// - Throws: what the store or a file failed with.
  package static func backUp(
    to file: String?, waitSeconds: Int, at place: Workplace
  ) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.maintain(waitSeconds: waitSeconds))
      let backups = Backups(beside: site.store.path)
      try FolderMaker.make(backups.folder)
      try backups.removeHalves()
      let path = try file ?? backups.folder + "/" + backups.freeName("state", at: site.now)
      try site.store.copy(to: path)
      try site.store.transaction { try site.store.set(mark, to: "\(site.now) \(path)") }
      let removed = file == nil ? try backups.keepNewest(site.settings.retention.backups) : []
      try SentLog(of: site.settings).forgetWhatEveryBackupHas(backups)
      return Answer(
        lines: [path] + removed.map { "removed \(backups.folder)/\($0): newer ones are enough" },
        json: .object([
          .init("schema", .string("wmsync.backup/1")), .init("file", .string(path)),
          .init("at", .string(site.now.description)),
          .init("removed", .array(removed.map { .string($0) })),
        ]))
    }
  }

  private static let mark = "backup"

  /// Remembers a restored backup whose name tells when it was made.
  static func remember(_ backup: String, in store: StateStore) throws {
    guard let time = Backups.time(of: backup.namePart) else { return }
    try store.set(mark, to: "\(time) \(backup)")
  }

  /// When the newest backup was made, and where it is; `nil` before the first.
  static func last(in store: StateStore) throws -> (at: String, file: String)? {
    guard let text = try store.setting(mark), let gap = text.firstIndex(of: " ") else {
      return nil
    }
    return (String(text[..<gap]), String(text[text.index(after: gap)...]))
  }
}

package enum MigrateOperation {
  /// Brings a store of an older layout up to this program; opening it for work does that.
  package static func migrate(at place: Workplace) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.change)
      let from = site.store.migration?.from ?? site.store.layout
      let line =
        site.migrationNote
        ?? "\(site.store.path): layout \(site.store.layout) is what this program writes"
      return Answer(
        lines: [line],
        json: .object([
          .init("schema", .string("wmsync.migrate/1")), .init("from", .number(String(from))),
          .init("to", .number(String(site.store.layout))),
          .init("backup", site.store.migration.map { .string($0.backup) } ?? .null),
        ]))
    }
  }
}

package enum ExportOperation {
  /// Writes every view of the store as a CSV file into a folder.
  package static func export(to path: String, at place: Workplace) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.look)
      let folder = Folder(path: path)
      try folder.make()
      var written: [(file: String, rows: Int)] = []
      for view in try site.store.viewNames() {
        let rows = try write(view, of: site.store, to: folder)
        written.append(("\(path)/\(view).csv", rows))
      }
      return Answer(
        lines: written.map { "\($0.file): \($0.rows) rows" },
        json: .object([
          .init("schema", .string("wmsync.export/1")),
          .init(
            "files",
            .array(
              written.map {
                .object([
                  .init("file", .string($0.file)), .init("rows", .number(String($0.rows))),
                ])
              })),
        ]))
    }
  }

  private static func write(
    _ view: String, of store: StateStore, to folder: Folder
  ) throws -> Int {
    var rows = -1
    try folder.replace(view + ".csv") { write in
      var part: [UInt8] = []
      try store.scan(view: view) { cells in
        rows += 1
        part += cells.map { cell($0 ?? "") }.joined(separator: ",").utf8
        part.append(0x0a)
        guard part.count >= 1 << 20 else { return }
        try write(part)
        part.removeAll(keepingCapacity: true)
      }
      try write(part)
    }
    return rows
  }

  private static func cell(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x22, 0x2c, 0x0a, 0x0d].contains($0) }) else {
      return text
    }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
