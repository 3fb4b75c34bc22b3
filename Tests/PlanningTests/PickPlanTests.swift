import Domain
import Planning
import Testing
import Workbench

@Suite struct PickPlanTests {
  private let today = CalendarDate(days: 20_780)
  private var evening: Departure { Departure(day: today, minute: 990) }

  private func need(
    _ order: String, _ line: String, _ sku: String, _ quantity: Int, priority: Int? = nil,
    kg: Int? = nil, leaves: Departure? = nil
  ) -> PickNeed {
    PickNeed(
      order: order, line: line, sku: sku, quantity: ExactDecimal(quantity),
      departure: leaves ?? evening, priority: priority, unitWeight: kg.map { ExactDecimal($0) })
  }

  private func shelves(_ stock: [(sku: String, bin: BinID, quantity: Int)]) -> Shelves {
    var shelves = Shelves()
    for sku in Set(stock.map(\.sku)) {
      shelves[sku] = Shelf(
        stock.filter { $0.sku == sku }.map { BinStock($0.bin, ExactDecimal($0.quantity)) },
        on: today)
    }
    return shelves
  }

  private func zone(_ bin: BinID) -> String? { bin.text.first.map(String.init) }

  private func told(_ plan: PickPlan) -> [String] {
    plan.lists.map { list in
      list.stops.map { stop in
        "\(stop.bin) \(stop.sku)"
          + stop.parts.map {
            " \($0.order)/\($0.line):\($0.quantity)\($0.tote.map { "@\($0)" } ?? "")"
          }
          .joined()
      }.joined(separator: "; ")
    }
  }

  @Test func `each order has a walk of its own`() {
    var shelves = shelves([("CUP", "A1", 9), ("HAT", "A2", 9)])
    let plan = PickPlan(
      [need("2", "1", "CUP", 1), need("1", "2", "HAT", 2), need("1", "1", "CUP", 3)],
      from: &shelves, by: PickRule(.single), zone: zone)
    #expect(told(plan) == ["A1 CUP 1/1:3; A2 HAT 1/2:2", "A1 CUP 2/1:1"])
    #expect(plan.shorts.isEmpty && shelves["CUP"].left == ExactDecimal(5))
  }

  @Test func `a batch takes what several orders need out of one bin at one stop`() throws {
    // One after the other the first order would empty A1, and the second go to A2.
    var shelves = shelves([("CUP", "A1", 3), ("CUP", "A2", 7)])
    let plan = PickPlan(
      [need("1", "1", "CUP", 3), need("2", "1", "CUP", 4)], from: &shelves,
      by: PickRule(.batch), zone: zone)
    #expect(told(plan) == ["A2 CUP 1/1:3 2/1:4"])
    let stop = try #require(plan.lists.first?.stops.first)
    #expect(stop.quantity == ExactDecimal(7) && stop.fallback == "A1")
  }

  @Test func `on a walk for several totes each order has its number`() {
    var shelves = shelves([("CUP", "A1", 9), ("HAT", "A2", 9)])
    let plan = PickPlan(
      [need("7", "1", "CUP", 1), need("3", "1", "HAT", 2), need("7", "2", "HAT", 1)],
      from: &shelves, by: PickRule(.cluster), zone: zone)
    #expect(told(plan) == ["A1 CUP 7/1:1@2; A2 HAT 3/1:2@1 7/2:1@2"])
  }

