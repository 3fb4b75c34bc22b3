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
      for country in section["serves"]?.itemsOrOne ?? [] { checkCountry(country) }
      _ = section["rank"]?.integer(0...1_000_000)
      checkDegrees(section["lat"], 90)
      checkDegrees(section["lon"], 180)
    }
    return warehouse
  }

  private func reportUnknownSystem(_ alias: Setting) {
    guard !declared.systems.contains(alias.key) else { return }
    let hint = Spelling.hint(for: alias.key, among: declared.systems)
    alias.mistakes.report(
      "\(alias.path): unknown system \(quoted(alias.key))\(hint)", at: alias.keyPlace)
  }

  private func checkCountry(_ setting: Setting) {
    let what = "a country as DE"
    guard let code = setting.text(what) else { return }
    let isCode = code.utf8.count == 2 && code.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    if !isCode { setting.fail("expected \(what), found \(quoted(code))") }
  }

  private func checkDegrees(_ setting: Setting?, _ limit: Int) {
    guard let setting, let degrees = setting.decimal() else { return }
    if degrees.magnitude > ExactDecimal(limit) {
      setting.fail("expected degrees from -\(limit) to \(limit), found \(setting.node.described)")
    }
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
