internal import Domain
internal import Mapping

/// Where something stands in the files that wait.
struct SamplePlace: CustomStringConvertible {
  /// Path below the exchange folder.
  let file: String
  let line: Int

  var description: String { "\(file):\(line)" }
}

/// Which articles, partners and bins the files of each system name.
struct MasterSightings {
  /// One master as a system's files name it.
  struct Sighting {
    private let file: String
    private let line: Int
    /// Empty where it is only used and not described.
    var name = ""
    var gtin = ""
    var email = ""
    /// Name and postcode, as far as both are told.
    var address = ""
    /// Whether a row describes it, or only refers to it.
    let isDescribed: Bool

    init(at place: SamplePlace, isDescribed: Bool) {
      file = place.file
      line = place.line
      self.isDescribed = isDescribed
    }

    /// As `erp/out/items.csv:12`.
    var place: String { "\(file):\(line)" }
  }

  /// Record types whose keys are compared.
  static let entities: [EntityID] = ["item", "partner", "location"]

  /// By record type, system and key.
  private(set) var seen: [EntityID: [SystemID: [String: Sighting]]] = [:]

  mutating func add(_ record: Record, of system: SystemID, at place: SamplePlace) {
    let schema = record.schema
    switch schema.entity {
    case "item", "partner", "location":
      var sighting = Sighting(at: place, isDescribed: true)
      sighting.name = record["name"].description
      sighting.gtin = record["gtin"].description
      sighting.email = record["email"].description.lowercased()
      let postcode = record["postcode"].description
      if !sighting.name.isEmpty, !postcode.isEmpty {
        sighting.address = sighting.name.lowercased() + ", " + postcode
      }
      seen[schema.entity, default: [:]][system, default: [:]][record.key.text] = sighting
    case "item_unit", "price", "kit_component": return
    default:
      guard schema.position(of: "sku") != nil, case let sku = record["sku"].description,
        !sku.isEmpty
      else { return }
      if seen["item"]?[system]?[sku] == nil {
        seen["item", default: [:]][system, default: [:]][sku] = Sighting(
          at: place, isDescribed: false)
      }
    }
  }

  /// Whether any system describes it.
  func knows(_ reference: Reference, warehouses: [WarehouseSettings]) -> Bool {
    let parts = reference.key.parts
    if reference.entity == "location", parts.count == 1,
      warehouses.contains(where: { $0.id.text == parts[0] })
    {
      return true
    }
    return seen[reference.entity]?.values.contains { $0[reference.key.text]?.isDescribed == true }
      ?? false
  }
}
