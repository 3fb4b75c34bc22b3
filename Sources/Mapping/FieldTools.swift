import Domain
import Intake

/// What all fields of a mapping share.
struct FieldTools {
  let numbers: NumberReading
  let times: TimeReading
  let warehouses: WarehouseReading
  let units: (any UnitSource)?
  let nulls: Set<ByteText>
  /// Whether an empty text means that there is no value.
  let emptyIsNull: Bool
  private let nullBytes: [[UInt8]]
  let trims: Bool
  let crossReferences: [String: CrossReference]

  init(dialect: Dialect, context: MappingContext) {
    numbers = NumberReading(
      decimalMark: dialect.decimalMark, thousandsMark: dialect.thousandsMark)
    times = TimeReading(dialect: dialect, timezone: context.timezone)
    warehouses = WarehouseReading(context)
    units = context.units
    nulls = Set(dialect.nulls.map { ByteText($0) })
    emptyIsNull = nulls.contains(ByteText(""))
    nullBytes = dialect.nulls.map { Array($0.utf8) }.filter { !$0.isEmpty }
    trims = dialect.trim
    crossReferences = context.crossReferences
  }

  /// Whether the bytes are one of the words for "empty", other than no bytes at all.
  func isNullWord(_ bytes: ArraySlice<UInt8>) -> Bool {
    nullBytes.contains { $0.elementsEqual(bytes) }
  }
}

/// The cell that a field read last and its value: most columns repeat it row after row.
struct LastCell {
  private var bytes: [UInt8] = []
  private var value: Value?

  func value(of cell: ArraySlice<UInt8>) -> Value? {
    guard let value, bytes.count == cell.count, bytes.elementsEqual(cell) else { return nil }
    return value
  }

  mutating func keep(_ value: Value, of cell: ArraySlice<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: cell)
    self.value = value
  }
}

extension RawRow {
  /// Where a cell stands in `bytes`; `nil` when the row is shorter.
  func range(_ index: Int) -> Range<Int>? {
    guard index < ends.count else { return nil }
    let start = index == 0 ? 0 : ends[index - 1]
    return start..<ends[index]
  }

  /// The bytes of a cell; `nil` when the row is shorter.
  func slice(_ index: Int) -> ArraySlice<UInt8>? { range(index).map { bytes[$0] } }
}
