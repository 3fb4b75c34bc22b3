/// What the file system says of a file: enough to know that it was not touched since.
package struct FileStamp: Equatable, Sendable {
  package let size: Int64
  /// Nanoseconds since 1970; only compared, never ordered by.
  package let modified: Int64
  package let changed: Int64
  package let inode: Int64

  package init(size: Int64, modified: Int64, changed: Int64, inode: Int64) {
    self.size = size
    self.modified = modified
    self.changed = changed
    self.inode = inode
  }
}
