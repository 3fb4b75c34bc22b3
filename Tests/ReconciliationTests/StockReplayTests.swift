import Domain
import Reconciliation
import Testing
import Workbench

/// In which order movements count, and that a count sets the stock.
@Suite struct StockReplayTests {
  private func at(_ hour: Int) -> Timestamp {
    Timestamp(microseconds: 1_793_000_000_000_000).adding(seconds: hour * 3_600)
  }

  private func moment(_ hour: Int, _ sequence: Int? = nil) -> SnapshotMoment {
    SnapshotMoment(
      earliest: at(hour), latest: at(hour), lastSequence: sequence.map { ExactDecimal($0) })
  }

  private func step(
    _ what: StockReplay.What, at hour: Int, _ sequence: Int? = nil, line: Int = 1, file: Int64 = 1
  ) -> StockReplay.Step {
    StockReplay.Step(
      name: "\(what)", bucket: .adjustment, what: what, at: at(hour),
      sequence: sequence.map { ExactDecimal($0) }, file: file, line: line)
  }

  private func adds(_ quantity: Int) -> StockReplay.What { .adds(ExactDecimal(quantity)) }

  private func sets(_ quantity: Int, _ place: String = "ALL") -> StockReplay.What {
    .sets(ExactDecimal(quantity), place: place)
  }

  /// What the steps add up to between the hours 0 and 10, from a hundred on.
  private func balance(_ steps: [StockReplay.Step]) -> ExactDecimal? {
    var replay = StockReplay(
      opening: moment(0, 5), closing: moment(10, 50), windowSeconds: 0)
    for step in steps { replay.add(step) }
    return replay.movements(from: ExactDecimal(100)).map { movements in
      movements.reduce(ExactDecimal(100)) { $0 + $1.likely }
    }
  }

  @Test func `a count sets the stock, and what comes later counts from there`() {
    #expect(balance([step(adds(-5), at: 1), step(sets(90), at: 2), step(adds(3), at: 3)]) == 93)
    #expect(balance([step(adds(3), at: 3), step(sets(90), at: 2), step(adds(-5), at: 1)]) == 93)
    #expect(balance([step(sets(90), at: 2), step(sets(70), at: 1)]) == 90)
  }

  @Test func `of the same time the source's number decides, then the file and its line`() {
    let count = { (sequence: Int?, line: Int, file: Int64) in
      self.step(self.sets(90), at: 1, sequence, line: line, file: file)
    }
    #expect(balance([step(adds(-5), at: 1, 7), count(6, 9, 9)]) == 85)
    #expect(balance([step(adds(-5), at: 1, 6), count(7, 1, 1)]) == 90)
    #expect(balance([step(adds(-5), at: 1, line: 2), count(nil, 1, 1)]) == 85)
    #expect(balance([step(adds(-5), at: 1, line: 1, file: 2), count(nil, 9, 1)]) == 85)
    #expect(balance([step(adds(-5), at: 1, 7, line: 1), count(nil, 2, 1)]) == 90)
  }

  @Test
  func
    `what the opening stock has already moves nothing, and what comes after the closing stock neither`()
  {
    #expect(balance([step(adds(-5), at: 0), step(adds(-7), at: 11)]) == 100)
    #expect(balance([step(adds(-5), at: 3, 5), step(adds(-7), at: 3, 51)]) == 100)
    #expect(balance([step(sets(40), at: 0), step(sets(40), at: 11)]) == 100)
    #expect(balance([step(sets(40), at: -1), step(adds(-7), at: 1)]) == 93)
  }

  @Test func `what only one of the looks can have counts for that one alone`() {
    func step(_ quantity: Int, at hour: Int, _ looks: StockReplay.Looks) -> StockReplay.Step {
      var step = self.step(adds(quantity), at: hour)
      step.looks = looks
      return step
    }
    #expect(balance([step(-5, at: -1, .both)]) == 100)
    #expect(balance([step(-5, at: -1, .closing)]) == 95)
    #expect(balance([step(-5, at: 11, .closing)]) == 100)
    // A second version was known, and the first came late: nothing moved.
    #expect(
      balance([
        step(-5, at: -2, .closing), step(-1, at: -1, .closing), step(-6, at: -1, .opening),
      ]) == 100)
    #expect(balance([step(-6, at: 1, .opening), step(-6, at: 1, .closing)]) == 94)
  }

  @Test func `counts of several places leave open what each of them changed`() {
    #expect(balance([step(sets(40, "A-1"), at: 1), step(sets(50, "A-2"), at: 2)]) == nil)
  }

  @Test(arguments: 1...200)
  func `any order of arrival ends in the same stock`(seed: Int) throws {
    var dice = SeededNumbers(seed: UInt64(seed))
    let steps = (0..<12).map { index in
      let what =
        Int.random(in: 0..<4, using: &dice) == 0
        ? sets(.random(in: 0...200, using: &dice)) : adds(.random(in: -9...9, using: &dice))
      return step(what, at: .random(in: 1...4, using: &dice), 10 + index)
    }
    var expected = 100
    for step in steps.sorted(by: {
      ($0.at?.microseconds ?? 0, $0.sequence ?? .zero) < (
        $1.at?.microseconds ?? 0, $1.sequence ?? .zero
      )
    }) {
      switch step.what {
      case .adds(let quantity): expected += Int(quantity.millionths / 1_000_000)
      case .sets(let quantity, _): expected = Int(quantity.millionths / 1_000_000)
      }
    }
    #expect(balance(steps.shuffled(using: &dice)) == ExactDecimal(expected))
  }
}
