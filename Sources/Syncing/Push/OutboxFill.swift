internal import Domain
internal import Intake
internal import Mapping
internal import Persistence
internal import Reconciliation
internal import Sending

/// Decides what goes out: touched records whose content the receiver does not have yet.
///
/// Rows are committed with the decisions that made them; files are made from them afterwards.
struct OutboxFill {
  let session: Session

  func run() throws {
    try session.store.transaction {
      let streams = session.settings.outbound
      let isDerived = streams.map { RecordSchema.named($0.entity)?.nature == .derived }
      let isNotice = streams.map { $0.entity == RecordSchema.customerNotice.entity }
      let proof = try SalesProof(session: session)
      let orders = try RoutedOrders(session: session)
      for (stream, isDerived) in zip(streams, isDerived) where !isDerived {
        try fill(stream, orders)
      }
      // That an order was sent is part of its status, which goes out in the same run.
      try proof.prove(session.sentOrders.sorted())
      session.sentOrders.removeAll()
      for (index, stream) in streams.enumerated() where isDerived[index] && !isNotice[index] {
        try fill(stream, orders)
      }
      // So is what customers are told of money that goes back.
      try proof.tellRefunds(of: session.sentOrders.sorted())
      for (stream, isNotice) in zip(streams, isNotice) where isNotice { try fill(stream, orders) }
      let entities = Set(
        session.settings.outbound.flatMap { [$0.entity, $0.with].compactMap { $0 } })
      // What a stream would have sent that waits is looked at again, and goes out as it is then.
      let waiting = Set(
        try session.settings.outbound.filter { try isWaiting($0) }
          .flatMap { [$0.entity, $0.with].compactMap { $0 } })
      for entity in entities.subtracting(waiting).sorted() {
        try session.store.clearTouched(Touched.outbound(entity))
        // What waits for its document is looked at in every run until it goes out.
        let parked = (session.parked[entity] ?? []).sorted().map(\.text)
        try session.store.touch(Touched.outbound(entity), parked)
      }
    }
  }

  /// Whether its destination takes nothing, or the bills of the kits that it takes apart have not
  /// come.
  private func isWaiting(_ stream: OutboundSettings) throws -> Bool {
    if session.blocked[stream.id] != nil { return true }
    let bills = RecordSchema.kitComponent.entity
    guard stream.explodesKits, !session.feeds(of: bills).isEmpty else { return false }
    return try !session.hasDelivered(bills)
  }

  private func fill(_ stream: OutboundSettings, _ orders: RoutedOrders?) throws {
    guard let schema = RecordSchema.named(stream.entity), try !isWaiting(stream) else { return }
    let selection = try OutboundSelection(
      session: session, stream: stream, schema: schema, orders: orders)
    guard try selection.receiverHasSpoken() else { return }
    let writer = try OutboundWriter(session: session, stream: stream, schema: schema)
    try selection.forEachCandidate { key, record, header in
      try writer.offer(key, record, header)
    }
    try writer.finish()
  }
}

/// Finds the records that a stream may have to send.
struct OutboundSelection {
  private let session: Session
  private let stream: OutboundSettings
  private let schema: RecordSchema
  private let library: MasterLibrary
  private let headers: MasterLibrary?
  private let parents: Parents
  private let approval: AdjustmentApproval?
  private let kits: Kits?
  private let routed: RoutedSending?

  init(
    session: Session, stream: OutboundSettings, schema: RecordSchema, orders: RoutedOrders?
  ) throws {
    self.session = session
    self.stream = stream
    self.schema = schema
    library = try MasterLibrary(session: session, schema: schema)
    parents = try Parents(session: session)
    approval = schema == .adjustment ? try AdjustmentApproval(session: session) : nil
    kits = stream.explodesKits ? try Kits(session: session) : nil
    routed = RoutedSending(session: session, stream: stream, schema: schema, orders: orders)
    headers = try stream.with.flatMap { RecordSchema.named($0) }.map {
      try MasterLibrary(session: session, schema: $0)
    }
  }

