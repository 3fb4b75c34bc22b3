internal import Domain
internal import Mapping

/// Holds back what claims to have happened later than the run's clock allows.
final class FutureTimes {
  private let latest: Timestamp
  private let tolerance: Int
  private let now: Timestamp
  /// Where the times of each record type stand that was met.
  private var places: [(schema: RecordSchema, positions: [Int])] = []

  init(session: Session) {
    now = session.now
    tolerance = session.settings.limits.futureSeconds
    latest = session.now.adding(seconds: tolerance)
  }

  /// The first time among the records that has not come.
  func find(in records: [MappedRecord]) -> (fault: RowFault, time: Timestamp)? {
    for record in records.lazy.map(\.record) {
      for position in positions(in: record.schema) {
        guard case .time(let time) = record.values[position], time > latest else { continue }
        return (fault(of: record, record.schema.fields[position].name, time), time)
      }
    }
    return nil
  }

  private func positions(in schema: RecordSchema) -> [Int] {
    if let known = places.first(where: { $0.schema === schema }) { return known.positions }
    let positions = schema.fields.indices.filter {
      schema.fields[$0].type == .time && !schema.fields[$0].isPlanned
    }
    places.append((schema, positions))
    return positions
  }

  private func fault(of record: Record, _ field: String, _ time: Timestamp) -> RowFault {
    RowFault(
      .timeInvalid, entity: record.schema.entity, key: record.key, field: field, column: "",
      value: time.description,
      reason: "\(field) \(time) lies ahead of the clock of this run, \(now), by more than"
        + " \(Self.duration(tolerance))")
  }

  private static func duration(_ seconds: Int) -> String {
    for (unit, length) in [("d", 86_400), ("h", 3_600), ("m", 60)]
    where seconds > 0 && seconds % length == 0 {
      return "\(seconds / length)\(unit)"
    }
    return "\(seconds)s"
  }

  /// Whether the time of a row that was held for it has come.
  func hasCome(_ cause: String?) -> Bool {
    guard let time = cause.flatMap({ Timestamp(rfc3339: $0) }) else { return false }
    return time <= latest
  }
}
