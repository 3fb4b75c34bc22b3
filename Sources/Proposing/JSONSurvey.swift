import Domain
import Intake

/// Lays the records of a JSON file out as a table: one column for each pointer to a scalar.
struct JSONSurvey {
  /// How deep objects within objects are looked into.
  private static let mostDepth = 4
  static let mostRecords = 20_000

  /// Pointer to the array of records; `nil` when the document is the array or the record.
  let records: String?
  let table: SampleTable
  /// What was wrong behind the last record that could be read.
  let fault: UnreadableFile?

  /// - Throws: `UnreadableFile` when not even the first record can be read.
  init(_ sample: ExportSample, dialect: Dialect) throws(UnreadableFile) {
    var dialect = dialect
    var read = try Self.read(sample, dialect)
    if dialect.format == .json, read.documents.count == 1,
      let pointer = Self.arrayOfRecords(in: read.documents[0])
    {
      dialect.records = pointer
      read = try Self.read(sample, dialect)
    }
    records = dialect.records
    fault = read.fault
    table = Self.table(of: read.documents)
  }

  private static func read(
    _ sample: ExportSample, _ dialect: Dialect
  ) throws(UnreadableFile) -> (documents: [JSONValue], fault: UnreadableFile?) {
    let reader = try rowReader(
      for: dialect, mappedColumns: [], source: ByteSource(bytes: sample.bytes))
    var documents: [JSONValue] = []
    var row = RawRow()
    do throws(UnreadableFile) {
      while documents.count < mostRecords {
        guard case .row = try reader.next(&row), let document = row.document else { break }
        documents.append(document)
      }
    } catch {
      guard !documents.isEmpty else { throw error }
      return (documents, sample.isCut ? nil : error)
    }
    return (documents, nil)
  }

  /// The longest array of objects in a document, at most four names deep.
  private static func arrayOfRecords(in document: JSONValue) -> String? {
    guard case .object(let members) = document else { return nil }
    var found: [(pointer: String, count: Int)] = []
    func look(at members: [JSONValue.Member], under pointer: String, depth: Int) {
      for member in members {
        let place = pointer + "/" + escaped(member.name)
        if case .array(let elements) = member.value, elements.contains(where: \.isObject) {
          found.append((place, elements.count))
        } else if case .object(let inner) = member.value, depth < 4 {
          look(at: inner, under: place, depth: depth + 1)
        }
      }
    }
    // An object that has scalars beside its arrays is a record of its own, as an order.
    guard members.count(where: { $0.value.isScalar }) < 3, members.count < 8 else { return nil }
    guard !(members.count == 1 && members[0].value.isObject && isRecord(members[0].value)) else {
      return nil
    }
    look(at: members, under: "", depth: 1)
    return found.max { ($0.count, $1.pointer) < ($1.count, $0.pointer) }?.pointer
  }

  private static func isRecord(_ value: JSONValue) -> Bool {
    guard case .object(let members) = value else { return false }
    return members.count { $0.value.isScalar } >= 3
  }

  private static func escaped(_ name: String) -> String {
    name.replacing("~", with: "~0").replacing("/", with: "~1")
  }

  /// Scalars by their pointers, and arrays of objects by theirs.
  private struct Flat {
    var scalars: [(pointer: String, cell: String?)] = []
    var arrays: [(pointer: String, elements: [JSONValue])] = []

    mutating func add(_ value: JSONValue, at pointer: String, depth: Int) {
      guard case .object(let members) = value else { return }
      for member in members {
        let place = pointer + "/" + escaped(member.name)
        switch member.value {
        case .object: if depth < mostDepth { add(member.value, at: place, depth: depth + 1) }
        case .array(let elements):
          if elements.contains(where: \.isObject) { arrays.append((place, elements)) }
        case .null: scalars.append((place, nil))
        case .bool(let bool): scalars.append((place, bool ? "true" : "false"))
        case .number(let text), .string(let text): scalars.append((place, text))
        }
      }
    }
  }

  private static func table(of documents: [JSONValue]) -> SampleTable {
    var builder = TableBuilder()
    var arrays: [String: TableBuilder] = [:]
    var order: [String] = []
    for document in documents {
      var flat = Flat()
      flat.add(document, at: "", depth: 1)
      builder.add(flat.scalars)
      for array in flat.arrays {
        if arrays[array.pointer] == nil { order.append(array.pointer) }
        for element in array.elements where element.isObject {
          var inner = Flat()
          inner.add(element, at: "", depth: 1)
          // What stands around the array is one step out of it.
          let outer = flat.scalars.map { (pointer: ".." + $0.pointer, cell: $0.cell) }
          arrays[array.pointer, default: TableBuilder()].add(inner.scalars + outer)
        }
      }
    }
    var table = builder.table(each: nil)
    table.children = order.compactMap { arrays[$0]?.table(each: $0) }
    return table
  }
}

/// Gathers rows whose columns are found on the way.
private struct TableBuilder {
  private var places: [String: Int] = [:]
  private var columns: [SampleColumn] = []
  private var rows = 0

  mutating func add(_ cells: [(pointer: String, cell: String?)]) {
    for (pointer, cell) in cells {
      let place: Int
      if let known = places[pointer] {
        place = known
      } else {
        place = columns.count
        places[pointer] = place
        columns.append(SampleColumn(source: .path(pointer), cells: []))
      }
      let missing = rows - columns[place].cells.count
      if missing > 0 { columns[place].cells += [String?](repeating: nil, count: missing) }
      if columns[place].cells.count == rows { columns[place].cells.append(cell) }
    }
    rows += 1
  }

  func table(each: String?) -> SampleTable {
    let whole = columns.map { column in
      SampleColumn(
        source: column.source,
        cells: column.cells + [String?](repeating: nil, count: rows - column.cells.count))
    }
    return SampleTable(each: each, columns: whole, rowCount: rows)
  }
}

extension JSONValue {
  var isObject: Bool {
    if case .object = self { return true }
    return false
  }

  var isScalar: Bool {
    switch self {
    case .object, .array: false
    default: true
    }
  }
}
