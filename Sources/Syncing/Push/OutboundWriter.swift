internal import Domain
internal import Intake
internal import Mapping
internal import Persistence
internal import Reconciliation
internal import Sending

/// Collects the records of one stream and writes them into the outbox, file by file.
final class OutboundWriter {
  /// A file that nobody limited still fits into memory.
  private static let defaultMaxRows = 50_000

  private let session: Session
  private let stream: OutboundSettings
  private let dialect: OutboundDialect
  private let columns: [OutboundColumn]
  private let aliases: [String: String]
  private var sequence: Int
  private var rows: [(key: RecordKey, hash: Int64, values: [Value])] = []

  init(session: Session, stream: OutboundSettings, schema: RecordSchema) throws {
    self.session = session
    self.stream = stream
    dialect = OutboundDialect(stream.dialect, timezone: session.settings.timezone)
    columns = OutboundColumn.all(of: stream, schema, in: session.settings)
    sequence = try session.store.lastSequence(of: stream.id)
    var aliases: [String: String] = [:]
    for warehouse in session.settings.warehouses {
      aliases[warehouse.id.text] = warehouse.aliases[stream.to]
    }
    self.aliases = aliases
  }

  /// Adds a record unless the receiver was sent this content already; events go once.
  func offer(_ key: RecordKey, _ record: Record, _ header: Record?) throws {
    try Interruption.check()
    let values = columns.map { $0.value(of: record, header, aliases: aliases) }
    var hash = StableHash()
    for value in values { hash.add(value) }
    if let sent = try session.store.sentHash(key, on: stream.id),
      sent == hash.value || record.schema.nature == .event
    {
      return
    }
    if let obstacle = OutboundFile.obstacle(
      in: values, titles: columns.map(\.title), dialect: dialect)
    {
      return try report(obstacle, key, record)
    }
    // The lines of a journal balance together: no file ends between them.
    let isSame = rows.last.map { $0.key.parts.first == key.parts.first } ?? true
    let isInside = isSame && (stream.entity == RecordSchema.journal.entity || stream.isSheet)
    if stream.isSheet, !isSame { try close() }
    if rows.count >= stream.maxRows ?? Self.defaultMaxRows, !isInside { try close() }
    rows.append((key, hash.value, values))
  }

  func finish() throws {
    try close()
  }

  private func report(_ obstacle: String, _ key: RecordKey, _ record: Record) throws {
    let facts = UnsentFacts(
      stream: stream.id, to: stream.to, entity: record.schema.entity, key: key,
      warehouse: record.warehouse, obstacle: obstacle)
    try session.desk.judge(
      "unsent|\(stream.id)|\(key)", findings: findings(in: .unsent(facts)))
  }

  private func bytes(of content: OutboundFile) -> [UInt8] {
    if stream.isHledger { return content.hledgerBytes }
    return stream.isSheet ? content.sheetBytes : content.bytes(in: dialect)
  }

  private func close() throws {
    guard !rows.isEmpty else { return }
    sequence += 1
    let message = "\(stream.id)-" + padded(sequence, 8)
    for index in rows.indices {
      for (position, column) in columns.enumerated() where column.isMessage {
        rows[index].values[position] = .text("\(message)-\(index + 1)")
      }
      for (position, column) in columns.enumerated() where column.isSequence {
        rows[index].values[position] = .decimal(ExactDecimal(sequence))
      }
    }
    let content = OutboundFile(
      entity: stream.entity, message: message, sequence: sequence, createdAt: session.now,
      titles: columns.map(\.title), types: columns.map(\.type), rows: rows.map(\.values))
    let bytes = bytes(of: content)
    let name = PathTemplate.numbered(stream.file, sequence: sequence)
    let file = OutboxFile(
      stream: stream.id, system: stream.to, sequence: sequence, name: name,
      marker: stream.marker.map { PathTemplate.filled($0, file: name) },
      sha256: ContentDigest.sha256(bytes), records: rows.count, message: message,
      createdAt: session.now,
      ackWithinSeconds: stream.isShadow ? nil : stream.acknowledgement?.withinSeconds,
      run: session.run)
    let id = try session.store.add(file, bytes: bytes)
    for (index, row) in rows.enumerated() {
      try session.store.remember(
        row.key, hash: row.hash, on: stream.id, outbox: id, row: index + 1,
        isShadow: stream.isShadow)
      try session.desk.judge("unsent|\(stream.id)|\(row.key)", findings: [])
    }
    if !stream.isShadow {
      let keys = rows.map(\.key)
      session.sentOrders.formUnion(try session.orders(sentOn: stream.id, keys))
      if session.settings.tellsStages, stream.carriesOrders {
        try session.store.advance(
          Set(keys.map { $0.parts[0] }), from: [OrderStage.new.name, "rejected"],
          to: OrderStage.sent.name, at: session.now)
      }
    }
    session.streams[stream.id, default: StreamSummary()].files += 1
    session.streams[stream.id, default: StreamSummary()].records += rows.count
    rows.removeAll(keepingCapacity: true)
  }
}

