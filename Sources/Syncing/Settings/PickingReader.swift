import Domain
import Planning

/// Reads how orders are picked and packed.
struct PickingReader {
  let declared: Declarations

  /// In file order.
  func picking(_ setting: Setting?) -> [PickingSettings] {
    (setting?.named ?? []).compactMap { warehouse in
      guard isDeclared(warehouse) else { return nil }
      return warehouse.section { self.warehouse(WarehouseID(warehouse.key), $0) }
    }
  }

  private func isDeclared(_ setting: Setting) -> Bool {
    guard !declared.warehouses.contains(setting.key) else { return true }
    let hint = Spelling.hint(for: setting.key, among: declared.warehouses)
    setting.mistakes.report(
      "\(setting.path): unknown warehouse \(quoted(setting.key))\(hint)", at: setting.keyPlace)
    return false
  }

  private func warehouse(_ id: WarehouseID, _ section: Section) -> PickingSettings {
    var picking = PickingSettings(warehouse: id)
    if let method = section.need("method")?.choice(PickMethod.self) {
      picking.rule.method = method
    }
    if let orders = section["max_orders"] {
      picking.rule.maxOrders = orders.integer(1...1_000_000)
      if picking.rule.method == .single {
        orders.fail("a list of method single has one order")
      }
    }
    picking.rule.maxWeight = section["max_weight_kg"]?.decimal(atLeast: .zero)
    if let divided = section["divide"]?.itemsOrOne {
      let words = divided.compactMap { $0.oneOf(["priority", "zone"]) }
      picking.rule.isByPriority = words.contains("priority")
      picking.rule.isByZone = words.contains("zone")
    }
    picking.beforeSeconds = section["before"]?.duration()
    picking.floor = section["layout"]?.reading { floor($0) }
    return picking
  }

  private func floor(_ section: Section) -> PickFloor? {
    let pitch = section.need("aisle_pitch").flatMap { metres($0) }
    let bay = section.need("bay_length").flatMap { metres($0) }
    let abreast = section["bays_abreast"]?.integer(1...100)
    let length = section["aisle_length"].flatMap { metres($0) }
    let middle = section["middle"].flatMap { metres($0) }
    let depot = section["depot"]?.text("the code of an aisle")
    var origin = (ExactDecimal.zero, ExactDecimal.zero)
    section["origin"]?.section { place in
      origin = (place.need("x")?.decimal() ?? .zero, place.need("y")?.decimal() ?? .zero)
    }
    if let length, let middle, middle >= length {
      section["middle"]?.fail("the middle cross aisle lies behind the end of the aisles")
    }
    guard let pitch, let bay else { return nil }
    return PickFloor(
      pitch: pitch, bayLength: bay, baysAbreast: abreast ?? 1, aisleLength: length,
      middle: middle, depotAisle: depot, originX: origin.0, originY: origin.1)
  }

  /// In millimetres.
  private func metres(_ setting: Setting) -> Int? {
    let most = ExactDecimal(10_000)
    guard let metres = setting.decimal(atLeast: .zero) else { return nil }
    guard metres > .zero, metres <= most else {
      return setting.expected("metres above 0, up to \(most)")
    }
    return max(1, PickFloor.millimetres(metres))
  }

  /// - Parameters:
  ///   - setting: what is configured; absent packs nothing.
  ///   - picking: whether lists are made, with which packing is decided.
  /// - Returns: `nil` where nothing is packed.
  func packing(_ setting: Setting?, picking: Bool) -> PackingSettings? {
    guard let setting else { return nil }
    if !picking {
      setting.fail("orders are packed as they are picked; missing key \"picking\"")
    }
    return setting.section { section in
      var packing = PackingSettings()
      packing.cartons = (section.need("cartons")?.named ?? []).compactMap { carton($0) }
      packing.uprightClasses = section["upright"]?.words("a storage class") ?? []
      return packing
    }
  }

  private func carton(_ setting: Setting) -> PackingSettings.Carton? {
    setting.reading { section in
      let sides = ["length_cm", "width_cm", "height_cm"].map { name in
        section.need(name).flatMap { Self.millimetres($0) }
      }
      let most = section["max_kg"]?.decimal(atLeast: .zero)
      let warehouses = section["warehouses"]?.itemsOrOne.compactMap {
        $0.reference(to: "warehouse", among: declared.warehouses)
      }
      guard let length = sides[0], let width = sides[1], let height = sides[2] else { return nil }
      return PackingSettings.Carton(
        type: CartonType(
          setting.key, inner: BoxSize(length, width, height), maxWeight: most),
        warehouses: (warehouses ?? []).map { WarehouseID($0) })
    }
  }

  /// Of centimetres, rounded down: what does not quite fit does not fit.
  private static func millimetres(_ setting: Setting) -> Int? {
    guard let centimetres = setting.decimal(atLeast: .zero) else { return nil }
    let millimetres = BoxSize.millimetres(ofCentimetres: centimetres, roundedUp: false)
    guard millimetres > 0, millimetres <= BoxSize.mostMillimetres else {
      return setting.expected("centimetres from 0.1 to \(BoxSize.mostMillimetres / 10)")
    }
    return millimetres
  }
}
