internal import Domain
internal import Glibc
internal import Planning
internal import Workbench

/// Ten thousand pick lists of twenty stops take less than a second.
///
/// Of the processor, whatever else the machine does.
package struct PathSpeedTrial: Trial {
  private let lists: Int

  package init(lists: Int) {
    self.lists = lists
  }

  package var headline: String { "time of pick lists with 20 stops, 10 aisles of 40 bays" }

  package func run() throws(TrialFault) -> String {
    let one = try measure(middle: nil)
    let two = try measure(middle: 20_000)
    let most = 1_000 * lists / 10_000
    guard one.shortest < most, two.shortest < most else {
      throw TrialFault("\(lists) shortest paths take \(one.shortest) ms and \(two.shortest) ms")
    }
    return "\(lists) shortest paths in one block \(one.shortest) ms, in two \(two.shortest) ms;"
      + " with bins looked up and all rules compared \(one.walks) ms and \(two.walks) ms"
  }

  /// How many milliseconds the shortest paths take, and whole walks with all comparisons.
  private func measure(middle: Int?) throws(TrialFault) -> (shortest: Int, walks: Int) {
    let shop = try BayHouse(middle: middle)
    var numbers = SeededNumbers(seed: 20)
    let picked = (0..<lists).map { _ in shop.list(of: 20, using: &numbers) }
    let places = picked.map { bins in bins.compactMap { shop.map.place(of: $0) } }
    var total = 0
    let shortest = milliseconds {
      for list in places { total += shop.map.aisles.shortestPath(to: list).length }
    }
    let walks = milliseconds {
      for list in picked { total -= shop.map.walk(to: list).path.length }
    }
    guard total == 0 else { throw TrialFault("places and bins do not give the same paths") }
    return (shortest, walks)
  }

  private func milliseconds(of work: () -> Void) -> Int {
    let started = clock()
    work()
    return Int(clock() - started) * 1_000 / Int(CLOCKS_PER_SEC)
  }
}