/// One column of an outbound file: where its value comes from.
struct OutboundColumn {
  private enum Source {
    case record(Int)
    case header(Int)
    case message
    case sequence
  }

  let title: String
  let type: FieldType
  private let source: Source
  private let isWarehouse: Bool

  var isMessage: Bool {
    if case .message = source { return true }
    return false
  }

  var isSequence: Bool {
    if case .sequence = source { return true }
    return false
  }

  /// The columns of a stream: as configured, or all fields of the record type; of those that were
  /// added to it only what some export tells, or what picking makes itself; whose stock is corrected, where exports of stock tell it.
  static func all(
    of stream: OutboundSettings, _ schema: RecordSchema, in settings: Settings
  ) -> [OutboundColumn] {
    guard !stream.columns.isEmpty else {
      let isOfPicking = [RecordSchema.pickList, .packingInstruction].contains(schema)
      return schema.fields.enumerated().compactMap { position, field in
        let told = schema == .stockCorrection ? [schema, .stock] : [schema]
        let isTold =
          isOfPicking
          || settings.feeds.contains { feed in
            told.contains { feed.maps(field.name, of: $0) }
          }
        if field.isAdded, !isTold { return nil }
        return OutboundColumn(
          title: field.name, type: field.type, source: .record(position),
          isWarehouse: field.name.hasSuffix("warehouse"))
      }
    }
    let header = stream.with.flatMap { RecordSchema.named($0) }
    return stream.columns.map { column in
      let isWarehouse = column.field.hasSuffix("warehouse")
      if let position = schema.position(of: column.field) {
        return OutboundColumn(
          title: column.title, type: schema.fields[position].type, source: .record(position),
          isWarehouse: isWarehouse)
      }
      if let header, let position = header.position(of: column.field) {
        return OutboundColumn(
          title: column.title, type: header.fields[position].type, source: .header(position),
          isWarehouse: isWarehouse)
      }
      return OutboundColumn(
        title: column.title, type: .text,
        source: column.field == "message" ? .message : .sequence, isWarehouse: false)
    }
  }

  /// The value for a record, with the receiver's own name of a warehouse.
  func value(of record: Record, _ header: Record?, aliases: [String: String]) -> Value {
    let value: Value =
      switch source {
      case .record(let position): record.values[position]
      case .header(let position): header?.values[position] ?? .null
      case .message, .sequence: .null
      }
    guard isWarehouse, case .text(let code) = value, let alias = aliases[code] else {
      return value
    }
    return .text(alias)
  }
}

extension OutboundDialect {
  /// The writing side of a dialect.
  ///
  /// - Parameters:
  ///   - dialect: as configured for reading and writing.
  ///   - timezone: the site's zone, where the dialect has none.
  init(_ dialect: Dialect, timezone: String) {
    let clock = LocalClock(timezone: dialect.timezone ?? timezone)
    let format: Format =
      switch dialect.format {
      case .csv: .csv
      case .json: .json
      case .ndjson: .ndjson
      }
    self.init(format: format) { clock.local($0) }
    encoding = OutboundEncoding(rawValue: dialect.encoding.rawValue) ?? .utf8
    hasByteOrderMark = dialect.byteOrderMark == .require || dialect.encoding == .utf16
    delimiter = dialect.delimiter
    quote = dialect.quote
    hasHeader = dialect.header != .none
    null = dialect.nulls.contains("") ? "" : dialect.nulls.first ?? ""
    decimalMark = dialect.decimalMark
    datePattern = dialect.datePattern
    timePattern = dialect.timePattern
    records = dialect.records
  }
}
