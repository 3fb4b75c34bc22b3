package import Domain

/// Who is told what, and how bad things are.
package struct AlertSettings: Hashable, Sendable {
  /// Who an exception is handed to; the first that fits.
  package struct Assignment: Hashable, Sendable {
    package var codes: [ExceptionCode]
    package var warehouse: WarehouseID?
    package var to: String
  }

  /// When an exception becomes worse: all that is given must hold.
  package struct Escalation: Hashable, Sendable {
    /// Which codes; all when empty.
    package var codes: [ExceptionCode]
    /// Which severities, before anything made it worse; all when empty.
    package var from: [Severity]
    /// Seconds that it has been there.
    package var after: Int?
    /// The least value at risk.
    package var value: ExactDecimal?
    package var to: Severity
  }

  /// A program that is told of changes.
  package struct Notice: Hashable, Sendable {
    /// What happens to exceptions that it is told of.
    package enum Event: String, CaseIterable, Hashable, Sendable {
      case opened, escalated, reopened, resolved
    }

    package var events: Set<Event>
    /// What is less bad is not told.
    package var least: Severity
    /// At most one call in so many seconds.
    package var group: Int
    /// The digest of a day: at this minute of the site's day all that is open is told; `nil` for none.
    package var daily: Int?
    /// A program and its arguments.
    package var command: [String]
  }

  /// A file that each run appends its events to.
  package struct Log: Hashable, Sendable {
    package var file: String
    /// Lines of JSON, else logfmt.
    package var isJSON: Bool
  }

  /// A monitor that is told that runs start and how they end.
  package struct Ping: Hashable, Sendable {
    package enum Style: String, CaseIterable, Hashable, Sendable {
      /// `/start` in front, the exit status behind.
      case healthchecks
      /// Only a run that ended well is told.
      case plain
    }

    /// The variable of the environment that holds the address.
    package var variable: String
    package var style: Style
    package var timeout: Int
  }

  package var severities: [ExceptionCode: Severity]
  package var notices: [Notice] = []
  package var ping: Ping?
  /// An absolute path.
  package var metrics: String?
  /// `nil` where no log is kept.
  package var log: Log?
  /// A site whose last cycle ended longer ago than so many seconds is not looked after.
  package var stale = AlertSettings.usualStale
  package static let usualStale = 7_200
  package var assignments: [Assignment]
  /// How many seconds a person has to settle one.
  package var dues: [Severity: Int] = [:]
  package var escalations: [Escalation] = []
  /// Absolute paths; `nil` where not configured.
  package var reportCSV: String?
  package var reportJSON: String?
  /// A folder.
  package var reportHTML: String?
}
