package import Domain

/// The exceptions of one code, gathered for people.
package struct CodeGroup: Sendable {
  package let code: ExceptionCode
  /// The first of them, in the order in which they were given.
  package let first: BookedException
  package private(set) var count = 0
  /// Since when the oldest of them is there.
  package private(set) var oldest: Timestamp
  /// The sum of what is at risk, in the site's currency; of those that tell it.
  package private(set) var valueAtRisk = ExactDecimal.zero

  private init(_ first: BookedException) {
    code = first.exception.code
    self.first = first
    oldest = first.since
  }

  /// Gathers exceptions, a group for each code, in the order of their first ones.
  package static func groups(of exceptions: [BookedException]) -> [CodeGroup] {
    var groups: [CodeGroup] = []
    var places: [ExceptionCode: Int] = [:]
    for booked in exceptions {
      let place = places[booked.exception.code] ?? groups.count
      if place == groups.count {
        places[booked.exception.code] = place
        groups.append(CodeGroup(booked))
      }
      groups[place].count += 1
      groups[place].oldest = min(groups[place].oldest, booked.since)
      if let risk = booked.exception.valueAtRisk {
        groups[place].valueAtRisk = groups[place].valueAtRisk + risk
      }
    }
    return groups
  }
}
