import Domain
import Testing

@Suite struct CalendarDateTests {
  @Test(arguments: [
    ("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2026-11-23", 20_780),
    ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
  ])
  func `a day has its known number`(text: String, days: Int32) {
    #expect(CalendarDate(text)?.days == days)
    #expect(CalendarDate(days: days).description == text)
  }

  @Test(arguments: [
    "2026-02-30", "2026-02-29", "1900-02-29", "2100-02-29", "2026-04-31", "2026-13-01",
    "2026-00-10", "2026-01-00", "2026-01-32", "0000-01-01",
  ])
  func `a day that the calendar does not have is refused`(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test(arguments: ["2024-02-29", "2000-02-29", "2400-02-29"])
  func `a leap year has its 29 February`(text: String) {
    #expect(CalendarDate(text)?.description == text)
  }

  @Test(arguments: [
    "", "2026", "2026-1-01", "2026-01-1", "26-01-01", "20260101", "2026/01/01", "2026-01-01 ",
    " 2026-01-01", "2026-01-01T", "+2026-01-01", "-026-01-01", "２026-01-01",
  ])
  func `a day not written as year, month, day is refused`(text: String) {
    #expect(CalendarDate(text) == nil)
  }

  @Test func `every day of eight centuries follows the one before and reads back`() throws {
    let first = try #require(CalendarDate(year: 1600, month: 1, day: 1))
    let last = try #require(CalendarDate(year: 2400, month: 12, day: 31))
    var before = CalendarDate(days: first.days - 1).parts
    #expect(before == (1599, 12, 31))
    var wrong: [Int32] = []
    for days in first.days...last.days {
      let parts = CalendarDate(days: days).parts
      let again = CalendarDate(year: parts.year, month: parts.month, day: parts.day)
      let isNextDay = parts.month == before.month && parts.day == before.day + 1
      let isFirstOfMonth = parts.day == 1 && parts.month == before.month % 12 + 1
      if again?.days != days || !(isNextDay || isFirstOfMonth) { wrong.append(days) }
      before = parts
    }
    #expect(wrong.isEmpty)
  }

  @Test func `days are ordered as they follow each other`() throws {
    let earlier = try #require(CalendarDate("1969-12-31"))
    let later = try #require(CalendarDate("1970-01-01"))
    #expect(earlier < later)
    #expect(!(later < later))
  }
}
