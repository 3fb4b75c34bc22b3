import Domain

/// Reads who files are exchanged with, and the warehouses they run.
struct PartyReader {
  let declared: Declarations

  static func systems(_ setting: Setting?) -> [SystemSettings] {
    (setting?.named ?? []).compactMap { system in
      guard system.isUsableName("system") else { return nil }
      // A system whose role is wrong is still known, so that nothing else complains of it.
      let role = system.reading { $0.need("role")?.choice(SystemRole.self) }
      return SystemSettings(id: SystemID(system.key), role: role ?? .erp)
    }
  }

  func warehouses(_ setting: Setting?) -> [WarehouseSettings] {
    let warehouses = (setting?.named ?? []).map { ($0, warehouse($0)) }
    reportSharedNames(warehouses)
    return warehouses.map(\.1)
  }

  private func warehouse(_ setting: Setting) -> WarehouseSettings {
    var warehouse = WarehouseSettings(
      id: WarehouseID(setting.key), name: setting.key, system: "", aliases: [:])
    if setting.key.isEmpty {
      setting.mistakes.report("a warehouse needs a code", at: setting.keyPlace)
    }
    setting.section { section in
      warehouse.name = section["name"]?.text() ?? setting.key
      if let system = section.need("system")?.reference(to: "system", among: declared.systems) {
        warehouse.system = SystemID(system)
      }
      for alias in section["alias"]?.named ?? [] {
        guard let code = alias.text("the code of this warehouse") else { continue }
        reportUnknownSystem(alias)
        warehouse.aliases[SystemID(alias.key)] = code
      }
      warehouse.site = site(section)
    }
    return warehouse
  }

  private func reportUnknownSystem(_ alias: Setting) {
    guard !declared.systems.contains(alias.key) else { return }
    let hint = Spelling.hint(for: alias.key, among: declared.systems)
    alias.mistakes.report(
      "\(alias.path): unknown system \(quoted(alias.key))\(hint)", at: alias.keyPlace)
  }

  private func site(_ section: Section) -> SiteSettings {
    var site = SiteSettings()
    site.isActive = section["active"]?.flag() ?? true
    site.serves = section["serves"]?.itemsOrOne.compactMap { country($0) } ?? []
    site.rank = section["rank"]?.integer(0...1_000_000) ?? 0
    site.place = RoutingReader.place(section["lat"], section["lon"])
    site.carriers = section["carriers"]?.words("a carrier") ?? []
    site.services = section["services"]?.words("a service") ?? []
    site.timezone = section["timezone"]?.timezone()
    if let cutoff = section["cutoff"] { site.cutoffs = cutoffs(cutoff) }
    for day in section["closed"]?.itemsOrOne ?? [] { close(&site, on: day) }
    if let buffer = section["buffer"]?.decimal(atLeast: .zero) { site.buffer = buffer }
    if let handling = section["handling"]?.decimal(atLeast: .zero) { site.handling = handling }
    return site
  }

  /// One time for all carriers, or one for each.
  private func cutoffs(_ setting: Setting) -> [String: Int] {
    guard setting.node.scalarText == nil else {
      return setting.minuteOfDay().map { [SiteSettings.otherCarriers: $0] } ?? [:]
    }
    var cutoffs: [String: Int] = [:]
    for carrier in setting.named {
      let name = carrier.key == "default" ? SiteSettings.otherCarriers : carrier.key
      cutoffs[name] = carrier.minuteOfDay()
    }
    return cutoffs
  }

  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  private func close(_ site: inout SiteSettings, on setting: Setting) {
    let what = "a day of the week as sat, or a date as 2026-12-25"
    guard let word = setting.word(what) else { return }
    if let day = Self.weekdays.firstIndex(of: word) {
      site.restDays.insert(day + 1)
    } else if let date = CalendarDate(word) {
      site.holidays.insert(date)
    } else {
      let _: String? = setting.expected(what)
    }
  }

  private func country(_ setting: Setting) -> String? {
    let what = "a country as DE"
    guard let code = setting.text(what) else { return nil }
    let isCode = code.utf8.count == 2 && code.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    if !isCode { setting.fail("expected \(what), found \(quoted(code))") }
    return isCode ? code : nil
  }

  /// Two warehouses that one system calls by the same code could not be told apart in its files.
  private func reportSharedNames(_ warehouses: [(Setting, WarehouseSettings)]) {
    for system in declared.systems.map({ SystemID($0) }) {
      var owners: [String: WarehouseSettings] = [:]
      for (setting, warehouse) in warehouses {
        let code = warehouse.aliases[system] ?? warehouse.id.text
        guard let other = owners[code] else {
          owners[code] = warehouse
          continue
        }
        guard warehouse.aliases[system] != nil || other.aliases[system] != nil else { continue }
        setting.mistakes.report(
          "\(setting.path): \(system) calls both \(other.id) and \(warehouse.id) \(quoted(code))",
          at: setting.keyPlace)
      }
    }
  }
}
