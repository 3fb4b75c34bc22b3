internal import Domain
internal import Persistence

/// Everything that happened to a document, in the order of time: what was read of it, what was sent,
/// decided and found.
struct DocumentLife {
  struct Entry {
    /// RFC 3339, in UTC.
    let at: String
    let text: String
    /// `file:line` where it was read; `nil` for what wmsync did itself.
    let place: String?
  }

  private(set) var entries: [Entry] = []
  private let site: Site
  /// Keys of everything that belongs to it, by record type.
  private var keys: [EntityID: [RecordKey]] = [:]
  /// What was told already, by record type, system and key.
  private var told: Set<RecordKey> = []

  /// Messages in which something of it was sent, each with its row in the file.
  private var messages: [(file: String, row: Int)] = []
  /// What an answer to one of them names.
  private var answered: [String] = []

  /// Record types that belong to a document: the field that names it, and when it happened.
  private struct Part {
    let schema: RecordSchema
    let field: String
    let time: String?

    init(_ schema: RecordSchema, _ field: String, at time: String? = nil) {
      self.schema = schema
      self.field = field
      self.time = time
    }
  }

  private static let documents: [EntityID: [Part]] = [
    RecordSchema.salesOrder.entity: [
      Part(.salesOrder, "order", at: "ordered_at"), Part(.salesOrderLine, "order"),
      Part(.orderChange, "order", at: "requested_at"), Part(.orderProgress, "order", at: "at"),
      Part(.shipment, "order", at: "shipped_at"), Part(.rmaLine, "order"),
      Part(.returnReceipt, "order", at: "received_at"), Part(.orderStatus, "order"),
      Part(.invoiceTrigger, "order"), Part(.customerNotice, "order"),
      Part(.creditTrigger, "order"),
    ],
    RecordSchema.purchaseOrder.entity: [
      Part(.purchaseOrder, "po", at: "ordered_at"), Part(.purchaseOrderLine, "po"),
      Part(.asnLine, "po"), Part(.receipt, "po", at: "received_at"),
    ],
    RecordSchema.transferLine.entity: [
      Part(.transferLine, "transfer"), Part(.transferLeg, "transfer", at: "at"),
      Part(.adjustment, "reference", at: "adjusted_at"),
    ],
    RecordSchema.rmaLine.entity: [
      Part(.rmaLine, "rma"), Part(.returnReceipt, "rma", at: "received_at"),
      Part(.creditTrigger, "rma"),
    ],
  ]

  /// `nil` when the key names no whole document.
  init?(of key: RecordKey, _ schema: RecordSchema, in site: Site) throws {
    guard let parts = Self.documents[schema.entity], key.parts.count == 1 else { return nil }
    self.site = site
    for part in parts { try tell(part, key.parts[0]) }
    if schema == .purchaseOrder {
      for notice in (keys[RecordSchema.asnLine.entity] ?? []).map({ $0.parts[0] }).unique {
        try tell(Part(.receipt, "asn", at: "received_at"), notice)
      }
    }
    for shipment in (keys[RecordSchema.shipment.entity] ?? []).map({ $0.parts[0] }).unique {
      try tell(Part(.parcel, "shipment", at: "labelled_at"), shipment)
    }
    for parcel in keys[RecordSchema.parcel.entity] ?? [] {
      for system in site.settings.systems {
        let stored = try site.store.table(.parcel).record(parcel, in: system.id)
        guard let tracking = stored?.record["tracking"].text else { continue }
        try tell(Part(.returnReceipt, "tracking", at: "received_at"), tracking)
      }
    }
    if schema == .salesOrder {
      for authorisation in (keys[RecordSchema.rmaLine.entity] ?? []).map({ $0.parts[0] }).unique {
        try tell(Part(.returnReceipt, "rma", at: "received_at"), authorisation)
      }
    }
    try tellAnswers()
    try tellExceptions(of: Self.subject(key, schema))
    entries = entries.enumerated().sorted {
      $0.element.at != $1.element.at ? $0.element.at < $1.element.at : $0.offset < $1.offset
    }.map(\.element)
  }

