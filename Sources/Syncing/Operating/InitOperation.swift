internal import Domain
internal import Glibc

/// `init`: makes a new site.
package enum InitOperation {
  /// Writes the files of an empty site or of the demo; nothing that exists is overwritten.
  package static func perform(folder: String, isDemo: Bool) throws(SyncFailure) -> Answer {
    let files = isDemo ? DemoSite.files() : EmptySite.files()
    for (path, _) in files where !path.hasSuffix("/") {
      guard access(folder + "/" + path, F_OK) != 0 else {
        throw SyncFailure(
          .inputOutput, "\(folder)/\(path) exists already; nothing was written")
      }
    }
    for (path, bytes) in files {
      let full = folder + "/" + path
      if path.hasSuffix("/") {
        try FolderMaker.make(full)
      } else {
        try SmallFile.replace(full, with: bytes)
      }
    }
    let count = files.count { !$0.path.hasSuffix("/") }
    return Answer(
      lines: [
        "\(folder): \(count) files written", "next: wmsync -c \(folder)/wmsync.yaml run",
      ],
      json: .object([
        .init("folder", .string(folder)), .init("files", .number(String(count))),
      ]))
  }
}
