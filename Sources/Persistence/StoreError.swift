/// The state store cannot be used as asked; what happened and what to do.
package struct StoreError: Error, Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    /// There is no store yet.
    case missing
    /// Another process holds it.
    case busy
    /// It was made by a newer wmsync.
    case newer
    /// It is no store of ours.
    case foreign
    /// Pages are damaged.
    case damaged
    /// Disk full, permission, read or write error.
    case inputOutput
    /// A statement of ours failed: a mistake in wmsync.
    case internalFault
  }

  package let kind: Kind
  /// What happened and what to do, in one line.
  package let message: String

  /// Path of a store that only a backup can replace; `nil` for other failures.
  package let store: String?

  package init(_ kind: Kind, _ message: String, store: String? = nil) {
    self.kind = kind
    self.message = message
    self.store = store
  }
}