  /// A receiver that tells us what it has is heard before it is sent anything; otherwise the
  /// order in which two exports arrive would decide what is sent.
  func receiverHasSpoken() throws -> Bool {
    guard isCompared else { return true }
    return try session.hasDelivered(schema.entity, from: stream.to)
  }

  /// The receiver delivers its own copy of these records.
  private var isCompared: Bool {
    schema.nature != .event && library.systems.contains(stream.to)
  }

  /// Visits records that the receiver lacks or has otherwise, in key order.
  func forEachCandidate(_ visit: (RecordKey, Record, Record?) throws -> Void) throws {
    for key in try candidateKeys() {
      if schema.nature == .event || schema.nature == .derived {
        try visitEvent(key, visit)
      } else {
        try visitKept(key, visit)
      }
    }
  }

  private func candidateKeys() throws -> [RecordKey] {
    var keys: Set<RecordKey> = []
    let subject = Touched.outbound(schema.entity)
    let ownKeys = try session.store.touched(subject)
    let headerKeys = try headers.map {
      try session.store.touched(Touched.outbound($0.schema.entity))
    }
    let everyHeader = headerKeys.map { $0 == nil } ?? false
    if let ownKeys, !everyHeader {
      keys.formUnion(ownKeys.map { RecordKey(text: $0) })
      for header in (headerKeys ?? []) ?? [] {
        try keys.formUnion(keysBelow(RecordKey(text: header)))
      }
    } else {
      for system in sources {
        try session.store.table(schema).scanKeys(system: system) { record, _ in
          keys.insert(record.key)
        }
      }
    }
    guard schema == .pickList else { return keys.sorted() }
    // Whoever reads a list row by row walks it: stop 10 comes after stop 9.
    return keys.compactMap { Record(schema, key: $0) }.sorted(by: Self.isEarlierStop).map(\.key)
  }

  private static func isEarlierStop(_ left: Record, _ right: Record) -> Bool {
    guard left["pick_list"] == right["pick_list"] else { return left.key < right.key }
    func place(_ record: Record) -> [ExactDecimal] {
      ["stop", "part"].map { ExactDecimal(record[$0].description) ?? .zero }
    }
    return place(left).lexicographicallyPrecedes(place(right))
  }

  private var sources: [SystemID] {
    schema.nature == .derived ? [Session.ourselves] : library.systems
  }

  /// Lines of a header: their key begins with its key.
  private func keysBelow(_ header: RecordKey) throws -> [RecordKey] {
    let fields = zip(schema.fields, header.parts).map { ($0.name, $1) }
    var keys: [RecordKey] = []
    for system in library.systems {
      try session.store.table(schema).scan(system: system, where: fields) {
        keys.append($0.record.key)
        return true
      }
    }
    return keys
  }

  private func visitEvent(
    _ key: RecordKey, _ visit: (RecordKey, Record, Record?) throws -> Void
  ) throws {
    let table = try session.store.table(schema)
    for system in sources where system != stream.to {
      guard let stored = try table.record(key, in: system) else { continue }
      guard isWanted(stored.record, header: nil) else { continue }
      if try parents.waitsUntil(stored) != nil || approval?.isAwaited(stored) ?? false {
        session.parked[schema.entity, default: []].insert(key)
        return
      }
      guard schema == .purchaseProposal else { return try visit(key, stored.record, nil) }
      let wasSent = try session.store.sentHash(key, on: stream.id) != nil
      if let shown = stream.shown(stored.record, wasSent: wasSent) { try visit(key, shown, nil) }
      return
    }
  }

  private func visitKept(
    _ key: RecordKey, _ visit: (RecordKey, Record, Record?) throws -> Void
  ) throws {
    if try routed?.isElsewhere(key) ?? false { return }
    let view = try library.view(of: key)
    guard view.known.contains(where: { $0.system != stream.to }) else { return }
    var truth = try truth(of: view)
    let header = try header(of: truth)
    guard try routed?.parts(of: truth, key, header) != nil || isWanted(truth, header: header) else {
      return
    }
    if let theirs = view.record(in: stream.to) {
      let hash = unechoedHash(of: truth, header)
      let known = try session.store.unechoedHash(key, on: stream.id)
      try session.store.rememberUnechoed(key, hash: hash, on: stream.id)
      if try agrees(theirs, with: &truth, in: view), known ?? hash == hash { return }
    }
    // What went out as a whole stays whole.
    guard let kits, try session.store.sentHash(key, on: stream.id) == nil else {
      return try visitRouted(key, truth, header, visit)
    }
    let parts = try kits.parts(of: truth, orderedAt: orderedAt(truth, header))
    if parts.isEmpty { return try visitRouted(key, truth, header, visit) }
    for part in parts { try visitRouted(part.key, part.record, header, visit) }
  }

