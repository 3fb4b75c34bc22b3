import Domain

/// Reads who is told what, and how long things are kept.
struct AlertReader {
  let declared: Declarations
  let folder: ConfigurationFolder

  func alerts(_ setting: Setting?) -> AlertSettings {
    var alerts = AlertSettings(severities: [:], assignments: [])
    setting?.section { section in
      for severity in section["severity"]?.named ?? [] {
        guard let code = code(named: severity.key, severity, at: severity.keyPlace) else {
          continue
        }
        alerts.severities[code] = severity.choice(Severity.self)
      }
      alerts.assignments = (section["owners"]?.items ?? []).compactMap { item in
        item.reading { assignment($0) }
      }
      for due in section["due"]?.named ?? [] {
        let names = Severity.allCases.map(\.rawValue)
        guard let severity = Severity(rawValue: due.key) else {
          due.mistakes.report(
            "\(due.path): unknown severity \(quoted(due.key))"
              + Spelling.hint(for: due.key, among: names), at: due.keyPlace)
          continue
        }
        alerts.dues[severity] = due.duration()
      }
      alerts.escalations = (section["escalate"]?.items ?? []).compactMap { item in
        item.reading { escalation($0) }
      }
      alerts.notices = (section["notify"]?.items ?? []).compactMap { item in
        item.reading { notice($0) }
      }
      alerts.ping = section["ping"]?.reading { ping($0) }
      alerts.metrics = section["metrics"]?.reading { $0.need("textfile")?.text("a file") }
        .map(folder.absolute)
      alerts.log = section["log"]?.reading { log($0) }
      alerts.stale = section["stale"]?.duration() ?? AlertSettings.usualStale
      section["report"]?.section { report in
        alerts.reportHTML = report["html"]?.text("a folder").map(folder.absolute)
        alerts.reportCSV = report["csv"]?.text("a file").map(folder.absolute)
        alerts.reportJSON = report["json"]?.text("a file").map(folder.absolute)
      }
    }
    return alerts
  }

  private func code(named name: String, _ setting: Setting, at place: Place) -> ExceptionCode? {
    if let code = ExceptionCode(rawValue: name) { return code }
    let codes = ExceptionCode.allCases.map(\.rawValue)
    setting.mistakes.report(
      "\(setting.path): unknown exception code \(quoted(name))"
        + Spelling.hint(for: name, among: codes), at: place)
    return nil
  }

  private func log(_ section: Section) -> AlertSettings.Log? {
    let format = section["format"]?.oneOf(["logfmt", "json"])
    guard let file = section.need("file")?.text("a file") else { return nil }
    return AlertSettings.Log(file: folder.absolute(file), isJSON: format == "json")
  }

  private func assignment(_ section: Section) -> AlertSettings.Assignment? {
    let codes = codes(section["code"])
    let warehouse = section["warehouse"]?
      .reference(to: "warehouse", among: declared.warehouses)
    let to = section.need("to")?.text("who is to look")
    return to.map {
      .init(codes: codes, warehouse: warehouse.map { WarehouseID($0) }, to: $0)
    }
  }

  private func codes(_ setting: Setting?) -> [ExceptionCode] {
    (setting?.itemsOrOne ?? []).compactMap { item in
      item.text("an exception code").flatMap { code(named: $0, item, at: item.place) }
    }
  }

  private func escalation(_ section: Section) -> AlertSettings.Escalation? {
    let codes = codes(section["code"])
    let from = (section["from"]?.itemsOrOne ?? []).compactMap { $0.choice(Severity.self) }
    let after = section["after"]?.duration()
    let value = section["value"]?.decimal(atLeast: .zero)
    if !section.given.contains(where: { ["after", "value"].contains($0) }) {
      section.miss(["after", "value"], "missing one of \"after\", \"value\"")
    }
    return section.need("to")?.choice(Severity.self).map {
      .init(codes: codes, from: from, after: after, value: value, to: $0)
    }
  }

  private func notice(_ section: Section) -> AlertSettings.Notice? {
    let events = (section["on"]?.itemsOrOne ?? []).compactMap {
      $0.choice(AlertSettings.Notice.Event.self)
    }
    let least = section["min"]?.choice(Severity.self)
    let group = section["group"]?.duration()
    let daily = section["daily"]?.minuteOfDay()
    guard let run = section.need("run") else { return nil }
    let command = run.items.compactMap { $0.word("an argument") }
    guard !command.isEmpty else {
      run.fail("expected a program and its arguments as a list")
      return nil
    }
    return .init(
      events: section.given.contains { ["on", "daily"].contains($0) }
        ? Set(events) : [.opened, .escalated, .reopened],
      least: least ?? .info, group: group ?? 0, daily: daily, command: command)
  }

  private func ping(_ section: Section) -> AlertSettings.Ping? {
    let variable = section.need("url_env")?.text("the name of an environment variable")
    let style = section["style"]?.choice(AlertSettings.Ping.Style.self)
    let timeout = section["timeout"]?.duration()
    return variable.map {
      .init(variable: $0, style: style ?? .healthchecks, timeout: timeout ?? 5)
    }
  }

  func retention(_ setting: Setting?) -> RetentionSettings {
    setting?.section { section in
      let backups = section["backups"]?.integer(0...1_000_000)
      return RetentionSettings(
        inbound: section["inbound"]?.duration(), outbound: section["outbound"]?.duration(),
        runs: section["runs"]?.duration(),
        closedExceptions: section["closed_exceptions"]?.duration(),
        backups: backups.map { Int($0) } ?? RetentionSettings.usualBackups)
    } ?? RetentionSettings()
  }
}
