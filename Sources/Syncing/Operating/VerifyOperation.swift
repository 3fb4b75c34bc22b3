internal import Domain
internal import Intake
internal import Persistence

/// `state verify`: proves that a store or a backup is whole and does not contradict itself.
package enum VerifyOperation {
  /// - Parameters:
  ///   - file: a backup; `nil` for the store of the site.
  ///   - place: where and when.
  /// - Returns: one line that says that it is sound, or each fault as a line.
  /// - Throws: what the store failed with before it could be read.
  package static func verify(_ file: String?, at place: Workplace) throws(SyncFailure) -> Answer {
    try wrapped {
      let store = if let file { try backup(file) } else { try place.open(.look).store }
      let faults = try faults(of: store)
      let path = store.path
      return Answer(
        lines: faults.isEmpty
          ? ["\(path): sound, layout \(store.layout)"] : faults.map { "\(path): \($0)" },
        json: .object([
          .init("schema", .string("wmsync.verify/1")), .init("file", .string(path)),
          .init("layout", .number(String(store.layout))),
          .init("faults", .array(faults.map { .string($0) })),
        ]), status: faults.isEmpty ? .done : .inputOutput)
    }
  }

  /// Opens a file that somebody names as a backup.
  static func backup(_ file: String) throws(SyncFailure) -> StateStore {
    do {
      return try StateStore(path: file, create: false, readOnly: true)
    } catch {
      switch error.kind {
      case .missing where try !SmallFile.exists(file):
        throw SyncFailure(.notFound, "\(file): there is no such file")
      case .missing, .foreign:
        throw SyncFailure(.inputOutput, "\(file): this is no state store of wmsync")
      default: throw SyncFailure(error)
      }
    }
  }

  /// Everything that is wrong, one line each.
  static func faults(of store: StateStore) throws -> [String] {
    do {
      let pages = try store.pageFaults()
      guard pages.isEmpty else { return pages }
      return try store.contradictions() + changedFiles(in: store)
    } catch let error as StoreError where error.kind == .damaged || error.kind == .foreign {
      return [error.message]
    }
  }

  /// Files that wait to be sent and are not what was decided.
  private static func changedFiles(in store: StateStore) throws -> [String] {
    try store.undeliveredFiles().compactMap { file in
      ContentDigest.sha256(try store.bytes(of: file)) == file.sha256
        ? nil : "outbound file \(file.name) waits to be sent and its bytes were changed"
    }
  }
}
