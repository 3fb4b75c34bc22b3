internal import Domain
internal import Persistence
internal import Reconciliation

/// Proposes to the ERP to put its book stock right where nothing explains a difference.
///
/// It needs a person's approval, or a rule that approves small differences.
struct StockCorrections {
  let session: Session

  /// Approves what the rules allow; what a side's own movements lacked is put right with it.
  func run() throws {
    var corrected: [String] = []
    guard session.settings.tolerances.contains(where: { $0.correction != nil }) else { return }
    for booked in try session.desk.open(.stockUnexplained) where !booked.isLeak {
      let found = booked.exception
      guard let rule = session.tolerance(of: "stock.on_hand", in: found.warehouse),
        let limit = rule.correction, let difference = found.difference,
        isCarried(from: found.warehouse), booked.survived >= rule.snapshots,
        limit.allows(difference, worth: found.valueAtRisk)
      else { continue }
      let name = try propose(booked, reason: rule.citation, by: "wmsync")
      try session.desk.close(found.fingerprint, why: "correction \(name) by rule \(rule.citation)")
      corrected.append(
        RecordKey(parts: Array(RecordKey(text: found.key).parts.prefix(2))).text)
    }
    try RollForwardProof(session: session)?.prove(corrected)
  }

  /// Whether the ERP can be told.
  private func isCarried(from warehouse: WarehouseID?) -> Bool {
    session.settings.liveStreams.contains { stream in
      stream.entity == RecordSchema.stockCorrection.entity && stream.to == session.erp
        && (stream.warehouses.isEmpty || warehouse.map(stream.warehouses.contains) ?? false)
    }
  }

  /// Approves what a person answers for.
  ///
  /// - Parameters:
  ///   - booked: an exception about unexplained stock.
  ///   - reason: why it is right.
  ///   - who: the person.
  /// - Returns: the correction's number.
  /// - Throws: `usage` where there is nothing to correct, or what the store failed with.
  func approve(_ booked: BookedException, reason: String, by who: String) throws -> String {
    guard !booked.isLeak else {
      throw SyncFailure(
        .usage,
        "exception \(booked.id) adds up differences of the past, most of them put right already: there"
          + " is nothing to correct; resolve it without --approve to add up anew")
    }
    guard isCarried(from: booked.exception.warehouse) else {
      throw SyncFailure(
        .usage,
        "no outbound stream carries stock_correction of this warehouse: there is no way to tell the"
          + " ERP")
    }
    return try propose(booked, reason: reason, by: who)
  }

  private func propose(
    _ booked: BookedException, reason: String, by who: String
  ) throws -> String {
    let parts = RecordKey(text: booked.exception.key).parts
    var record = Record(.stockCorrection)
    let name = try freeName(of: parts)
    record["correction"] = .text(name)
    record["warehouse"] = .text(parts[0])
    record["sku"] = .text(parts[1])
    let side = try StockSide(of: WarehouseID(parts[0]), in: session)
    for (position, part) in zip(side.levels, parts.dropFirst(2)) where !part.isEmpty {
      record[RecordSchema.stock.fields[position].name] = .text(part)
    }
    record["delta"] = booked.exception.difference.map { .decimal($0) } ?? .null
    record["reason"] = .text(reason)
    record["approved_by"] = .text(who)
    record["approved_at"] = .time(session.now)
    try session.keepDerived(record)
    try session.store.touch(
      Touched.stock, CollectionOfOne(RecordKey(parts: [parts[0], parts[1]]).text))
    if StockJournals.schemas(in: session).contains(where: { $0 === RecordSchema.stockCorrection }) {
      try session.store.touch(
        Touched.journals, CollectionOfOne(StockJournals.subject(record).text))
    }
    return name
  }

  /// The article and a number: a store that was lost and restored names it alike, so that what went
  /// out goes out once.
  private func freeName(of parts: [String]) throws -> String {
    let table = try session.store.table(.stockCorrection)
    var number = 1
    while true {
      let name = RecordKey(parts: parts + [String(number)]).text
      if try table.record(RecordKey(parts: [name]), in: Session.ourselves) == nil { return name }
      number += 1
    }
  }
}

extension CorrectionLimit {
  /// Whether a difference may be put right without asking.
  fileprivate func allows(_ difference: ExactDecimal, worth value: ExactDecimal?) -> Bool {
    guard difference.magnitude <= absolute else { return false }
    guard let limit = self.value else { return true }
    return value.map { $0 <= limit } ?? false
  }
}