  @Test func `lists are divided by departure, then by priority, then by zone`() {
    var shelves = shelves([("CUP", "A1", 9), ("HAT", "B1", 9)])
    let noon = Departure(day: today, minute: 720)
    let needs = [
      need("1", "1", "CUP", 1), need("1", "2", "HAT", 1), need("2", "1", "CUP", 1, priority: 1),
      need("3", "1", "CUP", 1, leaves: noon), need("4", "1", "CUP", 1),
    ]
    let plan = PickPlan(needs, from: &shelves, by: PickRule(.batch), zone: zone)
    #expect(
      told(plan) == ["A1 CUP 3/1:1", "A1 CUP 2/1:1", "A1 CUP 1/1:1 4/1:1", "B1 HAT 1/2:1"])
    #expect(plan.lists.map(\.zone) == ["A", "A", "A", "B"])
    #expect(plan.lists.map(\.priority) == [nil, 1, nil, nil])
    var again = self.shelves([("CUP", "A1", 9), ("HAT", "B1", 9)])
    let together = PickPlan(
      needs, from: &again, by: PickRule(.batch, isByPriority: false, isByZone: false),
      zone: zone)
    #expect(told(together) == ["A1 CUP 3/1:1", "A1 CUP 2/1:1 1/1:1 4/1:1; B1 HAT 1/2:1"])
  }

  @Test func `a list has no more orders and no more weight than one may take`() {
    var shelves = shelves([("CUP", "A1", 99)])
    let needs = (1...5).map { need("\($0)", "1", "CUP", 1, kg: 4) }
    let byOrders = PickPlan(
      needs, from: &shelves, by: PickRule(.batch, maxOrders: 2), zone: zone)
    #expect(
      told(byOrders) == ["A1 CUP 1/1:1 2/1:1", "A1 CUP 3/1:1 4/1:1", "A1 CUP 5/1:1"])
    let byWeight = PickPlan(
      needs, from: &shelves, by: PickRule(.batch, maxWeight: ExactDecimal(12)), zone: zone)
    #expect(told(byWeight) == ["A1 CUP 1/1:1 2/1:1 3/1:1", "A1 CUP 4/1:1 5/1:1"])
    #expect(byWeight.lists.map(\.weight) == [ExactDecimal(12), ExactDecimal(8)])
  }

  @Test func `an order that is too heavy for one walk is divided, and a piece always goes`() {
    var shelves = shelves([("IRON", "A1", 99), ("CUP", "A2", 99)])
    let rule = PickRule(.single, maxWeight: ExactDecimal(10))
    let plan = PickPlan(
      [need("1", "1", "IRON", 5, kg: 4), need("1", "2", "CUP", 2, kg: 1)], from: &shelves,
      by: rule, zone: zone)
    #expect(
      told(plan) == ["A1 IRON 1/1:2", "A1 IRON 1/1:2", "A1 IRON 1/1:1; A2 CUP 1/2:2"])
    let heavy = PickPlan(
      [need("2", "1", "IRON", 2, kg: 40)], from: &shelves, by: rule, zone: zone)
    #expect(told(heavy) == ["A1 IRON 2/1:1", "A1 IRON 2/1:1"])
  }

  @Test func `a weight that cannot be true does not make lists without end`() {
    var shelves = shelves([("IRON", "A1", 1_000_000)])
    let plan = PickPlan(
      [need("1", "1", "IRON", 1_000_000, kg: 40)], from: &shelves,
      by: PickRule(.single, maxWeight: ExactDecimal(10)), zone: zone)
    #expect(plan.lists.count == 1_001)
    #expect(plan.lists.last?.stops.first?.quantity == ExactDecimal(999_000))
  }

  @Test func `what no bin has is said, and the most urgent order gets what there is`() {
    var shelves = shelves([("CUP", "A1", 5)])
    let plan = PickPlan(
      [
        need("1", "1", "CUP", 4, priority: 9), need("2", "1", "CUP", 4, priority: 2),
        need("3", "1", "HAT", 1),
      ], from: &shelves, by: PickRule(.single), zone: zone)
    #expect(told(plan) == ["A1 CUP 2/1:4", "A1 CUP 1/1:1"])
    #expect(plan.shorts.map { "\($0.order)/\($0.line) \($0.quantity)" } == ["1/1 3", "3/1 1"])
  }

  @Test func `an order that goes whole or not at all leaves its goods to others when some lack`() {
    var shelves = shelves([("CUP", "A1", 5)])
    var first = need("1", "1", "CUP", 4)
    var second = need("1", "2", "HAT", 1)
    (first.isWhole, second.isWhole) = (true, true)
    let plan = PickPlan(
      [first, second, need("2", "1", "CUP", 5)], from: &shelves, by: PickRule(.single),
      zone: zone)
    #expect(told(plan) == ["A1 CUP 2/1:5"])
    #expect(plan.shorts.map { "\($0.order)/\($0.line) \($0.quantity)" } == ["1/2 1"])
  }

  @Test func `stops follow the walk, and what the walk leaves out comes last`() throws {
    var shelves = shelves([("CUP", "A1", 9), ("HAT", "A2", 9), ("PEN", "A3", 9)])
    let plan = PickPlan(
      [need("1", "1", "CUP", 1), need("1", "2", "HAT", 2), need("1", "3", "PEN", 3)],
      from: &shelves, by: PickRule(.single), zone: zone)
    let list = try #require(plan.lists.first)
    #expect(list.bins == ["A1", "A2", "A3"])
    #expect(list.stops(walking: ["A3", "A1"]).map(\.bin) == ["A3", "A1", "A2"])
  }

  @Test(arguments: 1...40)
  func `every piece of every line is on one list once, or is short`(seed: Int) {
    var dice = SeededNumbers(seed: UInt64(seed))
    for method in PickMethod.allCases {
      let skus = ["A", "B", "C", "D"]
      var shelves = shelves(
        (0..<12).map { number in
          (
            skus[Int.random(in: 0..<3, using: &dice)],
            BinID("\(["X", "Y"][number % 2])\(number)"), Int.random(in: 1...9, using: &dice)
          )
        })
      let before = skus.map { shelves[$0].left }
      let needs = (0..<15).map { number in
        need(
          "\(number / 2)", "\(number % 2)", skus[Int.random(in: 0..<4, using: &dice)],
          Int.random(in: 1...6, using: &dice),
          priority: [nil, 1, 2][number / 2 % 3], kg: [nil, 1, 3][number % 3])
      }
      let rule = PickRule(
        method, maxOrders: [nil, 2, 3].randomElement(using: &dice) ?? nil,
        maxWeight: [nil, ExactDecimal(7)].randomElement(using: &dice) ?? nil,
        isByPriority: .random(using: &dice), isByZone: .random(using: &dice))
      let plan = PickPlan(needs, from: &shelves, by: rule, zone: zone)
      for need in needs {
        let picked = plan.lists.flatMap(\.stops).filter { $0.sku == need.sku }.flatMap(\.parts)
          .filter { $0.order == need.order && $0.line == need.line }
        let short = plan.shorts.filter { $0.order == need.order && $0.line == need.line }
        let sum =
          picked.reduce(ExactDecimal.zero) { $0 + $1.quantity }
          + short.reduce(.zero) { $0 + $1.quantity }
        #expect(sum == need.quantity)
      }
      for (sku, stock) in zip(skus, before) {
        let picked = plan.lists.flatMap(\.stops).filter { $0.sku == sku }
        #expect(picked.reduce(shelves[sku].left) { $0 + $1.quantity } == stock)
      }
      for list in plan.lists {
        let orders = Set(list.stops.flatMap(\.parts).map(\.order))
        #expect(orders.count <= (method == .single ? 1 : rule.maxOrders ?? .max))
        if let most = rule.maxWeight { #expect(list.weight <= most) }
        if rule.isByZone { #expect(Set(list.bins.map(zone)).count == 1) }
      }
    }
  }
}
