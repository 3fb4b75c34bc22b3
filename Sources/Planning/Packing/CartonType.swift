package import Domain

/// Three lengths in whole millimetres.
package struct BoxSize: Hashable, Sendable {
  package var length: Int
  package var width: Int
  package var height: Int

  package init(_ length: Int, _ width: Int, _ height: Int) {
    self.length = length
    self.width = width
    self.height = height
  }

  /// The longest side that is taken for one: 100 m.
  package static let mostMillimetres = 100_000

  /// Whole millimetres of a length in centimetres.
  package static func millimetres(ofCentimetres length: ExactDecimal, roundedUp: Bool) -> Int {
    let perMillimetre: Int64 = 100_000
    let (whole, rest) = length.millionths.quotientAndRemainder(dividingBy: perMillimetre)
    return Int(roundedUp && rest > 0 ? whole + 1 : whole)
  }

  /// In cubic millimetres.
  var volume: Int128 { Int128(length) * Int128(width) * Int128(height) }

  /// The ways to put it down, without doublets; the one it was measured in comes first.
  ///
  /// - Parameter isUpright: its height must stay its height.
  /// - Returns: up to six sizes, two where it is upright.
  func orientations(isUpright: Bool) -> [BoxSize] {
    let all = [
      self, BoxSize(width, length, height), BoxSize(length, height, width),
      BoxSize(height, length, width), BoxSize(width, height, length),
      BoxSize(height, width, length),
    ]
    var distinct: [BoxSize] = []
    for one in isUpright ? all.prefix(2) : all[...] where !distinct.contains(one) {
      distinct.append(one)
    }
    return distinct
  }

  /// Whether a box of this size goes in, as it stands.
  func holds(_ other: BoxSize) -> Bool {
    other.length <= length && other.width <= width && other.height <= height
  }
}

/// A carton that a warehouse packs into.
package struct CartonType: Equatable, Sendable {
  package var name: String
  /// Inside, rounded down to whole millimetres.
  package var inner: BoxSize
  /// The heaviest content; `nil` where there is no limit.
  package var maxWeight: ExactDecimal?

  package init(_ name: String, inner: BoxSize, maxWeight: ExactDecimal?) {
    self.name = name
    self.inner = inner
    self.maxWeight = maxWeight
  }

  func carries(_ weight: ExactDecimal) -> Bool { maxWeight.map { weight <= $0 } ?? true }
}

/// What one article is to the packer.
package struct PackedArticle: Equatable, Sendable {
  package var sku: String
  package var quantity: ExactDecimal
  /// Of one piece, rounded up to whole millimetres; `nil` where a measure is missing.
  package var size: BoxSize?
  /// Of one piece, in kilograms; `nil` where nobody says.
  package var weight: ExactDecimal?
  package var isHazardous: Bool
  /// It must not be laid on its side.
  package var isUpright: Bool

  package init(
    _ sku: String, _ quantity: ExactDecimal, size: BoxSize?, weight: ExactDecimal?,
    isHazardous: Bool = false, isUpright: Bool = false
  ) {
    self.sku = sku
    self.quantity = quantity
    self.size = size
    self.weight = weight
    self.isHazardous = isHazardous
    self.isUpright = isUpright
  }
}
