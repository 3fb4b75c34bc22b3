internal import Domain
internal import Persistence
internal import Reconciliation

/// Judges counts against what the warehouse's own system had in the bin.
struct CountProof {
  private let session: Session
  private let counts: RecordTable
  private let costs: UnitCosts

  init(session: Session) throws {
    self.session = session
    counts = try session.store.table(.count)
    costs = try UnitCosts(session: session)
  }

  func run() throws {
    guard try session.hasDelivered(RecordSchema.count.entity) else { return }
    for number in try session.store.touched(Touched.counts) ?? all() { try judge(number) }
    try session.store.clearTouched(Touched.counts)
  }

  private func all() throws -> [String] {
    try RecordGroups.texts(of: "count", in: counts)
  }

  /// Judges everything that was counted under a number.
  private func judge(_ number: String) throws {
    var found: [SyncException] = []
    for system in session.settings.systems {
      let rows = try counts.records(system: system.id, where: [("count", number)])
      // In key order the passes over a bin stand together, one after the other.
      for own in rows.grouped(by: { Array($0.record.values[..<5]) }) {
        found += findings(in: .count(try facts(own)))
      }
    }
    try session.desk.judge("count|\(number)", findings: found)
  }

  private func facts(_ passes: [RecordTable.Stored]) throws -> CountFacts {
    let record = passes[0].record
    let sku = record["sku"].description
    var facts = CountFacts(
      key: RecordKey(record.values[..<(record["lot"].isNull ? 4 : 5)]), sku: sku,
      bin: record["bin"].description,
      passes: try passes.map {
        .init(
          $0.record["counted"].decimal ?? .zero, before: $0.record["system_before"].decimal,
          origin: try session.origin(of: $0))
      })
    facts.warehouse = record.warehouse
    facts.unitCost = try costs.cost(ofItem: .text(sku))?.amount
    if let last = facts.passes.last, let before = last.before {
      facts.tolerance =
        session.tolerance(of: "count.counted", in: record.warehouse)?
        .tolerance(for: last.counted - before, unitCost: facts.unitCost) ?? Tolerance()
    }
    return facts
  }
}

extension Array {
  /// Neighbours that share something, in their order.
  fileprivate func grouped<Mark: Equatable>(by mark: (Element) -> Mark) -> [[Element]] {
    reduce(into: []) { groups, element in
      if let last = groups.last?.last, mark(last) == mark(element) {
        groups[groups.count - 1].append(element)
      } else {
        groups.append([element])
      }
    }
  }
}
