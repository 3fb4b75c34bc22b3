internal import Domain
internal import Glibc
internal import Intake
internal import Proposing
internal import Sending

/// `init --from`: looks at exports and proposes a site that reads them.
package enum ProposalOperation {
  /// Writes a configuration with its evidence, and puts the exports where its feeds look for them.
  ///
  /// - Parameters:
  ///   - folder: of the new site; nothing that exists there is overwritten.
  ///   - exports: paths, each perhaps with its system in front, as `wms=stock.csv`.
  /// - Returns: what was found of each file; `configuration` where the proposal itself is at fault.
  /// - Throws: `inputOutput` where a file cannot be read or something stands in the way.
  package static func perform(folder: String, exports: [String]) throws(SyncFailure) -> Answer {
    var files: [SiteProposal.File] = []
    for export in exports { files.append(try file(export)) }
    var proposal = SiteProposal(name: siteName(folder), timezone: "UTC", files: files)
    let configuration = folder + "/wmsync.yaml"
    let places = proposal.places.map { (from: $0.path, to: "\(folder)/exchange/\($0.place)") }
    try refuseWhatExists([configuration] + places.map(\.to))
    do {
      for place in places { try copy(place.from, to: place.to) }
      for name in ["erp/in", "wms/in"] { try FolderMaker.make("\(folder)/exchange/\(name)") }
      proposal = SiteProposal(
        name: siteName(folder), timezone: "UTC", files: files,
        warehouses: try warehouses(of: proposal, configuration))
      try SmallFile.replace(configuration, with: Array(proposal.configuration.utf8))
    } catch {
      // Whoever tries again must not find copies in the way.
      for place in places { unlink(place.to) }
      throw error
    }
    return answer(folder, configuration, files, proposal)
  }

  private static func file(_ export: String) throws(SyncFailure) -> SiteProposal.File {
    let (system, path) = try parts(export)
    let sample = try ExportSample(path: path)
    do throws(UnreadableFile) {
      return SiteProposal.File(path: path, system: system, survey: try ExportSurvey(sample))
    } catch {
      throw SyncFailure(.inputOutput, "\(path):\(error.line): cannot be read: \(error.reason)")
    }
  }

  /// `wms=stock.csv` is the file `stock.csv` of `wms`, unless a file has that whole name.
  private static func parts(
    _ export: String
  ) throws(SyncFailure) -> (system: String?, path: String) {
    guard let mark = export.firstIndex(of: "="), access(export, F_OK) != 0 else {
      return (nil, export)
    }
    let system = String(export[..<mark])
    let isName =
      system.first.map { $0.isASCII && $0.isLowercase } == true
      && system.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
    guard isName else {
      throw SyncFailure(
        .usage, "\(export): \"\(system)\" is no name of a system; lower case letters, as wms=FILE")
    }
    return (system, String(export[export.index(after: mark)...]))
  }

  private static func siteName(_ folder: String) -> String {
    var name = ""
    for character in folder.namePart.lowercased() {
      name.append(character.isASCII && (character.isLetter || character.isNumber) ? character : "-")
    }
    let trimmed = name.drop { $0 == "-" }
    return trimmed.first?.isLetter == true ? String(trimmed) : "my-site"
  }

  private static func refuseWhatExists(_ paths: [String]) throws(SyncFailure) {
    var taken: Set<String> = []
    for path in paths {
      guard try !SmallFile.exists(path) else {
        throw SyncFailure(.inputOutput, "\(path) exists already; nothing was written")
      }
      guard taken.insert(path).inserted else {
        throw SyncFailure(
          .usage,
          "two of the files would become \(path); say which system each comes from, as "
            + "wms=FILE, or rename one; nothing was written")
      }
    }
  }

  /// Copies a file with the time of its last change, from which `ready` counts.
  private static func copy(_ source: String, to target: String) throws(SyncFailure) {
    var status = stat()
    guard stat(source, &status) == 0 else { throw SmallFile.failure(source, "look at") }
    do {
      let folder = Folder(path: target.folderPart)
      try folder.make()
      try folder.copy(source, as: target.namePart)
    } catch {
      throw SyncFailure(error)
    }
    var times = [status.st_atim, status.st_mtim]
    guard utimensat(AT_FDCWD, target, &times, 0) == 0 else {
      throw SmallFile.failure(target, "set the time of")
    }
  }

  /// The codes of warehouses that come out of the proposed feeds.
  private static func warehouses(
    of proposal: SiteProposal, _ path: String
  ) throws(SyncFailure) -> [String: Set<String>] {
    // A proposal that cannot be read is answered with its faults.
    guard var settings = try? Settings.read(text: proposal.configuration, path: path) else {
      return [:]
    }
    settings.warehouses = []
    let reading = try SampleReading(settings, keepsMasters: false)
    return Dictionary(uniqueKeysWithValues: reading.warehouses.map { ($0.key.text, $0.value) })
  }

  private static func answer(
    _ folder: String, _ configuration: String, _ files: [SiteProposal.File],
    _ proposal: SiteProposal
  ) -> Answer {
    var lines: [String] = []
    for file in files {
      lines.append("\(file.path)")
      lines += file.survey.evidence.map { "  " + text($0) }
    }
    if !proposal.evidence.isEmpty { lines.append("between the files") }
    lines += proposal.evidence.map { "  " + text($0) }
    lines.append(
      "\(configuration): \(proposal.readyFeeds) feeds ready, \(proposal.openFeeds) to be filled in")
    lines.append("next: read \(configuration), then wmsync -c \(configuration) check --sample")
    var json: [JSONValue.Member] = [
      .init("configuration", .string(configuration)),
      .init("ready", .number(String(proposal.readyFeeds))),
      .init("open", .number(String(proposal.openFeeds))),
    ]
    let found = files.map { file in
      JSONValue.object([
        .init("file", .string(file.path)),
        .init("evidence", .array(file.survey.evidence.map(document))),
      ])
    }
    json.append(.init("files", .array(found)))
    json.append(.init("between", .array(proposal.evidence.map(document))))
    let faults = faults(configuration, proposal.configuration)
    return Answer(
      lines: lines, json: .object(json), notes: faults,
      status: faults.isEmpty ? .done : .configuration)
  }

  /// What the proposed configuration itself has wrong.
  private static func faults(_ path: String, _ text: String) -> [String] {
    do throws(SettingsErrors) {
      _ = try Settings.read(text: text, path: path)
      return []
    } catch {
      return [error.text]
    }
  }

  private static func text(_ evidence: Evidence) -> String {
    "\(evidence.subject): \(evidence.finding)  (\(evidence.confidence.name); \(evidence.reason))"
  }

  private static func document(_ evidence: Evidence) -> JSONValue {
    .object([
      .init("about", .string(evidence.subject)), .init("found", .string(evidence.finding)),
      .init("why", .string(evidence.reason)),
      .init("confidence", .string(evidence.confidence.name)),
    ])
  }
}

extension ExportSample {
  /// The beginning of a file.
  ///
  /// - Throws: `inputOutput`; what is no regular file is refused.
  fileprivate init(path: String) throws(SyncFailure) {
    var bytes: [UInt8] = []
    do {
      try Folder.read(path) { part in
        bytes += part
        return bytes.count <= Self.mostBytes
      }
    } catch {
      throw SyncFailure(error)
    }
    self.init(
      name: path.namePart, bytes: Array(bytes.prefix(Self.mostBytes)),
      isCut: bytes.count > Self.mostBytes)
  }
}
