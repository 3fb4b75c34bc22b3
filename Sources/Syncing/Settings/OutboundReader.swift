import Domain
import Intake
import Persistence

/// Reads which files are written for whom.
struct OutboundReader {
  let declared: Declarations

  /// In file order.
  func streams(_ setting: Setting?) -> [OutboundSettings] {
    var files: [String: Setting] = [:]
    return (setting?.named ?? []).compactMap { stream in
      guard stream.isUsableName("outbound stream") else { return nil }
      return stream.reading { section in
        let settings = self.stream(stream, section)
        if let settings, let file = section["file"] { reportSharedFile(settings, file, &files) }
        return settings
      }
    }
  }

  private func stream(_ setting: Setting, _ section: Section) -> OutboundSettings? {
    let to = section.need("to")?.reference(to: "system", among: declared.systems)
    let entity = section.need("entity").flatMap { schema($0) }
    let with = section["with"].flatMap { schema($0) }
    if let with, with.nature != .document {
      section["with"]?.fail("\(with.entity) is no document")
    }
    let file = section.need("file").flatMap { PathTemplate.numbered($0) }
    if let file, OutboxFile.isShadow(file) {
      section["file"]?.fail("a path cannot begin with \(quoted(OutboxFile.shadowFolder))")
    }
    let dialect = dialect(section, file)
    let warehouses = section["warehouses"]?.itemsOrOne.compactMap {
      $0.reference(to: "warehouse", among: declared.warehouses)
    }
    let maxRows = section["max_rows"]?.integer(1...Int.max)
    // Without its record type nothing can be said about the columns.
    let schemas = entity.map { [$0] + [with].compactMap { $0 } } ?? []
    let columns = columns(section["columns"], schemas)
    let marker = section["marker"].flatMap { PathTemplate.marker($0, mustNameFile: true) }
    let acknowledgement = section["ack"].flatMap { $0.reading { self.acknowledgement($0) } }
    let kits = section["kits"]?.oneOf(["whole", "components"])
    if kits == "components", let entity, entity != .salesOrderLine {
      section["kits"]?.fail("only sales_order_line has kits")
    }
    let layout = layout(section, entity)
    let isShadow = section["shadow"]?.flag() ?? false
    guard let to, let entity, let file else { return nil }
    var stream = OutboundSettings(
      id: StreamID(setting.key), to: SystemID(to), entity: entity.entity, with: with?.entity,
      warehouses: (warehouses ?? []).map { WarehouseID($0) }, file: file, dialect: dialect,
      maxRows: maxRows, columns: columns, marker: marker, acknowledgement: acknowledgement,
      explodesKits: kits == "components", isHledger: layout == "hledger",
      isSheet: layout == "sheet",
      line: setting.keyPlace.line)
    if isShadow { stream.becomeShadow() }
    return stream
  }

  /// A layout of its own takes the place of dialect and columns.
  private func layout(_ section: Section, _ entity: RecordSchema?) -> String? {
    let schemas: [String: RecordSchema] = ["hledger": .journal, "sheet": .pickList]
    guard let setting = section["layout"], let layout = setting.oneOf(["hledger", "sheet"]),
      let schema = schemas[layout]
    else { return nil }
    if let entity, entity != schema {
      setting.fail("only \(schema.entity) has a layout \(layout)")
    }
    for key in ["dialect", "columns"] + (layout == "sheet" ? ["max_rows"] : []) {
      section[key]?.fail("\(key) has no meaning beside layout: \(layout)")
    }
    return layout
  }

  private func schema(_ setting: Setting) -> RecordSchema? {
    setting.reference(to: "record type", among: allRecordSchemas.map(\.entity.text))
      .flatMap { RecordSchema.named(EntityID($0)) }
  }

  /// The named dialect, or a plain one of the format that the file's name ends in.
  private func dialect(_ section: Section, _ file: String?) -> Dialect {
    if let setting = section["dialect"] {
      return setting.reference(to: "dialect", among: declared.dialectNames)
        .flatMap { declared.dialects[$0] } ?? Dialect(name: "")
    }
    let ends: [(String, Dialect.Format)] = [
      (".csv", .csv), (".json", .json), (".ndjson", .ndjson), (".jsonl", .ndjson),
    ]
    guard let file, section["layout"] == nil else { return Dialect(name: "") }
    guard let format = ends.first(where: { file.hasSuffix($0.0) })?.1 else {
      section.fail("missing key \"dialect\"; \(quoted(file)) does not say its format")
      return Dialect(name: "")
    }
    var dialect = Dialect(name: format.rawValue)
    dialect.format = format
    return dialect
  }

  private func columns(_ setting: Setting?, _ schemas: [RecordSchema]) -> [OutboundSettings.Column]
  {
    let fields = schemas.flatMap { $0.fields.map(\.name) } + ["message", "seq"]
    return (setting?.named ?? []).compactMap { column in
      guard let field = column.text("a field") else { return nil }
      guard schemas.isEmpty || fields.contains(field) else {
        column.fail(
          "\(schemas[0].entity) has no field \(quoted(field))"
            + Spelling.hint(for: field, among: fields))
        return nil
      }
      return OutboundSettings.Column(title: column.key, field: field)
    }
  }

  private func acknowledgement(_ section: Section) -> OutboundSettings.Acknowledgement? {
    let feed = section.need("feed")?.reference(to: "feed", among: declared.feeds)
    let within = section["within"]?.duration()
    var acknowledgement = feed.map {
      OutboundSettings.Acknowledgement(feed: FeedID($0), withinSeconds: within)
    }
    if let level = section["level"]?.choice(AcknowledgementLevel.self) {
      acknowledgement?.level = level
    }
    section["retry"]?.section { retry in
      acknowledgement?.passingCodes = retry.need("codes")?.words() ?? []
      if let times = retry["times"]?.integer(1...1000) { acknowledgement?.retries = times }
    }
    return acknowledgement
  }

  /// Numbers are counted per stream, so two streams would write the same names.
  private func reportSharedFile(
    _ stream: OutboundSettings, _ file: Setting, _ files: inout [String: Setting]
  ) {
    let pattern = PathTemplate.withoutWidth(stream.file)
    if let other = files[pattern] {
      file.fail("\(quoted(stream.file)) is also written by the stream of line \(other.place.line)")
    } else {
      files[pattern] = file
    }
  }
}

extension OutboundSettings {
  /// The same paths, below a folder of our own; a marker beside its file follows it there.
  fileprivate mutating func becomeShadow() {
    isShadow = true
    file = OutboxFile.shadowFolder + file
    if let marker, marker.contains("/") { self.marker = OutboxFile.shadowFolder + marker }
  }
}
