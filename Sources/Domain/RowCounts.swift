/// What a file's rows became.
package struct RowCounts: Equatable, Sendable {
  package var rows = 0
  package var skipped = 0
  package var new = 0
  package var changed = 0
  package var unchanged = 0
  package var held = 0
  /// Keys, not rows.
  package var vanished = 0

  package init() {}

  package static func += (left: inout Self, right: Self) {
    left.rows += right.rows
    left.skipped += right.skipped
    left.new += right.new
    left.changed += right.changed
    left.unchanged += right.unchanged
    left.held += right.held
    left.vanished += right.vanished
  }
}
