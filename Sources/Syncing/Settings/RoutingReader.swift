import Domain

/// Reads which warehouse sends what.
struct RoutingReader {
  let declared: Declarations
  /// Under which rules are cited.
  let file: String

  func rules(_ setting: Setting?) -> [RoutingRule] {
    (setting?.items ?? []).compactMap { item in item.section { rule($0, at: item.place.line) } }
  }

  private func rule(_ section: Section, at line: Int) -> RoutingRule {
    var rule = RoutingRule()
    rule.source = "\(file):\(line)"
    rule.conditions = (section["when"]?.named ?? []).compactMap { condition($0) }
    if let target = section.need("to") { rule.targets = targets(target) }
    if section["need"]?.oneOf(["all_lines", "any_line"]) == "any_line" {
      rule.otherwise = .backorder
    }
    if let aims = section["then"]?.itemsOrOne {
      rule.aims = aims.compactMap { $0.choice(RoutingRule.Aim.self) }
    }
    section["split"]?.section { split in
      rule.maxSites = split.need("max")?.integer(1...1000) ?? 1
      rule.splitsLines = split["lines"]?.flag() ?? false
    }
    rule.needsCutoff = section["cutoff"]?.oneOf(["required", "preferred"]) == "required"
    if let otherwise = section["else"]?.choice(RoutingRule.Otherwise.self) {
      rule.otherwise = otherwise
    }
    return rule
  }

  private func condition(_ setting: Setting) -> RoutingRule.Condition? {
    let name = Setting(
      key: setting.key, path: setting.path, keyPlace: setting.keyPlace,
      node: ConfigurationNode(
        place: setting.keyPlace, content: .scalar(setting.key, isPlain: false)),
      mistakes: setting.mistakes)
    let values = setting.words()
    guard let field = FieldName.read(name) else { return nil }
    let parts = field.split(separator: ".").map(String.init)
    guard parts.count == 2 else { return nil }
    let entities = ["sales_order", "sales_order_line", "item"]
    guard entities.contains(parts[0]) else {
      setting.fail("a rule asks for fields of " + entities.joined(separator: ", "))
      return nil
    }
    return RoutingRule.Condition(entity: EntityID(parts[0]), field: parts[1], values: values)
  }

  /// `serves`, one warehouse or several.
  private func targets(_ target: Setting) -> [WarehouseID]? {
    guard target.node.scalarText != "serves" else { return nil }
    return target.itemsOrOne.compactMap {
      $0.reference(to: "warehouse", among: declared.warehouses)
    }.map { WarehouseID($0) }
  }

  func zones(_ setting: Setting?) -> [CarrierZone] {
    (setting?.named ?? []).flatMap { carrier -> [CarrierZone] in
      carrier.section { section in
        (section.need("zones")?.items ?? []).compactMap { item in
          item.reading { zone(of: carrier.key, $0) }
        }
      } ?? []
    }
  }

  private func zone(of carrier: String, _ section: Section) -> CarrierZone? {
    let from = section["from"]?.itemsOrOne.compactMap {
      $0.reference(to: "warehouse", among: declared.warehouses)
    }
    let to = section.need("to")?.itemsOrOne.compactMap { Self.area($0) }
    let base = section.need("base")?.decimal(atLeast: .zero)
    let perKilogram = section["per_kg"]?.decimal(atLeast: .zero)
    guard let to, let base else { return nil }
    return CarrierZone(
      carrier: carrier, from: (from ?? []).map { WarehouseID($0) }, to: to, base: base,
      perKilogram: perKilogram ?? .zero)
  }

  /// A country, or a country with the beginning of postcodes.
  private static func area(_ setting: Setting) -> String? {
    let what = "a country as DE, or with the beginning of its postcodes as \"DE 80\""
    guard let text = setting.text(what) else { return nil }
    let parts = text.split(separator: " ", maxSplits: 1)
    let isCountry = parts[0].utf8.count == 2 && parts[0].utf8.allSatisfy { (0x41...0x5A) ~= $0 }
    return isCountry ? text : setting.expected(what)
  }

  func postcodes(_ setting: Setting?) -> [PostcodeArea] {
    (setting?.named ?? []).flatMap { area -> [PostcodeArea] in
      guard let text = Self.area(areaName(area)) else { return [] }
      let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
      return area.reading { section in
        let latitude = section.need("lat").flatMap { Self.degrees($0, 90) }
        let longitude = section.need("lon").flatMap { Self.degrees($0, 180) }
        guard let latitude, let longitude else { return nil }
        return [
          PostcodeArea(
            country: parts[0], prefix: parts.count > 1 ? parts[1] : "",
            place: SiteSettings.Place(latitude: latitude, longitude: longitude))
        ]
      } ?? []
    }
  }

  private func areaName(_ setting: Setting) -> Setting {
    Setting(
      key: setting.key, path: setting.path, keyPlace: setting.keyPlace,
      node: ConfigurationNode(
        place: setting.keyPlace, content: .scalar(setting.key, isPlain: false)),
      mistakes: setting.mistakes)
  }

  static func degrees(_ setting: Setting, _ limit: Int) -> ExactDecimal? {
    guard let degrees = setting.decimal() else { return nil }
    guard degrees.magnitude <= ExactDecimal(limit) else {
      setting.fail("expected degrees from -\(limit) to \(limit), found \(setting.node.described)")
      return nil
    }
    return degrees
  }
}
