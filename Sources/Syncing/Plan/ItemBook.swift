internal import Domain
internal import Persistence

/// Articles as the first system that has them tells them.
final class ItemBook {
  private static let most = 10_000

  private let session: Session
  private var known: [String: Record?] = [:]

  init(session: Session) { self.session = session }

  /// `nil` for an article that nobody tells.
  func item(_ sku: String) throws -> Record? {
    if let found = known[sku] { return found }
    let found = try session.first(RecordKey(parts: [sku]), of: .item)?.record
    if known.count >= Self.most { known.removeAll() }
    known[sku] = found
    return found
  }
}
