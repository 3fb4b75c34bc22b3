import Domain
import Sending

/// A file with one column `v` and a row per value.
func column(_ values: [Value], title: String = "v") -> OutboundFile {
  OutboundFile(
    entity: "item", message: "wms-items-7", sequence: 7,
    createdAt: Timestamp(microseconds: 1_795_780_800_000_000), titles: [title], types: [.text],
    rows: values.map { [$0] })
}

/// A dialect whose zone is one hour ahead of UTC.
func dialect(
  _ format: OutboundDialect.Format = .csv, _ change: (inout OutboundDialect) -> Void = { _ in }
) -> OutboundDialect {
  var dialect = OutboundDialect(format: format) { time in
    let local = time.adding(seconds: 3_600)
    return LocalTime(
      date: local.date, secondOfDay: local.secondOfDay, microsecond: local.microsecond)
  }
  change(&dialect)
  return dialect
}

extension OutboundFile {
  /// The file's text in a dialect of UTF-8.
  func text(_ dialect: OutboundDialect) -> String {
    String(decoding: bytes(in: dialect), as: UTF8.self)
  }
}

/// 2026-03-07 23:05:09.04 UTC: another day in the zone of the file.
let late = Timestamp(
  date: CalendarDate(days: 20_519), secondOfDay: 83_109, microsecond: 40_000)
