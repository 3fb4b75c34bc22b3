internal import Domain
internal import Planning
internal import Workbench

/// Nothing is left out or overfilled, and how near to the bound the cartons of made-up orders come.
package struct CartonTrial: Trial {
  private let orders: Int
  private static let types = [
    CartonType("S", inner: BoxSize(300, 200, 150), maxWeight: ExactDecimal(5)),
    CartonType("M", inner: BoxSize(400, 300, 300), maxWeight: ExactDecimal(15)),
    CartonType("L", inner: BoxSize(600, 400, 450), maxWeight: ExactDecimal(25)),
  ]

  package init(orders: Int) {
    self.orders = orders
  }

  package var headline: String { "cartons of orders of one to eight articles, three types" }

  package func run() throws(TrialFault) -> String {
    var (used, bound, atBound) = (0, 0, 0)
    for seed in 1...orders {
      let articles = Self.articles(seed: seed)
      let packed = Cartonisation(articles, into: Self.types)
      if let fault = Self.fault(packed, articles) {
        throw TrialFault("order \(seed): \(fault): \(articles)")
      }
      used += packed.used
      bound += packed.bound
      if packed.used == packed.bound { atBound += 1 }
    }
    let share = Double((used - bound) * 10_000 / bound) / 100
    return "\(orders) orders, \(used) cartons, \(bound) by the bound (\(share) % more),"
      + " \(atBound) orders at the bound"
  }

  private static func articles(seed: Int) -> [PackedArticle] {
    var numbers = SeededNumbers(seed: UInt64(seed))
    return (1...Int.random(in: 1...8, using: &numbers)).map { article in
      let sides = (0..<3).map { _ in Int.random(in: 10...280, using: &numbers) }
      let grams = Int64.random(in: 20...4_000, using: &numbers)
      return PackedArticle(
        "A\(article)", ExactDecimal(Int.random(in: 1...12, using: &numbers)),
        size: BoxSize(sides[0], sides[1], sides[2]),
        weight: ExactDecimal(millionths: grams * 1_000),
        isHazardous: Int.random(in: 0..<20, using: &numbers) == 0,
        isUpright: Int.random(in: 0..<4, using: &numbers) == 0)
    }
  }

  private static func fault(_ packed: Cartonisation, _ articles: [PackedArticle]) -> String? {
    if packed.used < packed.bound { return "fewer cartons than the bound" }
    for article in articles {
      let lines = packed.cartons.flatMap(\.lines).filter { $0.sku == article.sku }
      if lines.reduce(.zero, { $0 + $1.quantity }) != article.quantity {
        return "\(article.sku) is not packed as it was ordered"
      }
    }
    for carton in packed.cartons {
      guard let type = types.first(where: { $0.name == carton.type }) else { continue }
      if let weight = carton.weight, let most = type.maxWeight, weight > most {
        return "\(type.name) carries \(weight)"
      }
      let volume = carton.lines.reduce(0) { sum, line in
        let size = articles.first { $0.sku == line.sku }?.size ?? BoxSize(0, 0, 0)
        return sum
          + size.length * size.width * size.height * Int(line.quantity.millionths / 1_000_000)
      }
      let inner = type.inner
      if volume > inner.length * inner.width * inner.height { return "\(type.name) is overfilled" }
      if carton.isHazardous, carton.lines.count > 1 { return "dangerous goods are not alone" }
    }
    return nil
  }
}
