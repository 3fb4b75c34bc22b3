package import Domain
import Foundation

/// What a wall clock of a zone says at which instant.
package final class ZoneClock {
  /// What a wall-clock time means in a zone.
  enum Reading: Equatable {
    /// One instant: seconds since 1970-01-01T00:00:00Z.
    case instant(Int64)
    /// The clocks were put back: it was twice.
    case twice
    /// The clocks were put forward: it never was.
    case never
    /// Nobody knows the zone.
    case unknownZone
  }

  /// A local day: the offset before and after the one change of clocks near it.
  private struct Day {
    let before: Int64
    let after: Int64
    /// When the offset changes; the greatest number when it does not.
    let change: Int64
  }

  private let identifier: String
  private let isUTC: Bool
  private lazy var zone = TimeZone(identifier: identifier)
  private var days: [Int64: Day] = [:]
  private var lastDay: (number: Int64, day: Day)?

  private static let secondsPerDay: Int64 = 86_400
  private static let utcNames = [
    "UTC", "Etc/UTC", "GMT", "Etc/GMT", "Z", "UCT", "Etc/UCT", "Zulu", "Etc/Zulu", "Universal",
    "Etc/Universal",
  ]

  package init(_ identifier: String) {
    self.identifier = identifier
    isUTC = Self.utcNames.contains(identifier)
  }

  /// Whether the zone is one of the IANA time zone database.
  package static func isKnown(_ identifier: String) -> Bool {
    // Foundation opens a file of that name, wherever it leads.
    let isName = identifier.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
        || [UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+")].contains($0)
    }
    guard isName, !identifier.hasPrefix("/") else { return false }
    return utcNames.contains(identifier) || TimeZone(identifier: identifier) != nil
  }

  /// The first moment of a day; where clocks change at midnight, the first one that is not in doubt.
  package func start(of date: CalendarDate) -> Timestamp {
    let local = Int64(date.days) * Self.secondsPerDay
    for later in [0, 1800, 3600, 7200] as [Int64] {
      switch reading(of: local + later) {
      case .instant(let seconds): return Timestamp(microseconds: seconds * 1_000_000)
      case .twice, .never, .unknownZone: continue
      }
    }
    return Timestamp(microseconds: local * 1_000_000)
  }

  /// The meaning of a wall-clock time, given in seconds since 1970-01-01T00:00:00, both local.
  func reading(of local: Int64) -> Reading {
    if isUTC { return .instant(local) }
    guard let day = day(of: local) else { return .unknownZone }
    guard day.change != .max else { return .instant(local - day.before) }
    let isBefore = local - day.before < day.change
    let isAfter = local - day.after >= day.change
    switch (isBefore, isAfter) {
    case (true, true): return .twice
    case (true, false): return .instant(local - day.before)
    case (false, true): return .instant(local - day.after)
    case (false, false): return .never
    }
  }

  /// When a local day begins: its first midnight, or the change of clocks that skips midnight.
  ///
  /// - Returns: `nil` when nobody knows the zone.
  func start(of date: CalendarDate) -> Int64? {
    let local = Int64(date.days) * Self.secondsPerDay
    switch reading(of: local) {
    case .instant(let instant): return instant
    case .twice: return day(of: local).map { local - max($0.before, $0.after) }
    case .never: return day(of: local)?.change
    case .unknownZone: return nil
    }
  }

  /// The wall-clock time of an instant; UTC when nobody knows the zone.
  package func local(of instant: Timestamp) -> LocalTime {
    let seconds =
      instant.microseconds >= 0
      ? instant.microseconds / 1_000_000 : (instant.microseconds - 999_999) / 1_000_000
    let ahead = isUTC ? 0 : zone.map { offset(of: $0, at: seconds) } ?? 0
    let shifted = Timestamp(microseconds: instant.microseconds + ahead * 1_000_000)
    return LocalTime(
      date: shifted.date, secondOfDay: shifted.secondOfDay, microsecond: shifted.microsecond,
      offsetMinutes: Int(ahead / 60))
  }

  private func day(of local: Int64) -> Day? {
    let number = (local >= 0 ? local : local - Self.secondsPerDay + 1) / Self.secondsPerDay
    if let lastDay, lastDay.number == number { return lastDay.day }
    guard let day = days[number] ?? survey(number) else { return nil }
    days[number] = day
    lastDay = (number, day)
    return day
  }

  /// Zones lie within a day of UTC, so a change that touches the local day lies between the day
  /// before and the day after.
  private func survey(_ number: Int64) -> Day? {
    guard let zone else { return nil }
    var low = (number - 1) * Self.secondsPerDay
    var high = (number + 2) * Self.secondsPerDay
    let before = offset(of: zone, at: low)
    let after = offset(of: zone, at: high)
    guard before != after else { return Day(before: before, after: before, change: .max) }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if offset(of: zone, at: middle) == before { low = middle } else { high = middle }
    }
    return Day(before: before, after: after, change: high)
  }

  private func offset(of zone: TimeZone, at instant: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant))))
  }
}
