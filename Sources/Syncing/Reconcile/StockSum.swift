internal import Domain
internal import Reconciliation

/// Stock of one SKU in one warehouse as one system says it, summed per level.
struct StockSum {
  typealias Place = (file: Int64, line: Int)
  typealias Level = (level: [Value], quantity: ExactDecimal, place: Place?)

  var warehouse: String
  var sku: String
  /// In order of the level's values; few per SKU.
  var levels: [Level] = []
  private var worth: ExactDecimal?
  private var isValuedInFull = true

  init(warehouse: String, sku: String) {
    self.warehouse = warehouse
    self.sku = sku
  }

  /// Both list the same levels in the same order with the same quantities, none of them negative.
  func agrees(with other: StockSum) -> Bool {
    guard levels.count == other.levels.count else { return false }
    for (one, two) in zip(levels, other.levels) {
      guard one.quantity == two.quantity, one.quantity >= .zero, one.level == two.level else {
        return false
      }
    }
    return true
  }

  /// `nil` where the side lists no such level.
  subscript(level: [Value]) -> Level? { levels.first { $0.level == level } }

  var total: ExactDecimal { levels.reduce(.zero) { $0 + $1.quantity } }

  /// What the side says it is worth; `nil` unless it says so of everything that is there.
  var value: ExactDecimal? { isValuedInFull ? worth : nil }

  /// Takes what the side says a part of it is worth.
  mutating func value(_ quantity: ExactDecimal, at amount: ExactDecimal?) {
    if let amount {
      worth = (worth ?? .zero) + amount
    } else if quantity != .zero {
      isValuedInFull = false
    }
  }

  mutating func add(_ level: [Value], _ quantity: ExactDecimal, _ place: Place?) {
    if let index = levels.firstIndex(where: { $0.level == level }) {
      levels[index].quantity += quantity
    } else {
      levels.append((level, quantity, place))
    }
  }

  /// With what it will have once everything that explains a difference is posted.
  func adding(_ equations: [[Value]: StockEquation]) -> StockSum {
    var sum = self
    for (level, equation) in equations.sorted(by: { RecordKey($0.key) < RecordKey($1.key) })
    where !equation.parts.isEmpty {
      sum.add(level, equation.explained, nil)
    }
    return sum
  }
}
