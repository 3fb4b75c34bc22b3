internal import Domain
internal import Glibc
internal import Intake
internal import Mapping
internal import Persistence
internal import Sending

/// Lays files that were read after a backup back where they were found.
struct InboundReturn {
  let settings: Settings
  let restored: RestoredStore
  let before: FormerStore

  /// A copy in the archive.
  private struct Archived {
    let path: String
    let feed: FeedSettings
    let id: Int64
    let name: String
  }

  func layBack() throws -> RestoreReport.Inbound {
    var report = RestoreReport.Inbound()
    for copy in try later(&report).sorted(by: { ($0.id, $0.path) < ($1.id, $1.path) }) {
      guard let place = place(of: copy) else {
        report.left.append("\(copy.path): nobody knows any more where it was found")
        continue
      }
      switch try lay(copy, at: place) {
      case .laid, .same: report.laid.append(place)
      case .taken:
        report.left.append(
          "\(copy.path): another file stands at \(place); lay it there once that one was read")
      }
    }
    report.deleted = before.deleted.map(\.name)
    report.deletingFeeds =
      before.isKnown ? [] : settings.feeds.filter { $0.after == .delete }.map(\.id.text)
    return report
  }

  /// Archived files that the restored ledger does not have.
  private func later(_ report: inout RestoreReport.Inbound) throws -> [Archived] {
    let archive = settings.stateFolder + "/archive"
    var found: [Archived] = []
    for day in try ExportDirectory.names(in: archive) {
      for feed in try ExportDirectory.names(in: archive + "/" + day) {
        for name in try ExportDirectory.names(in: "\(archive)/\(day)/\(feed)") {
          let path = "\(archive)/\(day)/\(feed)/\(name)"
          guard let dash = name.firstIndex(of: "-"), let id = Int64(name[..<dash]) else {
            continue
          }
          let plain = String(name[name.index(after: dash)...])
          if try isKnown(id, feed, plain) { continue }
          guard let settings = settings.feeds.first(where: { $0.id.text == feed }) else {
            report.left.append("\(path): there is no feed \(feed) any more")
            continue
          }
          found.append(Archived(path: path, feed: settings, id: id, name: plain))
        }
      }
    }
    return found
  }

  private func isKnown(_ id: Int64, _ feed: String, _ name: String) throws -> Bool {
    guard let file = try restored.ledgerFile(id), file.feed.text == feed else { return false }
    let known = file.name.namePart
    return known == name || known.hasPrefix(name + " (rewound ")
  }

  private func place(of copy: Archived) -> String? {
    if let place = before.place(ofFile: copy.id, feed: copy.feed.id, named: copy.name) {
      return place
    }
    let folder = copy.feed.files.folderPart
    guard !folder.contains(where: { "*?[".contains($0) }) else { return nil }
    return folder.isEmpty ? copy.name : folder + "/" + copy.name
  }

  /// The copy leaves the archive once it stands in its place; it is archived again when read.
  private func lay(_ copy: Archived, at place: String) throws -> Folder.Laying {
    let root = settings.exchangeFolder
    let folder = Folder(path: root + "/" + place.folderPart)
    try folder.make()
    let laying = try folder.lay(copy.path, as: place.namePart)
    guard laying != .taken else { return laying }
    if case .marker(let template) = copy.feed.ready {
      try SmallFile.replace(root + "/" + PathTemplate.filled(template, file: place), with: [])
    }
    guard unlink(copy.path) == 0 || errno == ENOENT else {
      throw SmallFile.failure(copy.path, "remove")
    }
    return laying
  }
}
