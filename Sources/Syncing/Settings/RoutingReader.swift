import Domain
import Planning

/// Reads which warehouse sends what.
struct RoutingReader {
  let declared: Declarations
  /// Under which rules are cited.
  let file: String

  func routing(in root: Section) -> RoutingSettings {
    var routing = RoutingSettings()
    routing.rules = (root["routing"]?.items ?? []).compactMap { item in
      item.section { rule($0, at: item.place.line) }
    }
    for carrier in root["carriers"]?.named ?? [] {
      carrier.section { section in
        for item in section.need("zones")?.items ?? [] {
          if let tariffs = item.reading({ tariffs(of: carrier.key, $0) }) {
            routing.tariffs += tariffs
          }
        }
      }
    }
    routing.tariffs = Self.gathered(routing.tariffs)
    routing.centroids = (root["postcodes"]?.named ?? []).compactMap { centroid($0) }
    return routing
  }

  private func rule(_ section: Section, at line: Int) -> RoutingRule {
    var rule = RoutingRule("\(file):\(line)")
    rule.when = (section["when"]?.named ?? []).compactMap { condition($0) }
    rule.sites = section.need("to").flatMap { targets($0) }
    if let need = section["need"]?.choice(RoutingNeed.self) { rule.need = need }
    if let aims = section["then"]?.itemsOrOne {
      rule.objectives = aims.compactMap { $0.choice(RoutingObjective.self) }
    }
    section["split"]?.section { split in
      rule.siteLimit = split.need("max")?.integer(1...1000) ?? 1
      rule.splitsLines = split["lines"]?.flag() ?? false
    }
    rule.beforeCutoff = section["cutoff"]?.oneOf(["required", "preferred"]) == "required"
    if let otherwise = section["else"]?.choice(RoutingOtherwise.self) {
      rule.otherwise = otherwise
    }
    return rule
  }

  private func condition(_ setting: Setting) -> RoutingCondition? {
    let values = setting.words()
    guard let field = FieldName.read(setting.asKey) else { return nil }
    let entity = field.prefix { $0 != "." }
    let entities = ["sales_order", "sales_order_line", "item"]
    guard entities.contains(String(entity)) else {
      setting.mistakes.report(
        "\(setting.path): expected a field of \(entities.joined(separator: ", "))",
        at: setting.keyPlace)
      return nil
    }
    return RoutingCondition(field, in: values)
  }

  /// `serves`, one warehouse or several.
  private func targets(_ target: Setting) -> [WarehouseID]? {
    guard target.node.scalarText != "serves" else { return nil }
    return target.itemsOrOne.compactMap {
      $0.reference(to: "warehouse", among: declared.warehouses)
    }.map { WarehouseID($0) }
  }

  private func tariffs(of carrier: String, _ section: Section) -> [RoutingTariff]? {
    let from = section["from"]?.itemsOrOne.compactMap {
      $0.reference(to: "warehouse", among: declared.warehouses)
    }
    let to = section.need("to")?.itemsOrOne.compactMap { area($0) }
    let base = section.need("base")?.decimal(atLeast: .zero)
    let perKilogram = section["per_kg"]?.decimal(atLeast: .zero)
    guard let to, let base else { return nil }
    let zones = to.map {
      RoutingZone(
        country: $0.country, prefix: $0.prefix, base: base, perKilogram: perKilogram ?? .zero)
    }
    guard let from else { return [RoutingTariff(carrier: carrier, zones: zones)] }
    return from.map { RoutingTariff(site: WarehouseID($0), carrier: carrier, zones: zones) }
  }

  /// One tariff for each carrier and warehouse, with the zones that were written for them.
  private static func gathered(_ tariffs: [RoutingTariff]) -> [RoutingTariff] {
    var gathered: [RoutingTariff] = []
    for tariff in tariffs {
      let place = gathered.firstIndex {
        $0.site == tariff.site && $0.carrier == tariff.carrier
      }
      guard let place else {
        gathered.append(tariff)
        continue
      }
      gathered[place] = RoutingTariff(
        site: tariff.site, carrier: tariff.carrier, zones: gathered[place].zones + tariff.zones)
    }
    return gathered
  }

  /// A country, or a country with the beginning of postcodes.
  private func area(_ setting: Setting) -> (country: String, prefix: String)? {
    let what = "a country as DE, or with the beginning of its postcodes as \"DE 80\""
    guard let text = setting.text(what) else { return nil }
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    let isCountry = parts[0].utf8.count == 2 && parts[0].utf8.allSatisfy { (0x41...0x5A) ~= $0 }
    return isCountry ? (parts[0], parts.count > 1 ? parts[1] : "") : setting.expected(what)
  }

  private func centroid(_ setting: Setting) -> PostcodeCentroid? {
    guard let area = area(setting.asKey) else { return nil }
    return setting.reading { section in
      Self.place(section.need("lat"), section.need("lon")).map {
        PostcodeCentroid(country: area.country, prefix: area.prefix, $0)
      }
    }
  }

  static func place(_ latitude: Setting?, _ longitude: Setting?) -> GeoPoint? {
    let latitude = latitude.flatMap { degrees($0, 90) }
    let longitude = longitude.flatMap { degrees($0, 180) }
    guard let latitude, let longitude else { return nil }
    return GeoPoint(latitude: latitude, longitude: longitude)
  }

  private static func degrees(_ setting: Setting, _ limit: Int) -> ExactDecimal? {
    guard let degrees = setting.decimal() else { return nil }
    guard degrees.magnitude <= ExactDecimal(limit) else {
      setting.fail("expected degrees from -\(limit) to \(limit), found \(setting.node.described)")
      return nil
    }
    return degrees
  }
}

extension Setting {
  /// The key as a setting of its own, for keys that are more than names.
  fileprivate var asKey: Setting {
    Setting(
      key: key, path: path, keyPlace: keyPlace,
      node: ConfigurationNode(place: keyPlace, content: .scalar(key, isPlain: false)),
      mistakes: mistakes)
  }
}
