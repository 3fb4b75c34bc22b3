internal import Glibc
internal import Intake

/// Files below a folder, in byte order; hidden ones are left out.
enum FileTree {
  /// Names of everything directly in a folder but hidden files; none when it is absent.
  static func names(in folder: String) throws(SyncFailure) -> [String] {
    try allNames(in: folder).filter { !$0.hasPrefix(".") }
  }

  /// Names of everything directly in a folder; none when it is absent.
  static func allNames(in folder: String) throws(SyncFailure) -> [String] {
    do {
      return try ExportDirectory.names(in: folder)
    } catch {
      throw SyncFailure(error)
    }
  }

  /// Paths of all files below a folder.
  static func files(in folder: String) throws(SyncFailure) -> [String] {
    var found: [String] = []
    for name in try names(in: folder) {
      if isFolder(folder + "/" + name) {
        found += try files(in: folder + "/" + name).map { name + "/" + $0 }
      } else {
        found.append(name)
      }
    }
    return found
  }

  /// Removes a folder with everything in it, hidden files included.
  static func remove(_ folder: String) throws(SyncFailure) {
    do {
      for name in try ExportDirectory.names(in: folder) {
        let path = folder + "/" + name
        if isFolder(path) { try remove(path) } else { unlink(path) }
      }
    } catch {
      throw SyncFailure(error)
    }
    rmdir(folder)
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
