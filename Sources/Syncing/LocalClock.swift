internal import Domain
internal import Mapping

/// Wall-clock times of a zone, for files that are written in it.
struct LocalClock: Sendable {
  let timezone: String

  func local(_ instant: Timestamp) -> LocalTime {
    ZoneClock(timezone).local(of: instant)
  }
}
