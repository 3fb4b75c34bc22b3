internal import Domain
internal import Persistence

/// Articles as the source-of-truth rules say; each is read once.
final class ItemBook {
  private static let most = 10_000

  private let library: MasterLibrary
  private var known: [String: MasterView] = [:]

  init(session: Session) throws {
    library = try MasterLibrary(session: session, schema: .item)
  }

  /// What holds of an article; nothing of one that nobody tells.
  func item(_ sku: String) throws -> MasterView {
    if let found = known[sku] { return found }
    let found = try library.view(of: RecordKey(parts: [sku]))
    if known.count >= Self.most { known.removeAll() }
    known[sku] = found
    return found
  }
}
