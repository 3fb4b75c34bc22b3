internal import Domain
internal import Glibc
internal import Intake

/// The copies of a store that lie in the folder `backups` beside it.
struct Backups {
  let folder: String

  init(beside store: String) {
    folder = Folders.above(store) + "/backups"
  }

  /// What to do about a store that cannot be used.
  var remedy: String {
    let own = "put a copy of the store back with \"wmsync state restore FILE\""
    let names: [String]
    do {
      names = try automatic()
    } catch {
      return "its backups cannot be looked for (\(SyncFailure(error).message)); \(own)"
    }
    guard let newest = names.last else { return "there is no backup in \(folder); \(own)" }
    return "restore the newest backup with \"wmsync state restore \(folder)/\(newest)\""
  }

  /// Names of backups whose names the program chose, oldest first.
  func automatic() throws -> [String] {
    try ExportDirectory.names(in: folder).filter(Self.isAutomatic).sorted {
      (Self.order($0), $0) < (Self.order($1), $1)
    }
  }

  /// A name that nothing stands under, as `state-20261122T060000Z.db`.
  func freeName(_ prefix: String, at now: Timestamp) throws -> String {
    var name = "\(prefix)-\(now.compact).db"
    var number = 1
    let taken = Set(try ExportDirectory.names(in: folder))
    while taken.contains(name) {
      number += 1
      name = "\(prefix)-\(now.compact)-\(number).db"
    }
    return name
  }

  /// Removes what an interrupted backup left; called while no other one can be at work.
  func removeHalves() throws {
    for name in try ExportDirectory.names(in: folder)
    where name.hasSuffix(".db.tmp") || name.hasSuffix(".db.tmp-journal") {
      try remove(name)
    }
  }

  private func remove(_ name: String) throws {
    guard unlink(folder + "/" + name) == 0 || errno == ENOENT else {
      throw SmallFile.failure(folder + "/" + name, "remove")
    }
  }

  /// Removes automatic backups beyond the newest; one is always kept.
  ///
  /// - Parameter count: how many to keep.
  /// - Returns: names of what was removed.
  /// - Throws: what the file system refused.
  func keepNewest(_ count: Int) throws -> [String] {
    let surplus = try automatic().dropLast(max(1, count))
    for name in surplus { try remove(name) }
    return Array(surplus)
  }

  private static func isAutomatic(_ name: String) -> Bool {
    guard name.hasPrefix("state-"), name.hasSuffix("Z.db") || name.contains("Z-") else {
      return false
    }
    let time = name.dropFirst(6).prefix(16)
    let shape = time.enumerated().map { index, character in
      index == 8 ? character == "T" : index == 15 ? character == "Z" : character.isNumber
    }
    return shape.count == 16 && !shape.contains(false) && name.hasSuffix(".db")
  }

  /// When an automatic backup was made; `nil` for another name.
  static func time(of name: String) -> String? {
    guard isAutomatic(name) else { return nil }
    let digits = name.dropFirst(6).prefix(16).filter { $0.isNumber }
    func part(_ start: Int, _ count: Int) -> Substring { digits.dropFirst(start).prefix(count) }
    return "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(8, 2)):\(part(10, 2)):"
      + "\(part(12, 2))Z"
  }

  /// Time, then number within it.
  private static func order(_ name: String) -> String {
    let number = Int(name.dropFirst(23).prefix { $0 != "." }) ?? 1
    return name.dropFirst(6).prefix(16) + padded(number, 6)
  }
}

/// Parts of paths.
enum Folders {
  /// The folder that a file lies in; `.` where the path names none.
  static func above(_ path: String) -> String {
    let folder = path.folderPart
    return !folder.isEmpty ? folder : path.hasPrefix("/") ? "" : "."
  }
}
