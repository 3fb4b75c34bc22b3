import Domain
import Testing

@Suite struct SnapshotMomentTests {
  private let noon = Timestamp(microseconds: 43_200_000_000)

  private func stated(_ sequence: Int? = nil) -> SnapshotMoment {
    SnapshotMoment(
      earliest: noon, latest: noon, lastSequence: sequence.map { ExactDecimal($0) })
  }

  @Test func `what happened up to the moment is inside`() {
    #expect(stated().membership(at: noon, windowSeconds: 0) == .inside)
    #expect(stated().membership(at: noon.adding(seconds: 1), windowSeconds: 0) == .outside)
  }

  @Test func `close to the moment time decides nothing`() {
    let moment = stated()
    #expect(moment.membership(at: noon.adding(seconds: -60), windowSeconds: 60) == .inside)
    #expect(moment.membership(at: noon.adding(seconds: -59), windowSeconds: 60) == .likelyInside)
    #expect(moment.membership(at: noon, windowSeconds: 60) == .likelyInside)
    #expect(moment.membership(at: noon.adding(seconds: 60), windowSeconds: 60) == .likelyOutside)
    #expect(moment.membership(at: noon.adding(seconds: 61), windowSeconds: 60) == .outside)
  }

  @Test func `numbers decide where both sides have them, whatever the clocks say`() {
    let late = noon.adding(seconds: 3600)
    #expect(
      stated(7).membership(at: late, sequence: ExactDecimal(7), windowSeconds: 60) == .inside)
    #expect(
      stated(7).membership(at: nil, sequence: ExactDecimal(8), windowSeconds: 60) == .outside)
    #expect(
      stated().membership(at: late, sequence: ExactDecimal(7), windowSeconds: 60) == .outside)
  }

  @Test func `a moment that is not stated leaves open what happened since the one before`() {
    let between = SnapshotMoment(earliest: noon, latest: noon.adding(seconds: 600))
    #expect(between.membership(at: noon, windowSeconds: 0) == .inside)
    #expect(between.membership(at: noon.adding(seconds: 1), windowSeconds: 0) == .likelyInside)
    #expect(between.membership(at: noon.adding(seconds: 601), windowSeconds: 0) == .outside)
    let first = SnapshotMoment(earliest: nil, latest: noon)
    #expect(first.membership(at: noon.adding(seconds: -3600), windowSeconds: 0) == .likelyInside)
  }

  @Test func `an event without a time is likely inside`() {
    #expect(stated().membership(at: nil, windowSeconds: 0) == .likelyInside)
  }
}
