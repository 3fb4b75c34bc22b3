import Domain
import Intake
import Mapping

/// Reads the feeds, after giving each one what it inherits.
struct FeedsReader {
  let declared: Declarations

  /// In file order.
  func feeds(_ setting: Setting?) -> [FeedSettings] {
    let written = setting?.named ?? []
    var sections: [String: Section] = [:]
    for feed in written where feed.isUsableName("feed") {
      sections[feed.key] = feed.openSection()
    }
    let inheritance = FeedInheritance(sections: sections, names: written.map(\.key))
    inheritance.reportMistakes()
    return written.compactMap { feed in
      guard let section = inheritance.merged(feed.key) else { return nil }
      let reader = FeedReader(
        declared: declared, section: section, name: feed.key, line: feed.keyPlace.line)
      let settings = reader.feed()
      section.close()
      return settings
    }
  }
}

/// Gives a feed the keys of the feed it is `like`, unless it has them itself.
struct FeedInheritance {
  let sections: [String: Section]
  /// In file order, for suggestions.
  let names: [String]

  /// Unknown names and circles, each reported at its `like`.
  func reportMistakes() {
    for name in names {
      guard let like = sections[name]?["like"],
        let other = like.reference(to: "feed", among: names)
      else { continue }
      var chain = [name, other]
      while let next = parent(of: chain.last), !chain.dropFirst().dropLast().contains(next),
        chain.last != name
      {
        chain.append(next)
      }
      if chain.last == name { like.fail("\(chain.joined(separator: " → ")) never ends") }
    }
  }

  private func parent(of name: String?) -> String? {
    guard let name, let parent = sections[name]?["like"]?.node.scalarText else { return nil }
    return sections[parent] == nil ? nil : parent
  }

  /// A feed with everything it inherits; `nil` when there is no such feed.
  func merged(_ name: String) -> Section? {
    guard let own = sections[name] else { return nil }
    var chain = [name]
    while let next = parent(of: chain.last), !chain.contains(next) { chain.append(next) }
    let hasEnd = chain.last.flatMap { sections[$0]?["like"] } == nil
    var settings: [Setting] = []
    var taken: Set<String> = []
    for section in chain.compactMap({ sections[$0] }) {
      for setting in section.all where !taken.contains(setting.key) { settings.append(setting) }
      taken.formUnion(section.given)
      // One form of mapping replaces the other as a whole.
      if taken.contains("emit") { taken.formUnion(["entity", "each", "fields"]) }
      if !taken.isDisjoint(with: ["entity", "fields"]) { taken.insert("emit") }
    }
    let merged = Section(
      path: own.path, place: own.place, settings: settings, mistakes: own.mistakes)
    merged.isWhole = hasEnd
    return merged
  }
}

/// Reads one feed.
struct FeedReader {
  let declared: Declarations
  let section: Section
  let name: String
  let line: Int

  func feed() -> FeedSettings {
    _ = section["like"]
    let from = section.need("from")?.section { origin($0) } ?? Origin()
    let mapping = mapping(of: from.dialect)
    let ready = section["ready"].flatMap { $0.reading { readiness($0, of: from.dialect) } }
    return FeedSettings(
      id: FeedID(name), system: SystemID(from.system), files: from.files,
      dialect: from.dialect ?? Dialect(name: ""), order: from.order,
      ready: ready ?? .stable(seconds: 60), mode: mode(of: mapping),
      guards: section["guard"]?.section { guards($0) } ?? GuardSettings(),
      rhythm: section["rhythm"].flatMap { $0.reading { rhythm($0) } },
      after: section["after"]?.choice(FeedSettings.After.self) ?? .archive,
      duplicateRows: section["duplicate_rows"]?.choice(FeedSettings.DuplicateRows.self) ?? .keep,
      scope: scope(of: mapping), mapping: mapping,
      includesPicked: section["includes_picked"]?.flag() ?? true,
      isRewrittenInPlace: section["rewritten_in_place"]?.flag() ?? false,
      gapGraceSeconds: section["gap_grace"]?.duration() ?? 0,
      maxBytes: section["max_bytes"]?.bytes() ?? Self.defaultMaxBytes,
      maxRows: section["max_rows"]?.integer(1...Int.max),
      owners: FileOwners(section["owners"]?.words("the name or number of a user") ?? []),
      line: line)
  }

  /// Far above real exports, and far below what fills a disk twice over.
  private static let defaultMaxBytes: Int64 = 8 << 30

  private struct Origin {
    var system = ""
    var files = ""
    var dialect: Dialect?
    var order = FeedSettings.Order.name
  }

