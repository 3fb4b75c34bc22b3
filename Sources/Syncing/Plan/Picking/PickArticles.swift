internal import Domain
internal import Persistence
internal import Planning

/// What pickers and packers need to know of an article.
struct ArticleFacts {
  var name: String?
  var unit: String?
  /// Of one piece, in kilograms.
  var weight: ExactDecimal?
  var size: BoxSize?
  var isHazardous = false
  var storageClass: String?
}

/// What of articles pickers and packers need; each is worked out once.
final class PickArticles {
  private let items: ItemBook
  private var known: [String: ArticleFacts] = [:]

  init(session: Session) throws {
    items = try ItemBook(session: session)
  }

  func article(_ sku: String) throws -> ArticleFacts {
    if let article = known[sku] { return article }
    let view = try items.item(sku)
    var article = ArticleFacts()
    article.name = view.value(of: "name").text
    article.unit = view.value(of: "base_uom").text
    article.weight = view.value(of: "weight_kg").decimal
    article.isHazardous = view.value(of: "hazmat").flag ?? false
    article.storageClass = view.value(of: "storage_class").text
    let sides = ["length_cm", "width_cm", "height_cm"].compactMap { name in
      view.value(of: name).decimal.map {
        BoxSize.millimetres(ofCentimetres: $0, roundedUp: true)
      }
    }
    let range = 1...BoxSize.mostMillimetres
    if sides.count == 3, sides.allSatisfy(range.contains) {
      article.size = BoxSize(sides[0], sides[1], sides[2])
    }
    known[sku] = article
    return article
  }
}
