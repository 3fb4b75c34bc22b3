internal import Domain
internal import Persistence
internal import Planning

/// Says which cartons what was put on pick lists goes into, order by order.
struct PackingPlanner {
  private let session: Session
  private let packing: PackingSettings
  private let articles: PickArticles
  private let headers: MasterLibrary
  private let table: RecordTable

  init(session: Session, packing: PackingSettings, articles: PickArticles) throws {
    self.session = session
    self.packing = packing
    self.articles = articles
    headers = try MasterLibrary(session: session, schema: .salesOrder)
    table = try session.store.table(.packingInstruction)
  }

  /// Packs what lists take for each order, in order of the orders.
  func pack(_ lists: [PickList], of warehouse: WarehouseID) throws {
    var orders: [RecordKey: [PackedArticle]] = [:]
    for list in lists {
      for stop in list.stops {
        for part in stop.parts {
          orders[RecordKey(parts: [part.order]), default: []].append(
            try packed(stop.sku, part.quantity))
        }
      }
    }
    let types = packing.types(in: warehouse)
    for (key, goods) in orders.sorted(by: { $0.key < $1.key }) {
      try keep(Cartonisation(goods, into: types), order: key.parts[0], warehouse)
    }
  }

  private func packed(_ sku: String, _ quantity: ExactDecimal) throws -> PackedArticle {
    let article = try articles.article(sku)
    let isUpright = article.storageClass.map(packing.uprightClasses.contains) ?? false
    return PackedArticle(
      sku, quantity, size: article.size, weight: article.weight,
      isHazardous: article.isHazardous, isUpright: isUpright)
  }

  private func keep(
    _ packed: Cartonisation, order: String, _ warehouse: WarehouseID
  ) throws {
    // Gift wishes and the like stand there, and whoever closes a carton must see them.
    let wishes = try headers.view(of: RecordKey(parts: [order])).value(of: "notes").text
    var number = 1
    while try table.contains(keyStart: [order, String(number)], in: Session.ourselves) {
      number += 1
    }
    for carton in packed.cartons {
      for (place, line) in carton.lines.enumerated() {
        var record = Record(.packingInstruction)
        record["order"] = .text(order)
        record["carton"] = .text(String(number))
        if carton.lines.count > 1 { record["line"] = .text(String(place + 1)) }
        record["sku"] = .text(line.sku)
        record["qty"] = .decimal(line.quantity)
        record["carton_type"] = carton.type.map { .text($0) } ?? .null
        record["notes"] = notes(carton, wishes).map { .text($0) } ?? .null
        record["warehouse"] = .text(warehouse.text)
        record["hazmat"] = .flag(carton.isHazardous)
        record["weight_kg"] = carton.weight.map { .decimal($0) } ?? .null
        record["cartons_bound"] = .decimal(ExactDecimal(packed.bound))
        try session.keepDerived(record)
      }
      number += 1
    }
  }

  private func notes(_ carton: PackedCarton, _ wishes: String?) -> String? {
    let notes = [
      carton.isHazardous ? "dangerous goods: nothing else in this carton" : nil,
      carton.trouble?.rawValue, wishes,
    ].compactMap { $0 }
    return notes.isEmpty ? nil : notes.joined(separator: "; ")
  }
}