  private func origin(_ from: Section) -> Origin {
    var origin = Origin()
    origin.system =
      from.need("system")?.reference(to: "system", among: declared.systems) ?? ""
    origin.files = from.need("files")?.relativePath() ?? ""
    origin.dialect = from.need("dialect")?
      .reference(to: "dialect", among: declared.dialectNames)
      .flatMap { declared.dialects[$0] }
    origin.order = from["order"]?.choice(FeedSettings.Order.self) ?? .name
    return origin
  }

  private func readiness(
    _ ready: Section, of dialect: Dialect?
  ) -> FeedSettings.Readiness? {
    let ways = ["marker", "stable", "rename", "manifest", "trailer"]
    guard let way = ready.exactlyOne(of: ways) else { return nil }
    switch way.key {
    case "marker": return PathTemplate.marker(way).map { .marker($0) }
    case "manifest": return PathTemplate.marker(way, mustNameFile: true).map { .manifest($0) }
    case "trailer":
      if let dialect, dialect.format != .csv {
        way.fail("only a csv dialect has rows that can be a trailer")
      }
      return way.reading { trailer($0) }.map { .trailer($0) }
    case "stable": return way.duration().map { .stable(seconds: $0) }
    default: return way.flag() == false ? way.expected("true") : .rename
    }
  }

  private func trailer(_ section: Section) -> Trailer? {
    let columns = 1...100_000
    let column = section.need("column")?.integer(columns)
    let equals = section.need("equals")?.text("the text that marks the trailer")
    let rows = section["rows"]
    let sum = section["sum"]
    let sumOf = section["of"]
    if rows == nil, sum == nil {
      section.miss(["rows", "sum"], "missing one of \"rows\", \"sum\"")
    }
    if (sum == nil) != (sumOf == nil) {
      (sum ?? sumOf)?.fail("\"sum\" and \"of\" belong together: the sum, and the column it is of")
    }
    guard let column, let equals else { return nil }
    var trailer = Trailer(column: column, equals: equals)
    trailer.rows = rows?.integer(columns)
    trailer.sum = sum?.integer(columns)
    trailer.sumOf = sumOf?.integer(columns)
    return trailer
  }

  private func guards(_ section: Section) -> GuardSettings {
    let all = ExactDecimal(100)
    return GuardSettings(
      minRows: section["min_rows"]?.integer(0...Int.max),
      maxMissingPercent: section["max_missing"]?.percent(upTo: all),
      maxChangedPercent: section["max_changed"]?.percent(upTo: all),
      maxToZeroPercent: section["max_to_zero"]?.percent(upTo: all))
  }

  private func rhythm(_ section: Section) -> RhythmSettings? {
    let every = section.need("every")?.duration()
    let late = section["late"]
    let critical = section["critical"]
    let lateSeconds = late?.duration()
    let criticalSeconds = critical?.duration()
    let hours = section["hours"]?.hours()
    if let every, let late, let lateSeconds, lateSeconds < every {
      late.fail("\(late.node.described) is shorter than every")
    }
    if let lateSeconds, let critical, let criticalSeconds, criticalSeconds < lateSeconds {
      critical.fail("\(critical.node.described) is shorter than late")
    }
    return every.map {
      RhythmSettings(every: $0, late: lateSeconds, critical: criticalSeconds, hours: hours)
    }
  }

  private func mode(of mapping: FeedMapping) -> FeedSettings.Mode {
    if let mode = section["mode"] { return mode.choice(FeedSettings.Mode.self) ?? .delta }
    let natures = mapping.emits.map { RecordSchema.named($0.entity)?.nature }
    // What has no known record type is reported as that, and not a second time here.
    if natures.contains(where: { $0 != .event && $0 != nil }) {
      section.miss(["mode"], "missing key \"mode\"; a feed is a snapshot or a delta")
    }
    return .delta
  }

  private func scope(of mapping: FeedMapping) -> [String: [String]] {
    var scope: [String: [String]] = [:]
    let schemas = mapping.emits.compactMap { RecordSchema.named($0.entity) }
    let fields = schemas.flatMap { $0.fields.map(\.name) }
    for setting in section["scope"]?.named ?? [] {
      if !schemas.isEmpty, !fields.contains(setting.key) {
        let hint = Spelling.hint(for: setting.key, among: fields)
        setting.mistakes.report(
          "\(setting.path): no field \(quoted(setting.key)) in this feed\(hint)",
          at: setting.keyPlace)
      }
      if setting.key == "warehouse" {
        scope[setting.key] = setting.itemsOrOne.compactMap {
          $0.reference(to: "warehouse", among: declared.warehouses)
        }
      } else {
        scope[setting.key] = setting.words()
      }
    }
    return scope
  }

  private func mapping(of dialect: Dialect?) -> FeedMapping {
    let reader = MappingReader(declared: declared, dialect: dialect)
    return reader.mapping(section)
  }
}
