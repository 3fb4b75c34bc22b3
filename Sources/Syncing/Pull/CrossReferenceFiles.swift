internal import Domain
internal import Glibc
internal import Intake
internal import Mapping

/// Reads the cross references of a site, from its configuration and from files beside it.
enum CrossReferenceFiles {
  static func read(for settings: Settings) throws(SyncFailure) -> [String: CrossReference] {
    var tables: [String: CrossReference] = [:]
    for (name, reference) in settings.crossReferences {
      tables[name] = CrossReference(
        name: name, values: try values(of: reference, in: settings),
        unmatched: reference.unmatched)
    }
    return tables
  }

  private static func values(
    of reference: CrossReferenceSettings, in settings: Settings
  ) throws(SyncFailure) -> [String: String] {
    switch reference.source {
    case .values(let values):
      return values
    case .file(let path, let dialectName, let theirs, let ours):
      guard let dialect = settings.dialects[dialectName] else { return [:] }
      let file = settings.exchangeFolder + "/" + path
      do {
        return try read(file, as: dialect, theirs: theirs, ours: ours)
      } catch {
        let place = error.line > 0 ? "\(file):\(error.line)" : file
        throw SyncFailure(
          error.isSystemFault && isReadable(file) ? .inputOutput : .configuration,
          "\(place): cross reference \(reference.name): \(error.reason)")
      }
    }
  }

  /// Whether it is the system that keeps a file from being read: where none is, or something
  /// else, the configuration is wrong.
  private static func isReadable(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return errno != ENOENT }
    return status.st_mode & S_IFMT == S_IFREG
  }

  private static func read(
    _ path: String, as dialect: Dialect, theirs: String, ours: String
  ) throws(UnreadableFile) -> [String: String] {
    let reader = try rowReader(
      for: dialect, mappedColumns: [theirs, ours], source: try ByteSource(path: path))
    var values: [String: String] = [:]
    var row = RawRow()
    while true {
      switch try reader.next(&row) {
      case .end:
        return values
      case .broken(let broken):
        throw UnreadableFile(
          line: broken.line, byteOffset: broken.byteOffset, reason: broken.reason)
      case .row, .known:
        let key = try cell(theirs, of: row, reader)
        let value = try cell(ours, of: row, reader)
        guard values.updateValue(value, forKey: key) == nil else {
          throw UnreadableFile(
            line: row.line, byteOffset: row.byteOffset, reason: "\"\(key)\" stands there twice")
        }
      }
    }
  }

  private static func cell(
    _ column: String, of row: RawRow, _ reader: any RowReader
  ) throws(UnreadableFile) -> String {
    let index = reader.header?.firstIndex(of: column) ?? Int(column).map { $0 - 1 }
    guard let index else {
      throw UnreadableFile(
        line: row.line, byteOffset: row.byteOffset, reason: "there is no column \"\(column)\"")
    }
    guard let cell = row.cell(index) else {
      let wanted = max(reader.header?.count ?? 0, index + 1)
      throw UnreadableFile(
        line: row.line, byteOffset: row.byteOffset,
        reason: "the row has \(row.cellCount) of \(wanted) columns, \"\(column)\" is missing")
    }
    return cell.trimmed
  }
}

extension String {
  /// Without blanks and tabs at both ends.
  var trimmed: String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let front = drop(while: isBlank)
    guard let last = front.lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(front[...last])
  }
}
