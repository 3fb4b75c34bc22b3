package import Domain

/// Replays what moved the stock of an article on one side, in the order in which it happened.
///
/// The order is that of time, then of the side's own numbers, then of files and their lines. A count
/// sets the stock to what was counted, whatever it was.
package struct StockReplay: Sendable {
  package enum What: Equatable, Sendable {
    /// Signed: what comes is positive.
    case adds(ExactDecimal)
    /// What was counted at a place, as a bin.
    case sets(ExactDecimal, place: String)
  }

  /// Which of the two looks may have a step.
  package enum Looks: Equatable, Sendable {
    case both
    /// Nobody knew of it when the side looked first.
    case closing
    /// It was taken so when the side looked first, and is told otherwise now.
    case opening
  }

  package struct Step: Equatable, Sendable {
    package var name: String
    package var bucket: StockBucket
    package var what: What
    package var at: Timestamp?
    /// By the numbers of its side; `nil` where it has none.
    package var sequence: ExactDecimal?
    package var file: Int64
    package var line: Int
    package var looks = Looks.both

    package init(
      name: String, bucket: StockBucket, what: What, at: Timestamp?, sequence: ExactDecimal?,
      file: Int64, line: Int
    ) {
      self.name = name
      self.bucket = bucket
      self.what = what
      self.at = at
      self.sequence = sequence
      self.file = file
      self.line = line
    }

    fileprivate func precedes(_ other: Step) -> Bool {
      let start = Timestamp(microseconds: .min)
      let (one, two) = (at ?? start, other.at ?? start)
      if one != two { return one < two }
      if let sequence, let after = other.sequence, sequence != after { return sequence < after }
      if file != other.file { return file < other.file }
      return line < other.line
    }
  }

  private let opening: SnapshotMoment
  private let closing: SnapshotMoment
  private let windowSeconds: Int
  private var steps: [Step] = []

  /// - Parameters:
  ///   - opening: when the side looked.
  ///   - closing: when it looked again.
  ///   - windowSeconds: so close to a look time alone decides nothing.
  package init(opening: SnapshotMoment, closing: SnapshotMoment, windowSeconds: Int) {
    self.opening = opening
    self.closing = closing
    self.windowSeconds = windowSeconds
  }

  package mutating func add(_ step: Step) { steps.append(step) }

  private func memberships(of step: Step) -> (before: Membership, now: Membership) {
    func has(_ moment: SnapshotMoment, _ looks: Looks) -> Membership {
      step.looks == looks || step.looks == .both
        ? moment.membership(
          at: step.at, sequence: step.sequence, windowSeconds: windowSeconds) : .outside
    }
    return (has(opening, .opening), has(closing, .closing))
  }

  /// What each step moved, as far as the looks have it, in order.
  ///
  /// - Parameter stock: what was there at the first look.
  /// - Returns: `nil` where counts of several places leave open what each of them changed.
  package func movements(from stock: ExactDecimal) -> [StockMovement]? {
    let places = Set(
      steps.compactMap { step in
        if case .sets(_, let place) = step.what { place } else { nil }
      })
    guard places.count <= 1 else { return nil }
    var balance = stock
    return steps.sorted { $0.precedes($1) }.map { step in
      let (before, now) = memberships(of: step)
      var quantity: ExactDecimal
      switch step.what {
      case .adds(let moved): quantity = moved
      case .sets(let counted, _): quantity = before.isInside ? .zero : counted - balance
      }
      if !before.isInside && step.looks != .opening { balance += quantity }
      return StockMovement(
        step.name, step.bucket, level: [],
        physical: [.init(quantity, now: now, before: before)], book: [], at: step.at)
    }
  }
}
