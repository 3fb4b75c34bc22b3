internal import Domain
internal import Mapping
internal import Persistence
internal import Reconciliation
internal import Reporting

/// `explain ENTITY KEY`: where each value came from, why it holds, and where it went.
package enum ExplainOperation {
  /// - Parameters:
  ///   - entity: record type.
  ///   - key: its key; the rest of it where a warehouse is given.
  ///   - warehouse: the first part of a key of stock.
  ///   - place: where the command works.
  /// - Returns: what is known of it.
  /// - Throws: `notFound` when nothing is.
  package static func perform(
    _ entity: String, _ key: String, warehouse: String? = nil, at place: Workplace
  ) throws(SyncFailure) -> Answer {
    let start = warehouse.map { RecordKey(parts: [$0]).text + "|" } ?? ""
    return try perform(entity, start + key, in: place.open(.look))
  }

  static func perform(_ entity: String, _ key: String, in site: Site) throws(SyncFailure) -> Answer
  {
    try wrapped {
      guard let schema = RecordSchema.named(EntityID(entity)) else {
        let names = allRecordSchemas.map(\.entity.text).joined(separator: ", ")
        throw SyncFailure(.notFound, "there is no record type \(entity); there are \(names)")
      }
      guard RecordKey(text: key).parts.count <= schema.keyFields.count else {
        let names = schema.keyFields.map(\.name).joined(separator: "|")
        throw SyncFailure(.notFound, "\(entity) \(key): the key of \(entity) is \(names)")
      }
      let explanation = try Explanation(of: RecordKey(text: key), schema, in: site)
      guard !explanation.isEmpty else {
        throw SyncFailure(.notFound, "no system has ever said anything of \(entity) \(key)")
      }
      return Answer(lines: explanation.lines, json: explanation.document)
    }
  }
}

/// Everything the store knows of one record.
private struct Explanation {
  let key: RecordKey
  let schema: RecordSchema
  /// By system, in the order of the configuration.
  var known: [(system: SystemID, record: Record, place: String)] = []
  var fields: [[String]] = []
  var sent: [SentRecord] = []
  /// Repeated deliveries of the files above, in the same order.
  var resends: [[Resend]] = []
  var decisions: [DecisionEntry] = []
  var exceptions: [BookedException] = []
  /// Of a whole document.
  var life: DocumentLife?
  /// Of stock that both sides tell, level by level.
  var stock: [StockFacts] = []
  /// What the stock is worth, where the books say it.
  var valuation: ValuationFacts?
  /// How what a channel may sell comes about.
  var offer: [String] = []

  init(of key: RecordKey, _ schema: RecordSchema, in site: Site) throws {
    self.key = key
    self.schema = schema
    let table = try site.store.table(schema)
    for system in site.settings.systems.map(\.id) + [Session.ourselves] {
      for stored in try Self.records(beginningWith: key, in: table, of: system) {
        let file = try site.store.file(stored.file)
        known.append(
          (system, stored.record, file.map { "\($0.name):\(stored.line)" } ?? "made by wmsync"))
      }
    }
    let rules = OwnershipBook(
      settings: site.settings, overrides: try site.store.overrides())
    fields = fieldRows(rules, site.settings)
    let streams = site.settings.outbound.filter { $0.entity == schema.entity }.map(\.id)
    sent = try site.store.sentRecords(key, on: streams)
    resends = try sent.map { try site.store.resends(of: $0.sequence, on: $0.stream) }
    decisions = try site.store.decisions(on: key, of: schema.entity)
    exceptions = try site.store.allExceptions().filter { booked in
      booked.exception.key == key.text
        && (booked.exception.entity == schema.entity || booked.exception.entity == nil)
    }
    life = try DocumentLife(of: key, schema, in: site)
    if schema == .stock, key.parts.count > 1 {
      let session = try Session(site: site, run: 0, accepted: [], isRehearsal: true)
      let prover = try StockProver(session: session)
      stock = try prover.explain(warehouse: key.parts[0], sku: key.parts[1])
      valuation = try prover.valuation(warehouse: key.parts[0], sku: key.parts[1])
    }
    if schema == .channelAvailability, key.parts.count > 1 {
      let session = try Session(site: site, run: 0, accepted: [], isRehearsal: true)
      guard let routes = try RouteBook(session: session) else { return }
      let stock = try SellableStock(session: session, routes: routes)
      let plan = try AvailabilityPlan(session: session, routes: routes, stock: stock)
      offer = try plan?.explanation(of: key.parts[1], on: key.parts[0]) ?? []
    }
  }

  /// At most so many records of a system are shown for a key that names a group of them.
  private static let most = 50

  /// The record under the key, or those whose key begins with it, as the bins of a SKU.
  private static func records(
    beginningWith key: RecordKey, in table: RecordTable, of system: SystemID
  ) throws -> [RecordTable.Stored] {
    let fields = zip(table.schema.keyFields.map(\.name), key.parts).map { ($0, $1) }
    var found: [RecordTable.Stored] = []
    try table.scan(system: system, where: fields) {
      found.append($0)
      return found.count < most
    }
    return found
  }

