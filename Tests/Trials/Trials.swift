import Glibc

/// Tries the planning; one line for each trial, status 1 when one of them fails.
@main enum Trials {
  /// Every trial, in the order in which they run.
  static let all: [any Trial] = [
    ExactPathTrial(blocks: 1, instances: 10_000, picks: 12),
    ExactPathTrial(blocks: 2, instances: 10_000, picks: 12),
    LongPathTrial(blocks: 1, instances: 100_000),
    LongPathTrial(blocks: 2, instances: 100_000),
    PathSpeedTrial(lists: 10_000),
    PathSavingTrial(lists: 10_000),
    AvailabilityTrial(events: 1_000_000, articles: 1_000, seed: 7),
    CartonTrial(orders: 20_000),
    ReplenishmentPlanTrial(plans: 100_000),
    ServiceLevelTrial(articles: 500, tolerance: 0.015),
    RoutingTrial(instances: 20_000),
    RoutingSizeTrial(orders: 2_000),
    RoutingSpeedTrial(orders: 100_000, isExplaining: false),
    RoutingSpeedTrial(orders: 100_000, isExplaining: true),
  ]

  static func main() {
    var failed = 0
    for trial in all {
      let clock = ContinuousClock()
      let started = clock.now
      do {
        let found = try trial.run()
        print("passed in \(seconds(clock.now - started)): \(trial.headline): \(found)")
      } catch {
        failed += 1
        print("FAILED: \(trial.headline): \(error.text)")
      }
    }
    print("\(all.count) trials, \(failed) failed")
    if failed > 0 { exit(1) }
  }

  private static func seconds(_ duration: Duration) -> String {
    let hundredths = duration / .milliseconds(10)
    return "\((hundredths / 100 * 100).rounded() / 100) s"
  }
}
