import Domain
import Planning
import Testing
import Workbench

@Suite struct CartonisationTests {
  private let small = CartonType(
    "S", inner: BoxSize(200, 150, 100), maxWeight: ExactDecimal(5))
  private let large = CartonType(
    "L", inner: BoxSize(400, 300, 200), maxWeight: ExactDecimal(20))

  private func article(
    _ sku: String, _ quantity: Int, _ size: (Int, Int, Int)?, kg: String? = "1",
    isHazardous: Bool = false, isUpright: Bool = false
  ) throws -> PackedArticle {
    PackedArticle(
      sku, ExactDecimal(quantity), size: size.map { BoxSize($0.0, $0.1, $0.2) },
      weight: try kg.map { try #require(ExactDecimal($0)) }, isHazardous: isHazardous,
      isUpright: isUpright)
  }

  private func told(_ packed: Cartonisation) -> [String] {
    packed.cartons.map { carton in
      "\(carton.type ?? carton.trouble?.rawValue ?? "?"): "
        + carton.lines.map { "\($0.quantity) \($0.sku)" }.joined(separator: ", ")
        + (carton.weight.map { ", \($0) kg" } ?? "")
        + (carton.isHazardous ? ", hazardous" : "")
    }
  }

  @Test func `an order goes into the smallest carton that holds it`() throws {
    let packed = Cartonisation(
      [
        try article("CUP", 2, (100, 100, 100), kg: "0.25"),
        try article("BOOK", 1, (150, 50, 100), kg: "0.5"),
      ], into: [large, small])
    #expect(told(packed) == ["S: 2 CUP, 1 BOOK, 1 kg"])
    #expect(packed.bound == 1 && packed.used == 1)
  }

  @Test func `what weighs too much for one carton goes into several`() throws {
    let packed = Cartonisation(
      [try article("IRON", 5, (50, 50, 50), kg: "7")], into: [small, large])
    // Two of 7 kg are 14, a third would be 21.
    #expect(told(packed) == ["L: 2 IRON, 14 kg", "L: 2 IRON, 14 kg", "L: 1 IRON, 7 kg"])
    // 35 kg in cartons of 20.
    #expect(packed.bound == 2 && packed.used == 3)
  }

  @Test func `a full carton and the rest in a smaller one`() throws {
    // 8 of 200 x 150 x 100 fill the large one, which is 8 small ones.
    let packed = Cartonisation(
      [try article("BRICK", 9, (200, 150, 100), kg: "1")], into: [small, large])
    #expect(told(packed) == ["L: 8 BRICK, 8 kg", "S: 1 BRICK, 1 kg"])
    #expect(packed.bound == 2)
  }

  @Test func `a piece is turned where it may lie on its side, and not where it must stand`() throws
  {
    let lying = try article("VASE", 1, (100, 100, 200))
    #expect(told(Cartonisation([lying], into: [small])) == ["S: 1 VASE, 1 kg"])
    let upright = try article("VASE", 1, (100, 100, 200), isUpright: true)
    #expect(
      told(Cartonisation([upright], into: [small])) == ["fits no carton: 1 VASE, 1 kg"])
    #expect(told(Cartonisation([upright], into: [small, large])) == ["L: 1 VASE, 1 kg"])
    let turned = try article("TRAY", 1, (140, 190, 100), isUpright: true)
    #expect(told(Cartonisation([turned], into: [small])) == ["S: 1 TRAY, 1 kg"])
  }

  @Test func `dangerous goods never share a carton, not even with each other`() throws {
    let packed = Cartonisation(
      [
        try article("ACID", 1, (10, 10, 10), isHazardous: true),
        try article("BLEACH", 2, (10, 10, 10), isHazardous: true),
        try article("CUP", 1, (10, 10, 10)),
        try article("GAS", 1, nil, isHazardous: true), try article("HAT", 1, nil),
      ], into: [small])
    #expect(
      told(packed) == [
        "S: 1 CUP, 1 kg", "S: 1 ACID, 1 kg, hazardous", "S: 2 BLEACH, 2 kg, hazardous",
        "measures missing: 1 GAS, 1 kg, hazardous", "measures missing: 1 HAT, 1 kg",
      ])
    #expect(packed.bound == 3 && packed.used == 3)
  }

  @Test func `an article without measures travels apart and says so`() throws {
    var cloth = try article("CLOTH", 1, (10, 10, 10))
    cloth.quantity = try #require(ExactDecimal("2.5"))
    let packed = Cartonisation(
      [
        try article("A", 2, nil), try article("B", 1, (10, 10, 10), kg: nil),
        try article("C", 1, (0, 10, 10)), cloth, try article("ROD", 1, (900, 10, 10)),
        try article("SAND", 100_000, (400, 300, 200)),
      ], into: [small, large])
    #expect(
      told(packed) == [
        "measures missing: 2 A, 1 B, 1 C", "not in whole pieces: 2.5 CLOTH, 2.5 kg",
        "fits no carton: 1 ROD, 1 kg", "too many for cartons: 100000 SAND, 100000 kg",
      ])
    #expect(packed.bound == 0 && packed.used == 0)
  }

  @Test func `an article of two order lines is packed once`() throws {
    let packed = Cartonisation(
      [try article("CUP", 1, (100, 100, 100)), try article("CUP", 1, (100, 100, 100))],
      into: [small])
    #expect(told(packed) == ["S: 2 CUP, 2 kg"])
  }

  @Test(arguments: 1...60)
  func `all is packed, nothing is overfilled and the bound holds`(seed: Int) throws {
    var dice = SeededNumbers(seed: UInt64(seed))
    for _ in 0..<5 {
      let articles = try (0..<Int.random(in: 1...6, using: &dice)).map { number in
        try article(
          "A\(number)", Int.random(in: 1...40, using: &dice),
          (
            .random(in: 1...220, using: &dice), .random(in: 1...220, using: &dice),
            .random(in: 1...220, using: &dice)
          ), kg: "\(Int.random(in: 0...6, using: &dice))",
          isHazardous: Int.random(in: 0...5, using: &dice) == 0,
          isUpright: .random(using: &dice))
      }
      let packed = Cartonisation(articles, into: [small, large])
      #expect(packed.used >= packed.bound)
      for article in articles {
        let lines = packed.cartons.flatMap(\.lines).filter { $0.sku == article.sku }
        #expect(lines.reduce(.zero) { $0 + $1.quantity } == article.quantity)
      }
      for carton in packed.cartons where carton.type != nil {
        let type = carton.type == "S" ? small : large
        #expect(carton.weight ?? .zero <= type.maxWeight ?? .zero)
        let volume = carton.lines.reduce(0) { sum, line in
          let size = articles.first { $0.sku == line.sku }?.size ?? BoxSize(0, 0, 0)
          return sum
            + size.length * size.width * size.height * Int(line.quantity.millionths / 1_000_000)
        }
        #expect(volume <= type.inner.length * type.inner.width * type.inner.height)
        #expect(carton.lines.count == 1 || !carton.isHazardous)
      }
    }
  }
}
