package import Domain

package enum BinKind {}
/// A bin of one warehouse, as `A01-012-3`.
package typealias BinID = Identifier<BinKind>

/// How the aisles of a warehouse run, as far as its location records do not say it themselves.
///
/// Whole millimetres.
package struct PickFloor: Hashable, Sendable {
  /// Between the centres of neighbouring aisles.
  package var pitch: Int
  /// How much of an aisle a bay takes.
  package var bayLength: Int
  /// How many bay numbers share a place along the aisle: 2 where odd and even ones face each other.
  package var baysAbreast: Int
  /// From the front cross aisle to the back one; `nil`: as far as the farthest bin needs.
  package var aisleLength: Int?
  /// Where a middle cross aisle lies, from the front; `nil` for a single block.
  package var middle: Int?
  /// The code of the aisle at whose front end every walk starts and ends; `nil`: the first.
  package var depotAisle: String?
  /// The front end of the first aisle in the coordinates of the records, in metres.
  package var originX: ExactDecimal
  package var originY: ExactDecimal

  package init(
    pitch: Int, bayLength: Int, baysAbreast: Int = 1, aisleLength: Int? = nil,
    middle: Int? = nil, depotAisle: String? = nil, originX: ExactDecimal = .zero,
    originY: ExactDecimal = .zero
  ) {
    self.pitch = pitch
    self.bayLength = bayLength
    self.baysAbreast = baysAbreast
    self.aisleLength = aisleLength
    self.middle = middle
    self.depotAisle = depotAisle
    self.originX = originX
    self.originY = originY
  }

  /// Metres as whole millimetres, rounded half away from zero.
  package static func millimetres(_ metres: ExactDecimal) -> Int {
    let half: Int64 = metres < .zero ? -500 : 500
    // Of millionths, so that the half cannot overflow.
    return Int(clamping: (Int128(metres.millionths) + Int128(half)) / 1_000)
  }
}

/// A bin as its location record describes it.
package struct PickBin: Hashable, Sendable {
  package var bin: BinID
  package var aisle: String?
  /// Its last number counts, from 1 at the front: `B012` is bay 12.
  package var bay: String?
  /// Not walked to: a bin lies where its bay lies, however high.
  package var level: String?
  /// `pick_seq`: only for bins whose place nobody knows.
  package var sequence: Int?
  /// Across the aisles and along them, in metres; only both together say a place.
  package var x: ExactDecimal?
  package var y: ExactDecimal?

  package init(
    _ bin: BinID, aisle: String? = nil, bay: String? = nil, level: String? = nil,
    sequence: Int? = nil, x: ExactDecimal? = nil, y: ExactDecimal? = nil
  ) {
    self.bin = bin
    self.aisle = aisle
    self.bay = bay
    self.level = level
    self.sequence = sequence
    self.x = x
    self.y = y
  }

  /// The last number in the code of the bay; `nil` where there is none, or none that can be.
  var bayNumber: Int? {
    guard let bay else { return nil }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    let number = bay.utf8.reversed().drop { !digits.contains($0) }.prefix { digits.contains($0) }
    let value = Int(String(decoding: number.reversed(), as: UTF8.self))
    return value.flatMap { $0 > 0 ? $0 : nil }
  }
}
