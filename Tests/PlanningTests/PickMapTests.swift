import Domain
import Planning
import Testing

@Suite struct PickMapTests {
  private let floor = PickFloor(pitch: 3_000, bayLength: 1_000)

  private func metres(_ text: String) throws -> ExactDecimal { try #require(ExactDecimal(text)) }

  @Test func `aisles are counted as people count them, and bays along them`() throws {
    let map = try #require(
      PickMap(
        floor,
        bins: [
          PickBin("a", aisle: "A10", bay: "B004"), PickBin("b", aisle: "A2", bay: "1"),
          PickBin("c", aisle: "A2", bay: "B12-left"), PickBin("d", aisle: "B1", bay: "2"),
        ]))
    #expect(map.place(of: "b") == PickPlace(0, 500))
    #expect(map.place(of: "c") == PickPlace(0, 11_500))
    #expect(map.place(of: "a") == PickPlace(1, 3_500))
    #expect(map.place(of: "d") == PickPlace(2, 1_500))
    #expect((map.aisles.count, map.aisles.length, map.aisles.depot) == (3, 12_000, 0))
    #expect(map.unplaced == [])
  }

  @Test func `codes of aisles that differ in zeros or are no numbers still have one order`() throws
  {
    let codes = [
      "10", "9", "09", "A", "A9", "A10", "A1B", "A", "99999999999999999999999", "é", "e\u{301}",
    ]
    let bins = codes.enumerated().map { PickBin(BinID("\($0)"), aisle: $1, bay: "1") }
    let map = try #require(PickMap(floor, bins: bins))
    let order = codes.indices.sorted {
      (map.place(of: BinID("\($0)"))?.aisle ?? -1, $0)
        < (map.place(of: BinID("\($1)"))?.aisle ?? -1, $1)
    }
    #expect(
      order.map { codes[$0] } == [
        "09", "9", "10", "99999999999999999999999", "A", "A", "A1B", "A9", "A10", "e\u{301}", "é",
      ])
    #expect(map.aisles.count == 10)
  }

  @Test func `odd and even bays that face each other lie at one place`() throws {
    let facing = PickFloor(pitch: 3_000, bayLength: 1_000, baysAbreast: 2)
    let bins = (1...4).map { PickBin(BinID("\($0)"), aisle: "1", bay: "\($0)") }
    let map = try #require(PickMap(facing, bins: bins))
    #expect((1...4).map { map.place(of: BinID("\($0)"))?.y } == [500, 500, 1_500, 1_500])
  }

  @Test func `coordinates say the nearest aisle and how far it is from the front`() throws {
    let here = PickFloor(
      pitch: 3_000, bayLength: 1_000, aisleLength: 40_000, originX: try metres("100"),
      originY: try metres("-5"))
    let at: [(BinID, String, String)] = [
      ("first", "98.6", "-5"), ("second", "101.5", "3.4565"), ("left", "98.4", "0"),
      ("before", "100", "-5.001"), ("end", "104.4", "35"), ("beyond", "104.4", "35.001"),
    ]
    let bins = try at.map { PickBin($0.0, x: try metres($0.1), y: try metres($0.2)) }
    let map = try #require(PickMap(here, bins: bins))
    #expect(map.place(of: "first") == PickPlace(0, 0))
    #expect(map.place(of: "second") == PickPlace(1, 8_457))
    #expect(map.place(of: "end") == PickPlace(1, 40_000))
    #expect(map.unplaced == ["before", "beyond", "left"])
    #expect((map.aisles.count, map.aisles.length) == (2, 40_000))
  }

  @Test func `a bin without coordinates lies where most bins of its aisle lie`() throws {
    let bins = [
      PickBin("1", aisle: "X", bay: "1", x: try metres("6"), y: try metres("1")),
      PickBin("2", aisle: "X", bay: "2", x: try metres("6.2"), y: try metres("2")),
      PickBin("3", aisle: "X", bay: "3", x: try metres("0"), y: try metres("3")),
      PickBin("4", aisle: "X", bay: "4"), PickBin("5", aisle: "Y", bay: "5"),
      PickBin("6", aisle: "X", bay: "6", x: try metres("6")),
    ]
    let map = try #require(PickMap(floor, bins: bins))
    #expect(map.place(of: "3") == PickPlace(0, 3_000))
    #expect(map.place(of: "4") == PickPlace(2, 3_500))
    #expect(map.place(of: "6") == PickPlace(2, 5_500))
    #expect(map.unplaced == ["5"])
  }

  @Test func `the depot lies before the aisle with its code, or before the first and says so`()
    throws
  {
    let bins = ["1", "2", "3"].map { PickBin(BinID($0), aisle: $0, bay: "1") }
    var floor = floor
    floor.depotAisle = "2"
    let known = try #require(PickMap(floor, bins: bins))
    #expect((known.aisles.depot, known.isDepotKnown) == (1, true))
    floor.depotAisle = "4"
    let unknown = try #require(PickMap(floor, bins: bins))
    #expect((unknown.aisles.depot, unknown.isDepotKnown) == (0, false))
  }

  @Test func `bins whose place nobody knows come last, by their sequence`() throws {
    let map = try #require(
      PickMap(
        floor,
        bins: [
          PickBin("a", aisle: "1", bay: "9"), PickBin("b", aisle: "1", bay: "ground"),
          PickBin("c", sequence: 20), PickBin("d", aisle: "1", bay: "2", sequence: 99),
          PickBin("e", aisle: "1", sequence: 3), PickBin("f", aisle: "1", bay: "0", sequence: 20),
        ]))
    #expect(map.unplaced == ["e", "c", "f", "b"])
    let walk = map.walk(to: ["nowhere", "f", "a", "b", "e", "d", "a"])
    #expect(walk.bins == ["d", "a", "e", "f", "b", "nowhere"])
    #expect(walk.unplaced == ["e", "f", "b", "nowhere"])
    #expect(walk.path.length == 17_000)
    #expect(walk.comparison.exact == 17_000)
  }

  @Test func `bins above each other follow in the order of their names`() throws {
    let bins = ["A-3", "A-1", "A-2"].map { PickBin(BinID($0), aisle: "A", bay: "7", level: "1") }
    let map = try #require(PickMap(floor, bins: bins))
    #expect(map.walk(to: ["A-3", "A-2", "A-1"]).bins == ["A-1", "A-2", "A-3"])
  }

  @Test func `an aisle is as long as its farthest bin needs, or as it is said to be`() throws {
    let bins = [PickBin("a", aisle: "1", bay: "3"), PickBin("b", aisle: "1", bay: "4")]
    var floor = floor
    #expect(PickMap(floor, bins: bins)?.aisles.length == 4_000)
    floor.aisleLength = 3_500
    #expect(PickMap(floor, bins: bins)?.unplaced == ["b"])
    floor.middle = 3_500
    #expect(PickMap(floor, bins: bins) == nil)
    floor.aisleLength = nil
    #expect(PickMap(floor, bins: bins)?.aisles.length == 4_500)
    #expect(PickMap(floor, bins: [])?.aisles.count == 1)
    floor.pitch = 0
    #expect(PickMap(floor, bins: bins) == nil)
  }

  @Test func `numbers beyond every building are no place`() throws {
    let far = try metres("1000000000000")
    let bins = [
      PickBin("x", x: far, y: .zero), PickBin("y", x: .zero, y: far),
      PickBin("left", x: -far, y: .zero), PickBin("bay", aisle: "1", bay: "9223372036854775807"),
      PickBin("digits", aisle: "1", bay: "9223372036854775808"),
      PickBin("here", x: .zero, y: .zero),
    ]
    let map = try #require(PickMap(floor, bins: bins))
    #expect(map.unplaced == ["bay", "digits", "left", "x", "y"])
    let counted = try #require(
      PickMap(floor, bins: bins.filter { $0.aisle != nil }))
    #expect(counted.unplaced == ["bay", "digits"])
  }

  @Test func `metres become millimetres, halves away from zero`() throws {
    #expect(PickFloor.millimetres(try metres("1.2345")) == 1_235)
    #expect(PickFloor.millimetres(try metres("-1.2345")) == -1_235)
    #expect(PickFloor.millimetres(try metres("0.000499")) == 0)
  }
}
