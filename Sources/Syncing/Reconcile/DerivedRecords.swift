internal import Domain
internal import Persistence

extension OutboundSettings {
  /// It carries order lines, or orders as a whole.
  var carriesOrders: Bool {
    [RecordSchema.salesOrderLine.entity, RecordSchema.salesOrder.entity].contains(entity)
  }

  /// The record that a sending was made of: a part of a kit goes out under the key of its line and
  /// its own.
  func candidate(for key: RecordKey) -> RecordKey {
    guard let schema = RecordSchema.named(entity), key.parts.count > schema.keyCount else {
      return key
    }
    return RecordKey(parts: Array(key.parts.prefix(schema.keyCount)))
  }
}

extension Session {
  /// The system name under which records stand that wmsync made.
  static let ourselves: SystemID = "wmsync"

  /// The stream that carries a record type to a system, a shadow only where no other does; `nil`
  /// when none is configured.
  func stream(of entity: EntityID, to system: SystemID) -> OutboundSettings? {
    let streams = settings.outbound.filter { $0.entity == entity && $0.to == system }
    return streams.first { !$0.isShadow } ?? streams.first
  }

  /// Has a record go out once more although the receiver was sent it.
  func sendAgain(_ key: RecordKey, on stream: OutboundSettings) throws {
    try store.forgetSent(key, on: stream.id)
    try store.touch(
      Touched.outbound(stream.entity), CollectionOfOne(stream.candidate(for: key).text))
  }

  func touchOutbound(_ entity: EntityID, _ key: RecordKey) throws {
    try store.touch(Touched.outbound(entity), CollectionOfOne(key.text))
  }

  /// Orders that must be looked at again because a stream sent these records, or was answered.
  func orders(sentOn stream: StreamID, _ keys: [RecordKey]) throws -> Set<String> {
    guard let sent = settings.outbound.first(where: { $0.id == stream }) else { return [] }
    let entity = sent.entity
    if entity == RecordSchema.creditTrigger.entity {
      guard settings.outbound.contains(where: { $0.entity == RecordSchema.customerNotice.entity })
      else { return [] }
      let credits = try store.table(.creditTrigger)
      return Set(
        try keys.compactMap { try credits.record($0, in: Self.ourselves)?.record["order"].text })
    }
    let tellsStatus =
      settings.shipping.ackSeconds != nil || settings.shipping.stuckSeconds != nil
      || settings.outbound.contains { $0.entity == RecordSchema.orderStatus.entity }
    guard entity == RecordSchema.orderChange.entity || sent.carriesOrders && tellsStatus else {
      return []
    }
    return Set(keys.map { $0.parts[0] })
  }

  /// Keeps a record that wmsync made, and has the streams look at it.
  func keepDerived(_ record: Record) throws {
    let table = try store.table(record.schema)
    let hash = StableHash.ofContent(record)
    if let trace = try table.trace(of: record, in: Self.ourselves) {
      if trace.hash == hash, !trace.isVanished { return }
      try table.update(
        record, system: Self.ourselves, hash: hash, file: 0, line: 0, run: run)
    } else {
      try table.insert(
        record, system: Self.ourselves, hash: hash, file: 0, line: 0, run: run)
    }
    try touchOutbound(record.schema.entity, record.key)
  }
}
