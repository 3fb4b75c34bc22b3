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

/// The cells that a field read lately and their values: most columns that need a closer look hold
/// a few words over and over, in whatever order the rows come.
struct LateCells {
  private struct Cell {
    var bytes: [UInt8] = []
    var value: Value?
  }

  private var cells = [Cell](repeating: Cell(), count: 16)

  /// Words of a column mostly differ in length, front or end.
  private func place(of cell: ArraySlice<UInt8>) -> Int {
    guard let first = cell.first, let last = cell.last else { return 0 }
    return (Int(first) &+ Int(last) &* 3 &+ cell.count &* 5) % cells.count
  }

  func value(of cell: ArraySlice<UInt8>) -> Value? {
    let place = place(of: cell)
    guard let value = cells[place].value, cells[place].bytes.count == cell.count,
      cells[place].bytes.elementsEqual(cell)
    else { return nil }
    return value
  }

  mutating func keep(_ value: Value, of cell: ArraySlice<UInt8>) {
    let place = place(of: cell)
    cells[place].bytes.removeAll(keepingCapacity: true)
    cells[place].bytes.append(contentsOf: cell)
    cells[place].value = value
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
