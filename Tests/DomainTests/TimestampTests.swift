import Domain
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("1970-01-01T00:00:01Z", 1_000_000),
    ("1969-12-31T23:59:59Z", -1_000_000), ("2026-11-23T06:00:00Z", 1_795_413_600_000_000),
    ("1970-01-01T00:00:00.000001Z", 1), ("1969-12-31T23:59:59.999999Z", -1),
  ])
  func `an instant has its known number and is written back the same`(
    text: String, microseconds: Int64
  ) {
    #expect(Timestamp(rfc3339: text)?.microseconds == microseconds)
    #expect(Timestamp(microseconds: microseconds).description == text)
  }

  @Test(arguments: [
    ("2026-03-29T02:30:00+02:00", "2026-03-29T00:30:00Z"),
    ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"),
    ("2026-12-31T20:00:00-05:00", "2027-01-01T01:00:00Z"),
    ("2026-06-01T12:00:00+05:45", "2026-06-01T06:15:00Z"),
    ("2026-06-01T12:00:00+0200", "2026-06-01T10:00:00Z"),
    ("2026-06-01T12:00:00-00:00", "2026-06-01T12:00:00Z"),
    ("2026-06-01t12:00:00z", "2026-06-01T12:00:00Z"),
    ("2026-06-01 12:00:00Z", "2026-06-01T12:00:00Z"),
  ])
  func `an offset is turned into UTC`(written: String, meant: String) {
    #expect(Timestamp(rfc3339: written)?.description == meant)
  }

  @Test(arguments: [
    ("2026-06-01T12:00:00.5Z", "2026-06-01T12:00:00.5Z"),
    ("2026-06-01T12:00:00.500000Z", "2026-06-01T12:00:00.5Z"),
    ("2026-06-01T12:00:00.000Z", "2026-06-01T12:00:00Z"),
    ("2026-06-01T12:00:00.123456789Z", "2026-06-01T12:00:00.123456Z"),
    ("2026-06-01T12:00:00.050Z", "2026-06-01T12:00:00.05Z"),
  ])
  func `a fraction is kept to the microsecond`(written: String, meant: String) {
    #expect(Timestamp(rfc3339: written)?.description == meant)
  }

  @Test func `a fraction of any length is read`() {
    let zeros = String(repeating: "0", count: 500)
    let text = "2026-06-01T12:00:00." + zeros + "9Z"
    #expect(Timestamp(rfc3339: text)?.description == "2026-06-01T12:00:00Z")
  }

  @Test func `a leap second is accepted at the end of a UTC day and nowhere else`() {
    #expect(Timestamp(rfc3339: "2016-12-31T23:59:60Z")?.description == "2017-01-01T00:00:00Z")
    #expect(Timestamp(rfc3339: "1990-12-31T15:59:60-08:00")?.description == "1991-01-01T00:00:00Z")
    #expect(Timestamp(rfc3339: "2017-01-01T00:59:60+01:00")?.description == "2017-01-01T00:00:00Z")
    #expect(Timestamp(rfc3339: "2016-12-31T22:59:60Z") == nil)
    #expect(Timestamp(rfc3339: "2016-12-31T23:58:60Z") == nil)
    #expect(Timestamp(rfc3339: "2016-12-31T23:59:60+01:00") == nil)
    #expect(Timestamp(rfc3339: "2016-12-31T23:59:61Z") == nil)
  }

  @Test(arguments: [
    "2026-06-01T12:00:00", "2026-06-01", "2026-06-01T12:00Z", "2026-06-01T24:00:00Z",
    "2026-06-01T12:60:00Z", "2026-06-01T12:00:00.Z", "2026-06-01T12:00:00,5Z",
    "2026-06-01T12:00:00+24:00", "2026-06-01T12:00:00+02", "2026-06-01T12:00:00+02:60",
    "2026-06-01T12:00:00ZZ", "2026-06-01T12:00:00 Z", "2026-02-30T12:00:00Z", "",
    "2026-06-01T1:00:00Z", "2026-06-01T12:00:00Z\n",
  ])
  func `a time that means nothing certain is refused`(text: String) {
    #expect(Timestamp(rfc3339: text) == nil)
  }

  @Test func `a local time keeps what the file states`() {
    let local = LocalTime("2026-10-25T02:30:00.25")
    #expect(local?.offsetMinutes == nil)
    #expect(local?.secondOfDay == 9_000)
    #expect(local?.microsecond == 250_000)
    #expect(LocalTime("2026-10-25T02:30:00+02:00")?.offsetMinutes == 120)
    #expect(LocalTime("2026-10-25T02:30:00-02:30")?.offsetMinutes == -150)
  }

  @Test func `an instant before 1970 has its day, second and microsecond`() throws {
    let instant = try #require(Timestamp(rfc3339: "1955-03-04T05:06:07.000008Z"))
    #expect(instant.date.description == "1955-03-04")
    #expect(instant.secondOfDay == 5 * 3600 + 6 * 60 + 7)
    #expect(instant.microsecond == 8)
  }

  @Test func `seconds between two instants carry their sign`() throws {
    let start = try #require(Timestamp(rfc3339: "2026-11-23T06:00:00Z"))
    let later = start.adding(seconds: 90)
    #expect(later.description == "2026-11-23T06:01:30Z")
    #expect(later.seconds(since: start) == 90)
    #expect(start.seconds(since: later) == -90)
    #expect(start < later)
  }

  @Test func `a date with a time of day is that instant in UTC`() throws {
    let date = try #require(CalendarDate("2024-02-29"))
    #expect(Timestamp(date: date).description == "2024-02-29T00:00:00Z")
    let late = Timestamp(date: date, secondOfDay: 86_399, microsecond: 999_999)
    #expect(late.description == "2024-02-29T23:59:59.999999Z")
  }
}
