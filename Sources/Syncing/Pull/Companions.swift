internal import Intake

/// The small files that stand beside the exports of a feed: markers and manifests.
struct Companions {
  let feed: FeedSettings
  let directory: ExportDirectory

  /// The exports among the files found, each with what its manifest says.
  func described(_ found: [FoundFile]) throws -> [FoundFile] {
    guard let template = feed.ready.companion else { return found }
    let companions = Set(found.map { PathTemplate.filled(template, file: $0.name) })
    let exports = found.filter { !companions.contains($0.name) }
    guard case .manifest = feed.ready else { return exports }
    return try exports.map { try described($0, by: PathTemplate.filled(template, file: $0.name)) }
  }

  private func described(_ file: FoundFile, by name: String) throws -> FoundFile {
    guard file.kind == .regular else { return file }
    var described = file
    switch try SmallExport.read(name, in: directory) {
    case .absent: break
    case .unusable(let reason): described.manifestFault = "its manifest \(name) \(reason)"
    case .bytes(let bytes):
      do {
        described.manifest = try Manifest(parsing: bytes)
      } catch {
        described.manifestFault = "its manifest \(name) cannot be used: \(error.reason)"
      }
    }
    return described
  }
}
