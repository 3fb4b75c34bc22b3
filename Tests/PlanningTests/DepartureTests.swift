import Domain
import Planning
import Testing

@Suite struct DepartureTests {
  /// A Friday.
  private let friday = CalendarDate(days: 20_784)

  @Test
  func `an order leaves with the next departure of its carrier, and at the cut-off it is late`() {
    let table = CutoffTable(times: ["dhl": [960, 720], "gls": [900]], otherTimes: [1000])
    func next(_ carrier: String?, _ minute: Int) -> String {
      table.next(carrier, from: friday, minute: minute).code
    }
    #expect(friday.description == "2026-11-27")
    #expect(next("dhl", 719) == "20261127-1200")
    #expect(next("dhl", 720) == "20261127-1600")
    #expect(next("dhl", 960) == "20261128-1200")
    #expect(next("gls", 0) == "20261127-1500")
    #expect(next(nil, 0) == "20261127-1640")
    #expect(next("ups", 0) == "20261127-1640")
  }

  @Test func `no carrier comes on the weekend or on a closed day`() {
    let table = CutoffTable(
      otherTimes: [600], weekdays: [1, 2, 3, 4, 5],
      closed: [CalendarDate(days: friday.days + 3)])
    #expect(table.next(nil, from: friday, minute: 599).code == "20261127-1000")
    #expect(table.next(nil, from: friday, minute: 600).code == "20261201-1000")
  }

  @Test func `without a cut-off an order leaves at the end of the day`() {
    let table = CutoffTable(weekdays: [6])
    #expect(CutoffTable().next("dhl", from: friday, minute: 1439).code == "20261127-2400")
    #expect(table.next("dhl", from: friday, minute: 0).code == "20261128-2400")
  }

  @Test func `a calendar without an open day does not keep anybody waiting`() {
    let closed = Set((0..<400).map { CalendarDate(days: friday.days + $0) })
    let table = CutoffTable(otherTimes: [600], closed: closed)
    #expect(table.next("dhl", from: friday, minute: 0) == Departure(day: friday, minute: 1440))
  }

  @Test(arguments: ["20261127-1630", "HAM-20261127-2400", "HAM-SOUTH-20261127-0000"])
  func `the day of a wave is read from its name`(name: String) {
    #expect(Departure.day(endOf: name) == friday)
  }

  @Test(arguments: ["", "20261127", "20261327-1630", "2026-11-27", "20261127-1630-001", "HAM"])
  func `what is no name of a wave tells no day`(name: String) {
    #expect(Departure.day(endOf: name) == nil)
  }
}