  private mutating func tell(_ part: Part, _ document: String) throws {
    let table = try site.store.table(part.schema)
    let streams = site.settings.outbound.filter { $0.entity == part.schema.entity }.map(\.id)
    for system in site.settings.systems.map(\.id) + [Session.ourselves] {
      for stored in try table.records(system: system, where: [(part.field, document)]) {
        let key = stored.record.key
        // A return may be found by its order and by its authorisation.
        let isNew = told.insert(RecordKey(parts: [part.schema.entity.text, system.text, key.text]))
          .inserted
        guard isNew else { continue }
        keys[part.schema.entity, default: []].append(key)
        if system != Session.ourselves { try tell(stored, part) }
        // An order line over a kit went out as its parts.
        for part in try partKeys(of: key, part.schema) {
          for sent in try site.store.sentRecords(part, on: streams) {
            messages.append((sent.message, sent.row))
            add(
              sent.createdAt,
              "sent to \(sent.stream): \(part.parts[2]) for \(stored.record.schema.entity) \(key);"
                + " \(sent.file) record \(sent.row), \(sent.fate)")
          }
        }
        for sent in try site.store.earlierSendings(of: key, on: streams) {
          messages.append((sent.message, sent.row))
          add(
            sent.createdAt,
            "sent to \(sent.stream): \(part.schema.entity) \(key); \(sent.file) record \(sent.row),"
              + " sent again since")
        }
        for sent in try site.store.sentRecords(key, on: streams) {
          messages.append((sent.message, sent.row))
          try tell(sent, stored.record, isOurs: system == Session.ourselves)
        }
        for decision in try site.store.decisions(on: key, of: part.schema.entity) {
          if let routed = decision.routed {
            add(decision.at.description, "\(part.schema.entity) \(key): \(routed)")
            continue
          }
          let owner = decision.owner?.text ?? "nobody"
          add(
            decision.at.description,
            "\(part.schema.entity) \(key) \(decision.field): \(decision.decision); \(owner) says "
              + "\(decision.ownerValue), \(decision.other) says \(decision.otherValue)"
              + (decision.rule.map { "; \($0)" } ?? ""))
        }
      }
    }
  }

  private func partKeys(of line: RecordKey, _ schema: RecordSchema) throws -> [RecordKey] {
    guard schema == .salesOrderLine, line.parts.count == 2 else { return [] }
    return try site.store.kitParts(of: line.parts[0], line.parts[1]).map {
      RecordKey(parts: line.parts + [$0])
    }
  }

  private mutating func tell(_ stored: RecordTable.Stored, _ part: Part) throws {
    let file = try site.store.file(stored.file)
    let time = part.time.flatMap { stored.record[$0].time }
    let place = file.map { "\($0.name):\(stored.line)" }
    add(
      time?.description ?? file?.takenAt.description ?? "",
      "\(stored.system): " + Self.text(of: stored.record, without: part.time), at: place)
  }

  private mutating func tell(_ sent: SentRecord, _ record: Record, isOurs: Bool) throws {
    let what =
      isOurs
      ? Self.text(of: record, without: nil) : "\(record.schema.entity) \(record.key)"
    add(
      sent.createdAt,
      "sent to \(sent.stream): \(what); \(sent.file) record \(sent.row), \(sent.fate)")
  }

  /// What a record says, without its key and the time that stands in front.
  private static func text(of record: Record, without time: String?) -> String {
    let said = zip(record.schema.fields, record.values).dropFirst(record.schema.keyCount)
      .compactMap { field, value in
        value.isNull || field.name == time ? nil : "\(field.name) \(value.description)"
      }
    return "\(record.schema.entity) \(record.key)"
      + (said.isEmpty ? "" : ": " + said.joined(separator: ", "))
  }

  /// What the receivers answered, to a whole file or to a record of it.
  private mutating func tellAnswers() throws {
    let part = Part(.ack, "message", at: "at")
    let named = messages.flatMap { [$0.file, "\($0.file)-\($0.row)"] }.unique
    messages = []
    for message in named { try tell(part, message) }
    answered = named
  }

  /// Under which its documents are judged; `nil` where each row is.
  private static func subject(_ key: RecordKey, _ schema: RecordSchema) -> String? {
    switch schema {
    case .salesOrder: Subject.sales(key.parts[0])
    case .purchaseOrder: Subject.purchase(key.parts[0])
    case .transferLine: Subject.transfer(key.parts[0])
    default: nil
    }
  }

  /// Exceptions about the document, about any of its records, under the whole key or the front of
  /// it, and about its messages.
  private mutating func tellExceptions(of subject: String?) throws {
    let subjects = Set(
      [subject].compactMap { $0 } + answered.flatMap { [Subject.message($0), "overdue|\($0)"] })
    for booked in try site.store.allExceptions() {
      let isOfRecord = booked.exception.entity.map { entity in
        (keys[entity] ?? []).contains {
          $0.text == booked.exception.key || $0.text.hasPrefix(booked.exception.key + "|")
        }
      }
      guard isOfRecord == true || subjects.contains(booked.subject) else { continue }
      add(
        booked.firstSeen.description,
        "exception \(booked.id) \(booked.exception.code.rawValue) (\(booked.state.rawValue)): "
          + booked.exception.message)
    }
  }

  private mutating func add(_ time: String, _ text: String, at place: String? = nil) {
    entries.append(Entry(at: time, text: text, place: place))
  }
}
