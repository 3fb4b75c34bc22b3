import Domain
import Planning
import Testing

@Suite struct CycleTimesTests {
  private func at(_ minute: Int) -> Timestamp {
    Timestamp(date: CalendarDate(days: 20_000), secondOfDay: minute * 60)
  }

  private func told(_ times: [CycleTime]) -> [String] {
    times.map { time in
      "\(time.from)-\(time.to) \(time.spread.count) \(time.spread.median / 60)"
        + " \(time.spread.ninetieth / 60)"
    }
  }

  @Test func `median and ninetieth percentile are cases that were found`() {
    let ten = DurationSpread(seconds: Array((1...10).reversed()))
    #expect(ten?.median == 5)
    #expect(ten?.ninetieth == 9)
    let eleven = DurationSpread(seconds: Array(1...11))
    #expect(eleven?.median == 6)
    #expect(eleven?.ninetieth == 10)
    #expect(DurationSpread(seconds: [7]) == DurationSpread(seconds: [7]))
    #expect(DurationSpread(seconds: [7])?.ninetieth == 7)
    #expect(DurationSpread(seconds: []) == nil)
  }

  @Test func `each step is told by itself, and the whole way last`() {
    let orders: [[OrderMilestone: Timestamp]] = [
      [.new: at(0), .sent: at(5), .acked: at(7), .picked: at(60), .shipped: at(90)],
      [.new: at(10), .sent: at(20), .acked: at(21), .shipped: at(40)],
      [.new: at(0)],
    ]
    #expect(
      told(CycleTime.all(of: orders)) == [
        "new-sent 2 5 10", "sent-acked 2 1 2", "acked-picked 1 53 53", "picked-shipped 1 30 30",
        "new-shipped 2 30 90",
      ])
    #expect(CycleTime.all(of: []).isEmpty)
  }

  @Test func `a step that ran backwards took no time`() {
    let orders: [[OrderMilestone: Timestamp]] = [[.sent: at(5), .acked: at(4)]]
    #expect(told(CycleTime.all(of: orders)) == ["sent-acked 1 0 0"])
  }
}