  var isEmpty: Bool {
    known.isEmpty && exceptions.isEmpty && decisions.isEmpty && life?.entries.isEmpty != false
  }

  private func fieldRows(_ rules: OwnershipBook, _ settings: Settings) -> [[String]] {
    var rows: [[String]] = []
    for field in schema.fields[schema.keyCount...] {
      let values = known.map { $0.record[field.name] }
      guard values.contains(where: { !$0.isNull }) else { continue }
      let rule = rules.rule(
        entity: schema.entity, field: field.name, warehouse: known.first?.record.warehouse,
        key: key)
      rows.append(
        [field.name] + values.map { SafeText.shown($0.description) }
          + [rule.map(OwnershipBook.citation) ?? "nobody owns it"])
    }
    return rows
  }

  var lines: [String] {
    var lines = ["\(schema.entity) \(SafeText.shown(key.text))"]
    lines += known.map { "  \($0.system) says so in \(SafeText.shown($0.place))" }
    if !fields.isEmpty {
      let header = ["field"] + known.map(\.system.text) + ["rule"]
      lines += TextTable([header] + fields).lines.map { "  " + $0 }
    }
    for (record, resends) in zip(sent, resends) {
      lines.append(
        "  sent to \(record.stream): \(record.file) record \(record.row), "
          + record.fate)
      lines += resends.map(Self.line)
    }
    lines += decisions.map { entry in
      let made = "  \(entry.at) run \(entry.run): "
      if let routed = entry.routed { return made + SafeText.shown(routed) }
      return made + "\(entry.field): \(entry.decision); "
        + "\(entry.owner?.text ?? "nobody") says \(SafeText.shown(entry.ownerValue)), "
        + "\(entry.other) says \(SafeText.shown(entry.otherValue)); rule set \(entry.ruleSet)"
        + (entry.rule.map { ", \($0)" } ?? "")
    }
    lines += exceptions.map { booked in
      "  \(booked.firstSeen) exception \(booked.id) \(booked.exception.code.rawValue) "
        + "(\(booked.state.rawValue)): \(SafeText.shown(booked.exception.message))"
    }
    lines += stock.flatMap(StockReport.lines).map { "  " + $0 }
    lines += (valuation.map(ValuationReport.lines) ?? []).map { "  " + $0 }
    lines += offer.map { "  " + SafeText.shown($0) }
    if let life, !life.entries.isEmpty {
      lines.append("  its life:")
      lines += life.entries.map { entry in
        "    \(entry.at) \(SafeText.shown(entry.text))"
          + (entry.place.map { " (\(SafeText.shown($0)))" } ?? "")
      }
    }
    return lines
  }

  private static func line(_ resend: Resend) -> String {
    "  \(resend.at) the file was \(resend.doneAt == nil ? "to be sent" : "sent") again by "
      + SafeText.shown(resend.who) + (resend.note.map { ": \(SafeText.shown($0))" } ?? "")
      + (resend.doneAt == nil ? "; it was not done, ask for it again" : "")
  }

  var document: JSONValue {
    let members: [JSONValue.Member] = [
      .init("schema", .string("wmsync.explain/1")), .init("entity", .string(schema.entity.text)),
      .init("key", .string(key.text)),
      .init(
        "systems",
        .array(
          known.map { known in
            .object([
              .init("system", .string(known.system.text)), .init("at", .string(known.place)),
              .init(
                "values",
                .object(
                  zip(schema.fields, known.record.values).compactMap { field, value in
                    value.isNull ? nil : .init(field.name, .string(value.description))
                  })),
            ])
          })),
      .init(
        "sent",
        .array(
          zip(sent, resends).map { record, resends in
            .object([
              .init("stream", .string(record.stream.text)), .init("file", .string(record.file)),
              .init("record", .number(String(record.row))),
              .init("state", .string(record.state.rawValue)),
              .init("resent", .array(resends.map { .string($0.at) })),
            ])
          })),
      .init("exceptions", .array(exceptions.map { .number(String($0.id)) })),
      .init(
        "life",
        .array(
          (life?.entries ?? []).map { entry in
            .object(
              [.init("at", .string(entry.at)), .init("text", .string(entry.text))]
                + (entry.place.map { [.init("place", .string($0))] } ?? []))
          })),
    ]
    let equation: [JSONValue.Member] =
      schema == .stock ? [.init("stock", .array(stock.map(StockReport.document)))] : []
    let steps: [JSONValue.Member] =
      offer.isEmpty ? [] : [.init("offer", .array(offer.map { .string($0) }))]
    let worth = valuation.map { [JSONValue.Member("valuation", ValuationReport.document($0))] }
    return .object(members + equation + steps + (worth ?? []))
  }
}

extension SentRecord {
  /// What became of it, for people.
  var fate: String {
    if isShadow { return "in shadow: nobody got it" }
    return state.rawValue + (answer.map { ", answer: \($0)" } ?? "")
  }
}
