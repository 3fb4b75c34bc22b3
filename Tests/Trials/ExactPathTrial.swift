internal import Planning

/// The shortest path is as short as a search through all orders says.
package struct ExactPathTrial: Trial {
  private let blocks: Int
  private let instances: Int
  /// As many as a search through all orders can bear.
  private let mostPicks: Int

  package init(blocks: Int, instances: Int, picks: Int) {
    self.blocks = blocks
    self.instances = instances
    mostPicks = picks
  }

  package var headline: String { "shortest path in \(blocks) block(s) against Held-Karp" }

  package func run() throws(TrialFault) -> String {
    let kind = PathInstances.small(blocks: blocks, picks: mostPicks)
    var picks = 0
    for seed in 1...instances {
      let instance = try kind.made(seed: seed)
      let path = instance.aisles.shortestPath(to: instance.places)
      if let fault = PathChecks.fault(of: path, in: instance) {
        throw TrialFault("seed \(seed): \(fault): \(instance)")
      }
      let distances = WalkingDistances(instance)
      let shortest = distances.shortestRound()
      guard path.length == shortest, distances.length(of: path.order) == shortest else {
        throw TrialFault(
          "seed \(seed): the path of \(path.length) takes the picks in an order of"
            + " \(distances.length(of: path.order)), the shortest is \(shortest): \(instance)")
      }
      if let fault = PathChecks.faultOfRules(in: instance, against: path.length) {
        throw TrialFault("seed \(seed): \(fault): \(instance)")
      }
      picks += instance.places.count
    }
    return
      "\(instances) instances of up to \(mostPicks) picks, \(picks) picks in all, every length equal"
  }
}
