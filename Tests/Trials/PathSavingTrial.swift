internal import Domain
internal import Planning
internal import Workbench

/// How much shorter the shortest path is than the S-shape where people really pick.
package struct PathSavingTrial: Trial {
  private let lists: Int

  package init(lists: Int) {
    self.lists = lists
  }

  package var headline: String { "distance of 20 picks, 10 aisles of 40 bays, 3 m and 1 m wide" }

  package func run() throws(TrialFault) -> String {
    let shop = try BayHouse(middle: nil)
    var numbers = SeededNumbers(seed: 1)
    var exact = 0
    var lengths = [Int](repeating: 0, count: PathMethod.allCases.count)
    for _ in 0..<lists {
      let comparison = shop.map.walk(to: shop.list(of: 20, using: &numbers)).comparison
      exact += comparison.exact
      for (index, heuristic) in comparison.heuristics.enumerated() {
        lengths[index] += heuristic.length
      }
    }
    guard let sShape = lengths.first, exact < sShape else {
      throw TrialFault("the shortest paths are \(exact), by the S-shape \(lengths)")
    }
    let told = zip(PathMethod.allCases, lengths).map { "\($0.rawValue) \(metres($1))" }
    return "mean of \(lists) lists: shortest \(metres(exact)), \(told.joined(separator: ", ")),"
      + " saved against the S-shape \(Double((sShape - exact) * 1000 / sShape) / 10) %"
  }

  private func metres(_ total: Int) -> String { "\(Double(total / lists / 100) / 10) m" }
}

/// A house of ten aisles of forty bays, each a metre wide, whose aisles are three metres apart.
struct BayHouse {
  let map: PickMap
  private let bins: [BinID]

  init(middle: Int?) throws(TrialFault) {
    let bins = (1...10).flatMap { aisle in
      (1...40).map { bay in PickBin(BinID("\(aisle)-\(bay)"), aisle: "\(aisle)", bay: "\(bay)") }
    }
    let floor = PickFloor(pitch: 3_000, bayLength: 1_000, middle: middle)
    guard let map = PickMap(floor, bins: bins), map.unplaced.isEmpty else {
      throw TrialFault("the bins of the house have no place")
    }
    self.map = map
    self.bins = bins.map(\.bin)
  }

  /// Different bins, each as likely as any other.
  func list(of count: Int, using numbers: inout SeededNumbers) -> [BinID] {
    var chosen: Set<BinID> = []
    while chosen.count < count {
      chosen.insert(bins[Int.random(in: 0..<bins.count, using: &numbers)])
    }
    return chosen.sorted()
  }
}
