internal import Domain

/// Who looks after an exception, until when, and when it becomes worse, as the site is configured.
struct ExceptionRules {
  private let alerts: AlertSettings
  private let now: Timestamp

  init(_ alerts: AlertSettings, now: Timestamp) {
    self.alerts = alerts
    self.now = now
  }

  /// Whether time alone makes exceptions worse.
  var ageCounts: Bool { alerts.escalations.contains { $0.after != nil } }

  func assignee(of exception: SyncException) -> String? {
    alerts.assignments.first { rule in
      (rule.codes.isEmpty || rule.codes.contains(exception.code))
        && (rule.warehouse == nil || rule.warehouse == exception.warehouse)
    }?.to
  }

  /// Until when one of this severity is to be settled that is there since a time.
  func due(_ severity: Severity, since: Timestamp) -> String? {
    alerts.dues[severity].map {
      Timestamp(microseconds: since.microseconds + Int64($0) * 1_000_000).description
    }
  }

  /// How bad an exception is: as configured for its code, and worse once it is old or worth much.
  ///
  /// - Parameters:
  ///   - exception: as a check found it.
  ///   - since: when it was found, or found again.
  /// - Returns: its severity now.
  func severity(of exception: SyncException, since: Timestamp) -> Severity {
    let first = alerts.severities[exception.code] ?? exception.severity
    return alerts.escalations.reduce(first) { severity, rule in
      guard rule.codes.isEmpty || rule.codes.contains(exception.code),
        rule.from.isEmpty || rule.from.contains(first)
      else { return severity }
      if let after = rule.after, now.seconds(since: since) < after { return severity }
      if let value = rule.value {
        guard let risk = exception.valueAtRisk, max(risk, -risk) >= value else { return severity }
      }
      return min(severity, rule.to)
    }
  }

  /// Writes down who looks after a new exception and until when.
  func hand(over booked: inout BookedException) {
    booked.exception.severity = severity(of: booked.exception, since: booked.since)
    if booked.assignedTo == nil { booked.assignedTo = assignee(of: booked.exception) }
    booked.due = due(booked.exception.severity, since: booked.since)
  }

  /// Makes one that is there worse if it is time; what is there long or is worth much.
  func age(_ booked: inout BookedException) {
    let before = booked.exception.severity
    booked.exception.severity = min(before, severity(of: booked.exception, since: booked.since))
    hasten(&booked, worseThan: before)
  }

  /// What became worse is due earlier, where that is sooner than it was.
  func hasten(_ booked: inout BookedException, worseThan before: Severity) {
    guard booked.exception.severity < before else { return }
    let earlier = due(booked.exception.severity, since: booked.since)
    booked.due = [booked.due, earlier].compactMap { $0 }.min()
  }
}
