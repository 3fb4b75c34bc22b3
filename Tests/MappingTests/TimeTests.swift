import Domain
import Intake
import Mapping
import Testing
import Workbench

@Suite struct TimeTests {
  private let berlin = MappingContext(system: "wms", timezone: "Europe/Berlin")
  private let german = Bench.dialect {
    $0.datePattern = "dd.MM.yyyy"
    $0.timePattern = "dd.MM.yyyy HH:mm:ss"
  }

  private func time(_ cell: String, _ dialect: Dialect, _ context: MappingContext) throws
    -> MappedRow
  {
    try Bench.map(cell, to: "as_of", of: "stock", dialect, context: context)
  }

  @Test(arguments: [
    ("2026-05-01T10:00:00Z", "2026-05-01T10:00:00Z"),
    ("2026-05-01T10:00:00.5Z", "2026-05-01T10:00:00.5Z"),
    ("2026-05-01T10:00:00+02:00", "2026-05-01T08:00:00Z"),
    ("2026-05-01T10:00:00-05:00", "2026-05-01T15:00:00Z"),
    ("2026-05-01T10:00:00", "2026-05-01T08:00:00Z"),
    ("2026-01-15 10:00:00", "2026-01-15T09:00:00Z"),
    ("2026-01-15", "2026-01-14T23:00:00Z"),
    ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
    ("1970-01-01T01:00:00+01:00", "1970-01-01T00:00:00Z"),
    ("2100-01-01T00:00:00Z", "2100-01-01T00:00:00Z"),
  ])
  func `a time is an instant`(written: String, instant: String) throws {
    #expect(try time(written, Bench.dialect(), berlin)["as_of"] == .instant(instant))
  }

  @Test(arguments: [
    "2026-02-30T10:00:00Z", "2026-02-30", "2025-02-29T00:00:00Z", "2026-05-01T24:00:00Z",
    "2026-05-01T10:60:00Z", "1969-12-31T23:59:59Z", "2100-01-01T00:00:01Z", "0001-01-01",
    "2026-13-01T00:00:00Z", "2026-05-01T00:00:60Z",
  ])
  func `a time that cannot be is TIME_INVALID`(written: String) throws {
    #expect(try time(written, Bench.dialect(), berlin).fault?.code == .timeInvalid)
  }

  @Test(arguments: ["yesterday", "1.5.2026", "2026-05-01T10", "", "10:00:00"])
  func `what is no time at all is ROW_INVALID`(written: String) throws {
    let dialect = Bench.dialect { $0.nulls = [] }
    #expect(try time(written, dialect, berlin).fault?.code == .rowInvalid)
  }

