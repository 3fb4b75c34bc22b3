/// A name that must not be mixed up with a name of another kind, as a system with a feed.
///
/// Ordered and compared by its UTF-8 bytes, so that no locale and no Unicode normalisation
/// decides what counts as the same thing.
package struct Identifier<Kind>: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let text: String

  @inlinable
  package init(_ text: String) {
    self.text = text
  }

  package var description: String { text }

  @inlinable
  package static func == (left: Self, right: Self) -> Bool {
    left.text.hasSameBytes(as: right.text)
  }

  @inlinable
  package static func < (left: Self, right: Self) -> Bool {
    left.text.precedesByBytes(right.text)
  }

  @inlinable
  package func hash(into hasher: inout Hasher) {
    hasher.combine(utf8Of: text)
  }
}

extension Hasher {
  /// Takes in the bytes of a text, so that texts that only look alike stay apart.
  @inlinable
  package mutating func combine(utf8Of text: String) {
    var text = text
    text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension Identifier: ExpressibleByStringLiteral, ExpressibleByUnicodeScalarLiteral,
  ExpressibleByExtendedGraphemeClusterLiteral
{
  package init(stringLiteral value: String) {
    self.init(value)
  }
}

package enum SystemKind {}
package enum FeedKind {}
package enum WarehouseKind {}
package enum StreamKind {}
package enum EntityKind {}
package enum SubjectKind {}
package enum FingerprintKind {}

/// A party we exchange files with, as `erp`, `wms`, `tpl`.
package typealias SystemID = Identifier<SystemKind>
/// One kind of file from one system, as `erp-items`.
package typealias FeedID = Identifier<FeedKind>
/// Our own code of a warehouse, as `HAM`.
package typealias WarehouseID = Identifier<WarehouseKind>
/// One kind of outbound file to one system, as `wms-orders`.
package typealias StreamID = Identifier<StreamKind>
/// The name of a record type, as `purchase_order_line`.
package typealias EntityID = Identifier<EntityKind>
/// What is judged at once, as everything about one purchase order.
package typealias SubjectID = Identifier<SubjectKind>
/// What tells one exception from every other one.
package typealias Fingerprint = Identifier<FingerprintKind>
