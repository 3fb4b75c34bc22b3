import Planning
import Testing
import trials

@Suite struct PickPathTests {
  private func aisles(
    _ count: Int, pitch: Int = 3, length: Int = 11, middle: Int? = nil, depot: Int = 0
  ) throws -> PickAisles {
    try #require(
      PickAisles(count: count, pitch: pitch, length: length, middle: middle, depot: depot))
  }

  private func places(_ pairs: [(Int, Int)]) -> [PickPlace] {
    pairs.map { PickPlace($0.0, $0.1) }
  }

  private let known = [(0, 1), (0, 5), (0, 6), (2, 8), (2, 10), (3, 2), (3, 6), (4, 8)]

  @Test func `the known example takes 58, and by the rules of thumb 64, 66, 68 and 84`() throws {
    let comparison = try aisles(5).comparison(of: places(known))
    #expect(comparison.exact == 58)
    #expect(comparison.length(by: .largestGap) == 64)
    #expect(comparison.length(by: .midpoint) == 66)
    #expect(comparison.length(by: .sShape) == 68)
    #expect(comparison.length(by: .outAndBack) == 84)
    // Through aisle 0, aisle 2 from the back, through aisle 3, aisle 4 from the front.
    #expect(comparison.length(by: .combined) == 11 + 6 + 11 + 16 + 24)
    #expect(comparison.savedAgainstSShape == 10)
    let instance = PathInstance(try aisles(5), places(known))
    #expect(WalkingDistances(instance).shortestRound() == 58)
  }

  @Test func `the walk is told turn by turn, with the picks in its order`() throws {
    let path = try aisles(5).shortestPath(to: places(known))
    #expect(path.order == [0, 1, 2, 4, 3, 7, 6, 5])
    let turns = [
      (0, 0), (0, 11), (2, 11), (2, 8), (2, 11), (4, 11), (4, 8), (4, 11), (3, 11), (3, 0), (0, 0),
    ]
    #expect(path.turns == places(turns))
  }

  @Test(arguments: [1, 2])
  func `the shortest path is as short as a search through all orders says`(blocks: Int) throws {
    _ = try ExactPathTrial(blocks: blocks, instances: 200, picks: 7).run()
  }

  @Test(arguments: [1, 2])
  func `no rule of thumb beats the shortest path`(blocks: Int) throws {
    _ = try LongPathTrial(blocks: blocks, instances: 80).run()
  }

  @Test func `where nothing is to be picked nobody walks`() throws {
    for aisles in [try aisles(3, depot: 1), try aisles(3, middle: 4, depot: 1)] {
      let path = aisles.shortestPath(to: [])
      #expect((path.length, path.order, path.turns) == (0, [], []))
      let comparison = aisles.comparison(of: [])
      #expect(comparison.heuristics.allSatisfy { $0.length == 0 })
      #expect(comparison.savedAgainstSShape == 0)
    }
  }

  @Test func `what lies at the depot needs no step`() throws {
    let path = try aisles(3, depot: 1).shortestPath(to: places([(1, 0), (1, 0)]))
    #expect((path.length, path.order, path.turns) == (0, [0, 1], places([(1, 0)])))
  }

  @Test func `in a single aisle one walks to the farthest pick and back`() throws {
    let path = try aisles(1).shortestPath(to: places([(0, 7), (0, 2), (0, 7)]))
    #expect((path.length, path.order) == (14, [1, 0, 2]))
    #expect(path.turns == places([(0, 0), (0, 7), (0, 0)]))
    let comparison = try aisles(1).comparison(of: places([(0, 7), (0, 2), (0, 7)]))
    #expect(comparison.heuristics.map(\.length) == [14, 14, 14, 14, 14])
  }

  @Test func `picks at the ends of aisles are fetched from the cross aisles`() throws {
    let ends = places([(0, 0), (1, 0), (2, 0), (0, 11), (1, 11), (2, 11)])
    let path = try aisles(3, depot: 2).shortestPath(to: ends)
    #expect(path.length == 2 * 11 + 2 * 6)
    #expect(path.order.sorted() == Array(0...5))
  }

  @Test func `from a depot at the last aisle the walk is that of the building in a mirror`() throws
  {
    let mirrored = known.map { (4 - $0.0, $0.1) }
    let path = try aisles(5, depot: 4).shortestPath(to: places(mirrored))
    #expect(path.length == 58)
    #expect(path.turns.first == PickPlace(4, 0))
    #expect(path.turns.last == PickPlace(4, 0))
  }

  @Test(arguments: [nil, 7])
  func `the side of the house that is nearer to the depot comes first`(middle: Int?) throws {
    let mirrored = places(known.map { (4 - $0.0, $0.1) })
    let left = try aisles(5, middle: middle).comparison(of: places(known))
    let right = try aisles(5, middle: middle, depot: 4).comparison(of: mirrored)
    #expect(left == right)
    // The last of three aisles is left where it was entered: here the first one, being farther.
    let odd = places([(0, 10), (2, 5), (4, 2)])
    let path = try #require(aisles(5, middle: middle, depot: 3).path(to: odd, by: .sShape))
    // With a middle cross aisle it is the only one behind that, and aisle 2 leads home.
    #expect(path.order == (middle == nil ? [2, 1, 0] : [2, 0, 1]))
    #expect(path.length == (middle == nil ? 11 + 11 + 20 : 7 + 6 + 7) + 3 * (1 + 4 + 3))
  }

  @Test func `aisles without picks are walked through only where that is shorter`() throws {
    // The middle aisle joins the two back ends: round the block is shorter than out and back twice.
    let path = try aisles(3, pitch: 20, length: 30).shortestPath(
      to: places([(0, 29), (2, 29)]))
    #expect(path.length == 2 * 30 + 2 * 40)
  }

  @Test func `a middle cross aisle shortens the way between two far picks`() throws {
    let picks = places([(0, 60), (5, 60)])
    let one = try aisles(6, pitch: 4, length: 100).shortestPath(to: picks)
    let two = try aisles(6, pitch: 4, length: 100, middle: 50).shortestPath(to: picks)
    #expect(one.length == 200 + 40)
    #expect(two.length == 2 * 60 + 2 * 10 + 2 * 20)
    let comparison = try aisles(6, pitch: 4, length: 100, middle: 50).comparison(of: picks)
    #expect(comparison.heuristics.map(\.method) == [.sShape, .combined])
    #expect(comparison.length(by: .midpoint) == nil)
  }

  @Test func `numbers that make no building are refused`() {
    #expect(PickAisles(count: 0, pitch: 3, length: 11) == nil)
    #expect(PickAisles(count: 2, pitch: 0, length: 11) == nil)
    #expect(PickAisles(count: 2, pitch: 3, length: 0) == nil)
    #expect(PickAisles(count: 2, pitch: 3, length: 11, depot: 2) == nil)
    #expect(PickAisles(count: 2, pitch: 3, length: 11, depot: 1) != nil)
    #expect(PickAisles(count: 2, pitch: 3, length: 11, middle: 11) == nil)
    #expect(PickAisles(count: 2, pitch: 3, length: 11, middle: 0) == nil)
    #expect(PickAisles(count: 2, pitch: 3, length: 11, middle: 10) != nil)
    #expect(PickAisles(count: 2, pitch: 3, length: 1_000_000_001) == nil)
  }

  @Test func `a pick list of a large house is walked past aisles that it does not need`() throws {
    let house = try aisles(5_000, pitch: 3_000, length: 100_000)
    let path = house.shortestPath(to: places([(4_999, 500), (2_000, 100_000)]))
    #expect(path.length == 2 * 4_999 * 3_000 + 2 * 100_000)
  }
}
