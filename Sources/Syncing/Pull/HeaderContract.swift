internal import Domain
internal import Reconciliation

/// The column names a feed had so far: what the next file is compared with.
struct HeaderContract {
  /// Between column names in the store: no export has it in a name.
  static let separator = "\u{1f}"

  private let columns: [String]?

  init(_ stored: String?) {
    columns = stored.map {
      $0.split(separator: Self.separator, omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// How a header departs from the contract; `nil` when it does not.
  ///
  /// - Parameters:
  ///   - header: column names of the new file; empty when it has no header.
  ///   - missing: mapped columns it lacks.
  ///   - refused: whether the file was not used because of that.
  /// - Returns: the departure.
  func drift(to header: [String], missing: [String], refused: Bool) -> FileFacts.Finding? {
    let before = columns ?? header
    let gone = missing + before.filter { !header.contains($0) && !missing.contains($0) }
    let added = header.filter { !before.contains($0) }
    let kept = before.filter { header.contains($0) }
    let isReordered = kept != header.filter { before.contains($0) }
    guard !gone.isEmpty || !added.isEmpty || isReordered || refused else { return nil }
    return .drift(missing: gone, added: added, reordered: isReordered, refused: refused)
  }
}
