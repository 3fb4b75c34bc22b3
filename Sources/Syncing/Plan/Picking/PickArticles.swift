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

/// Reads articles as the source-of-truth rules say; each is read once.
final class PickArticles {
  private let library: MasterLibrary
  private var known: [RecordKey: ArticleFacts] = [:]

  init(session: Session) throws {
    library = try MasterLibrary(session: session, schema: .item)
  }

  func article(_ sku: String) throws -> ArticleFacts {
    let key = RecordKey(parts: [sku])
    if let article = known[key] { return article }
    let view = try library.view(of: key)
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
    known[key] = article
    return article
  }
}