  @Test func `an hour that the clocks skip is TIME_INVALID`() throws {
    #expect(
      try time("29.03.2026 01:59:59", german, berlin)["as_of"] == .instant("2026-03-29T00:59:59Z"))
    #expect(
      try time("29.03.2026 03:00:00", german, berlin)["as_of"] == .instant("2026-03-29T01:00:00Z"))
    for clock in ["02:00:00", "02:30:00", "02:59:59"] {
      let fault = try time("29.03.2026 \(clock)", german, berlin).fault
      #expect(fault?.code == .timeInvalid)
      #expect(fault?.reason.contains("never was in Europe/Berlin") == true)
    }
  }

  @Test func `an hour that the clocks repeat is TIME_INVALID`() throws {
    #expect(
      try time("25.10.2026 01:59:59", german, berlin)["as_of"] == .instant("2026-10-24T23:59:59Z"))
    #expect(
      try time("25.10.2026 03:00:00", german, berlin)["as_of"] == .instant("2026-10-25T02:00:00Z"))
    for clock in ["02:00:00", "02:30:00", "02:59:59"] {
      let fault = try time("25.10.2026 \(clock)", german, berlin).fault
      #expect(fault?.code == .timeInvalid)
      #expect(fault?.reason.contains("twice") == true)
    }
    let stated = try time("2026-10-25T02:30:00+01:00", Bench.dialect(), berlin)
    #expect(stated["as_of"] == .instant("2026-10-25T01:30:00Z"))
  }

  @Test func `the dialect's zone goes before the site's`() throws {
    let dialect = Bench.dialect { $0.timezone = "America/New_York" }
    let result = try time("2026-07-01T12:00:00", dialect, berlin)
    #expect(result["as_of"] == .instant("2026-07-01T16:00:00Z"))
  }

  @Test func `a day whose midnight is skipped begins when the clocks change`() throws {
    let beirut = MappingContext(system: "wms", timezone: "Asia/Beirut")
    let result = try time("2026-03-29", Bench.dialect(), beirut)
    #expect(result["as_of"] == .instant("2026-03-28T22:00:00Z"))
  }

  @Test func `an unknown zone holds local times only`() throws {
    let nowhere = MappingContext(system: "wms", timezone: "Europe/Atlantis")
    #expect(
      try time("2026-05-01T10:00:00", Bench.dialect(), nowhere).fault?.code == .timeInvalid)
    #expect(try time("2026-05-01T10:00:00Z", Bench.dialect(), nowhere).fault == nil)
    #expect(!ZoneClock.isKnown("Europe/Atlantis"))
    #expect(ZoneClock.isKnown("Europe/Berlin"))
    #expect(ZoneClock.isKnown("UTC"))
  }

  @Test(arguments: [
    ("yyyyMMdd", "20181003", "2018-10-03"), ("d.M.yy", "3.1.69", "2069-01-03"),
    ("d.M.yy", "13.11.70", "1970-11-13"), ("dd/MM/yyyy", "03/10/2018", "2018-10-03"),
    ("yyyy-MM-dd", "2026-02-28", "2026-02-28"), ("yyyy-MM-dd", "2024-02-29", "2024-02-29"),
    ("yyyy-MM-dd", "2026-05-01T23:30:00-05:00", "2026-05-01"),
    ("yyyy'y'MM'm'", "2026y05m", "2026-05-01"),
  ])
  func `a date is read as the dialect writes it`(form: String, cell: String, day: String) throws {
    let dialect = Bench.dialect { $0.datePattern = form }
    let result = try Bench.map(cell, to: "valid_from", of: "kit_component", dialect)
    #expect(result["valid_from"] == .day(day))
  }

  @Test(arguments: [
    ("30.02.2026", ExceptionCode.timeInvalid), ("31.04.2026", .timeInvalid),
    ("01.13.2026", .timeInvalid), ("1.2.2026", .rowInvalid), ("01.02.26", .rowInvalid),
    ("01.02.2026x", .rowInvalid),
  ])
  func `a date that is not there holds the row`(cell: String, code: ExceptionCode) throws {
    let result = try Bench.map(cell, to: "valid_from", of: "kit_component", german)
    #expect(result.fault?.code == code)
  }

  @Test(arguments: [
    ("yyyy-MM-dd HH:mm:ss.SSS", "2025-02-07 10:01:36.827", "2025-02-07T10:01:36.827Z"),
    ("yyyyMMdd'T'HHmmss", "20250207T100136", "2025-02-07T10:01:36Z"),
    ("yyyy-MM-dd'T'HH:mm:ssX", "2025-02-07T10:01:36+0130", "2025-02-07T08:31:36Z"),
    ("M/d/yyyy H:mm", "2/7/2025 9:05", "2025-02-07T09:05:00Z"),
    ("yyyy-MM-dd HH:mm:ss.SSSSSS", "2025-02-07 10:01:36.000001", "2025-02-07T10:01:36.000001Z"),
  ])
  func `a time is read as the dialect writes it`(form: String, cell: String, at: String) throws {
    let dialect = Bench.dialect { $0.timePattern = form }
    let result = try time(cell, dialect, MappingContext(system: "wms"))
    #expect(result["as_of"] == .instant(at))
  }

  @Test(
    .enabled(if: Workbench.sharedFolder != nil, "needs ../shared"),
    arguments: ["date", "date-time"])
  func `published examples of dates are taken and refused as stated`(format: String) throws {
    let shared = try #require(Workbench.sharedFolder)
    let text = Workbench.text("\(shared)/data/json-schema-formats/\(format).json")
    var example: String?
    var count = 0
    for line in text.split(separator: "\n") {
      let line = line.drop { $0 == " " }
      if line.hasPrefix("\"data\": ") {
        let data = line.dropFirst("\"data\": ".count).dropLast()
        example = data.first == "\"" ? String(data.dropFirst().dropLast()) : nil
      } else if line.hasPrefix("\"valid\": "), let given = example {
        let isTaken =
          format == "date" ? CalendarDate(given) != nil : Timestamp(rfc3339: given) != nil
        #expect(isTaken == line.hasSuffix("true"), "\(given)")
        count += 1
      }
    }
    #expect(count >= 19)
  }

  @Test(
    arguments: [
      ("UTC", 20_000, "2024-10-04T00:00:00Z"), ("Europe/Berlin", 20_541, "2026-03-28T23:00:00Z"),
      ("Europe/Berlin", 20_542, "2026-03-29T22:00:00Z"),
      // In São Paulo this day began at one o'clock.
      ("America/Sao_Paulo", 17_839, "2018-11-04T03:00:00Z"),
    ] as [(String, Int32, String)])
  func `a day begins at midnight of its zone, or when the clocks say so`(
    _ zone: String, _ day: Int32, _ start: String
  ) {
    #expect(ZoneClock(zone).start(of: CalendarDate(days: day)).description == start)
  }
}
