internal import Domain
internal import Persistence
internal import Reporting
internal import Sending

/// `watermarks list` and `rewind`.
package enum WatermarkOperation {
  package static func list(at place: Workplace) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.look)
      var rows: [[String]] = []
      var documents: [JSONValue] = []
      for feed in site.settings.feeds {
        let state = try site.store.feedState(feed.id)
        let file = try state?.lastFile.flatMap { try site.store.file($0) }
        let cells = [
          feed.id.text, state?.lastName ?? "-", state?.lastSequence.map(String.init) ?? "-",
          file.map { String($0.counts.rows) } ?? "-", file?.firstKey?.text ?? "-",
          file?.lastKey?.text ?? "-", file?.takenAt.description ?? "-",
        ].map(SafeText.shown)
        rows.append(cells)
        documents.append(
          .object(
            zip(header, cells).map { .init($0, $1 == "-" ? .null : .string($1)) }))
      }
      return Answer(
        lines: TextTable([header] + rows, numeric: [2, 3]).lines, json: .array(documents))
    }
  }

  private static let header = [
    "feed", "file", "seq", "rows", "first key", "last key", "taken at",
  ]

  /// Forgets that files were taken, so that the next run reads them again.
  ///
  /// - Parameters:
  ///   - name: the feed.
  ///   - target: name of the newest file to keep as taken, its sequence number, or `start`.
  ///   - isConfirmed: without it, only what would be read again is shown.
  ///   - place: where and when.
  /// - Returns: the files.
  /// - Throws: what the store, a file or a stage failed with.
  package static func rewind(
    _ name: String, to target: String, isConfirmed: Bool, at place: Workplace
  ) throws(SyncFailure) -> Answer {
    try wrapped {
      let site = try place.open(.change)
      guard let feed = site.settings.feeds.first(where: { $0.id.text == name }) else {
        throw SyncFailure(.notFound, "there is no feed \(name)")
      }
      let files = try site.store.acceptedFiles(of: feed.id).filter { !$0.sha256.isEmpty }
      let kept = try keep(target, of: files)
      let again = files.dropFirst(kept)
      guard let first = again.first else {
        return Answer(lines: ["\(name): nothing was taken after \(target)"])
      }
      let places = try again.map { ($0, try Self.place(of: $0, in: site)) }
      let present = places.filter { $0.1 != .nowhere }.map { line($0.0) }
      let missing = places.filter { $0.1 == .nowhere }.map {
        "\(line($0.0)), not there any more; ask its sender for it again"
      }
      guard isConfirmed else {
        return Answer(
          lines: ["these files would be read again; --yes does it:"] + present + missing)
      }
      for (file, place) in places where place == .archive {
        try bringBack(file, of: feed, in: site)
      }
      try site.store.transaction {
        try site.store.forgetFiles(of: feed.id, from: first.id)
        try moveBack(feed.id, to: kept == 0 ? nil : files[kept - 1], in: site)
      }
      return Answer(lines: ["\(name): the next run reads again:"] + present + missing)
    }
  }

  private static func line(_ file: LedgerFile) -> String {
    "\(SafeText.shown(file.name)): \(file.counts.rows) rows"
  }

  /// Where a file that was taken can be found again.
  private enum Place {
    case exchange
    case archive
    case nowhere
  }

  private static func place(of file: LedgerFile, in site: Site) throws -> Place {
    if try SmallFile.exists(site.settings.exchangeFolder + "/" + file.name) { return .exchange }
    return try SmallFile.exists(site.settings.archivePath(of: file)) ? .archive : .nowhere
  }

  /// Lays a file that was archived back where it was found.
  private static func bringBack(
    _ file: LedgerFile, of feed: FeedSettings, in site: Site
  ) throws {
    let place = site.settings.exchangeFolder + "/" + file.name
    let folder = Folder(path: place.folderPart)
    try folder.make()
    _ = try folder.lay(site.settings.archivePath(of: file), as: place.namePart)
    if let template = feed.ready.companion {
      let companion = PathTemplate.filled(template, file: file.name)
      try SmallFile.replace(
        site.settings.exchangeFolder + "/" + companion, with: companionBytes(of: file, feed))
    }
  }

  /// An empty marker, or a manifest that says of the file what the ledger knows.
  private static func companionBytes(of file: LedgerFile, _ feed: FeedSettings) -> [UInt8] {
    guard case .manifest = feed.ready else { return [] }
    var lines = ["bytes: \(file.stamp.size)", "sha256: \(file.sha256)"]
    if let number = file.sequence { lines.append("sequence: \(number)") }
    if let run = file.senderRun { lines.append("run: \(run)") }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// How many files stay taken.
  private static func keep(_ target: String, of files: [LedgerFile]) throws -> Int {
    if target == "start" { return 0 }
    let index = files.lastIndex {
      $0.name == target || $0.name.namePart == target || $0.sequence.map(String.init) == target
    }
    guard let index else {
      throw SyncFailure(
        .notFound, "--to \(target): no taken file has that name or number; `start` means all")
    }
    return index + 1
  }

  private static func moveBack(
    _ feed: FeedID, to file: LedgerFile?, in site: Site
  ) throws {
    guard var state = try site.store.feedState(feed) else { return }
    state.lastFile = file?.id
    state.lastName = file?.name
    state.lastSequence = file?.sequence
    state.gapSince = nil
    try site.store.keep(state)
  }
}