  /// Each warehouse of the stream is sent its part of what was routed.
  private func visitRouted(
    _ key: RecordKey, _ record: Record, _ header: Record?,
    _ visit: (RecordKey, Record, Record?) throws -> Void
  ) throws {
    guard let parts = try routed?.parts(of: record, key, header) else {
      return try visit(key, record, header)
    }
    for part in parts { try visit(part.key, part.record, part.header) }
  }

  private func orderedAt(_ line: Record, _ header: Record?) throws -> Timestamp? {
    if let header { return header["ordered_at"].time }
    return try session.first(RecordKey([line["order"]]), of: .salesOrder)?.record["ordered_at"].time
  }

  /// Content of the fields that the receiver's own export does not show.
  ///
  /// Only what was sent tells whether it has them. At first sight it is taken to have what holds.
  private func unechoedHash(of truth: Record, _ header: Record?) -> Int64 {
    var hash = StableHash()
    for position in schema.keyCount..<schema.fields.count
    where !(library.carried[stream.to]?.contains(schema.fields[position].name) ?? false) {
      hash.add(truth.values[position])
    }
    for value in header?.values ?? [] { hash.add(value) }
    return hash.value
  }

  private func header(of record: Record) throws -> Record? {
    guard let headers else { return nil }
    let parts = Array(record.key.parts.prefix(headers.schema.keyCount))
    let view = try headers.view(of: RecordKey(parts: parts))
    return view.known.isEmpty ? nil : try truth(of: view)
  }

  /// What holds for a record: the owner's value of each field; the receiver's own fields stay.
  private func truth(of view: MasterView) throws -> Record {
    var truth = view.known[0].stored.record
    for position in view.schema.keyCount..<view.schema.fields.count {
      let field = view.schema.fields[position].name
      guard let holding = try view.holding(field, in: session) else { continue }
      truth.values[position] = holding.value
    }
    return truth
  }

  /// Whether the receiver has what holds, as far as it carries it and it is decided; fields that
  /// a person must decide keep the receiver's value.
  private func agrees(
    _ theirs: Record, with truth: inout Record, in view: MasterView
  ) throws -> Bool {
    var agrees = true
    for position in schema.keyCount..<schema.fields.count {
      let field = schema.fields[position].name
      guard view.carried[stream.to]?.contains(field) ?? false,
        theirs.values[position] != truth.values[position]
      else { continue }
      if try isUndecided(field, view) {
        truth.values[position] = theirs.values[position]
      } else {
        agrees = false
      }
    }
    return agrees
  }

  /// A conflict is a person's matter: neither side is overwritten meanwhile.
  private func isUndecided(_ field: String, _ view: MasterView) throws -> Bool {
    try session.desk.hasOpen(.fieldConflict, of: view.schema.entity, key: view.key, field: field)
      || view.owner(of: field).rule?.onDrift == .alert
        && session.desk.hasOpen(
          .ownerViolation, of: view.schema.entity, key: view.key, field: field)
  }

  private func isWanted(_ record: Record, header: Record?) -> Bool {
    // What nobody sends yet is nobody's route.
    if schema == .orderRoute, record.warehouse == nil { return false }
    if schema == .channelAvailability, let channel = record["channel"].text,
      let availability = session.settings.availability,
      !availability.tells(stream.to, of: channel)
    {
      return false
    }
    guard !stream.warehouses.isEmpty else { return true }
    guard let warehouse = record.warehouse ?? header?.warehouse else { return false }
    return stream.warehouses.contains(warehouse)
  }
}
