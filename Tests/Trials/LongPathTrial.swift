internal import Planning

/// The shortest path is never longer than what a rule of thumb finds.
package struct LongPathTrial: Trial {
  private let blocks: Int
  private let instances: Int

  package init(blocks: Int, instances: Int) {
    self.blocks = blocks
    self.instances = instances
  }

  package var headline: String { "shortest path in \(blocks) block(s) against rules of thumb" }

  package func run() throws(TrialFault) -> String {
    let kind = PathInstances.large(blocks: blocks)
    var exact = 0
    var sShape = 0
    for seed in 1...instances {
      let instance = try kind.made(seed: seed)
      let path = instance.aisles.shortestPath(to: instance.places)
      if let fault = PathChecks.fault(of: path, in: instance)
        ?? PathChecks.faultOfRules(in: instance, against: path.length)
      {
        throw TrialFault("seed \(seed): \(fault): \(instance)")
      }
      exact += path.length
      sShape += instance.aisles.path(to: instance.places, by: .sShape)?.length ?? path.length
    }
    return "\(instances) instances of 20 to 60 picks, never longer;"
      + " \(sShape - exact) of \(sShape) saved against the S-shape"
  }
}
