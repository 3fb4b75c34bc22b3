internal import Domain
internal import Persistence

/// Tells the outside how a run ended: programs, a monitor, and a file of figures.
///
/// Nothing of it fails a run; what went wrong is a note.
struct Alerts {
  private let site: Site

  init(site: Site) {
    self.site = site
  }

  /// - Parameter run: its number.
  /// - Returns: what went wrong; the run itself is done and kept.
  func tell(of run: Int64) -> [String] {
    do {
      return try attempt(run)
    } catch {
      return ["alerts: \(SyncFailure(error).text)"]
    }
  }

  private func attempt(_ run: Int64) throws -> [String] {
    let alerts = site.settings.alerts
    guard !alerts.notices.isEmpty || alerts.metrics != nil else { return [] }
    let situation = try Situation(of: site)
    var notes = try Notifier(site: site, run: run, situation: situation).tell()
    if let path = alerts.metrics {
      do {
        try SmallFile.replace(path, with: Array(MetricsText(situation).text.utf8))
      } catch {
        notes.append("metrics: \(error.text)")
      }
    }
    return notes
  }
}
