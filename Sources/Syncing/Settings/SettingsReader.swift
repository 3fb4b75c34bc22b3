import Domain
import Glibc
import Intake

extension Settings {
  /// Reads and checks a configuration file.
  ///
  /// - Throws: every mistake at once; one without a line when the file cannot be read.
  package static func read(path: String) throws(SettingsErrors) -> Settings {
    try ConfigurationFile(path: path).settings()
  }

  /// Reads and checks the text of a configuration; relative folders start at the folder of `path`.
  ///
  /// - Throws: every mistake at once, in file order.
  package static func read(text: String, path: String) throws(SettingsErrors) -> Settings {
    let source = ConfigurationText(text)
    let mistakes = Mistakes()
    var settings: Settings?
    if !source.reportForbiddenCharacters(to: mistakes),
      let root = ConfigurationParsing.root(of: source.text, mistakes)
    {
      let setting = Setting(
        key: "", path: "", keyPlace: root.place, node: root, mistakes: mistakes)
      settings = setting.section { SettingsReader($0, path: path).settings() }
    }
    guard mistakes.errors.isEmpty, let settings else {
      throw SettingsErrors(file: path, lines: source.lines, errors: mistakes.inFileOrder)
    }
    return settings
  }
}

/// What is declared in a configuration and can be named elsewhere in it.
struct Declarations {
  var systems: [String] = []
  var warehouses: [String] = []
  var dialects: [String: Dialect] = [:]
  /// In file order, for suggestions.
  var dialectNames: [String] = []
  var crossReferences: [String] = []
  var feeds: [String] = []
}

/// Reads the root of a configuration, section by section.
struct SettingsReader {
  private let root: Section
  private let folder: ConfigurationFolder
  /// Under which rules are cited: the file's base name.
  private let fileName: String

  init(_ root: Section, path: String) {
    self.root = root
    folder = ConfigurationFolder(ofFile: path)
    fileName = path.split(separator: "/").last.map { String($0) } ?? path
  }

  func settings() -> Settings {
    readVersion()
    let site = root.need("site")?.text() ?? ""
    let timezone = root["timezone"]?.timezone() ?? "UTC"
    let state = root["state"]?.text("a folder") ?? "state"
    let exchange = root["exchange"]?.text("a folder") ?? "exchange"
    var declared = Declarations()
    let systems = PartyReader.systems(root["systems"])
    declared.systems = systems.map(\.id.text)
    let warehouses = PartyReader(declared: declared).warehouses(root["warehouses"])
    declared.warehouses = warehouses.map(\.id.text)
    for dialect in DialectReader.dialects(root["dialects"]) {
      declared.dialects[dialect.name] = dialect
      declared.dialectNames.append(dialect.name)
    }
    let crossReferences = CrossReferenceReader(declared: declared).all(root["xrefs"])
    declared.crossReferences = crossReferences.map(\.name)
    let feeds = FeedsReader(declared: declared).feeds(root["feeds"])
    declared.feeds = root["feeds"]?.named.map(\.key) ?? []
    let rules = RuleReader(declared: declared, file: fileName)
    let shipments = ShipmentRuleReader(declared: declared)
    let picks = PickingReader(declared: declared)
    let outbound = OutboundReader(declared: declared).streams(root["outbound"])
    return Settings(
      site: site, timezone: timezone, stateFolder: folder.absolute(state),
      exchangeFolder: folder.absolute(exchange), systems: systems, warehouses: warehouses,
      dialects: declared.dialects, crossReferences: Self.byName(crossReferences), feeds: feeds,
      ownership: rules.ownership(root["ownership"]),
      tolerances: rules.tolerances(root["tolerances"]),
      receiving: shipments.receiving(root["receiving"]),
      shipping: shipments.shipping(root["shipping"]),
      finance: shipments.finance(root["finance"], in: root, outbound, feeds),
      adjustments: shipments.adjustments(root["adjustments"]),
      notices: root["notices"]?.section { Self.notices($0) } ?? NoticeSettings(),
      transferSeconds: root["transfers"]?.section { section in
        section["late"]?.duration() ?? Self.transferSeconds
      } ?? Self.transferSeconds,
      parentSeconds: root["dependencies"]?.section { $0["wait"]?.duration() ?? 0 } ?? 0,
      outbound: outbound,
      alerts: AlertReader(declared: declared, folder: folder).alerts(root["alerts"]),
      retention: AlertReader(declared: declared, folder: folder).retention(root["retention"]),
      limits: root["limits"]?.section { Self.limits($0) } ?? LimitSettings(),
      routing: RoutingReader(declared: declared, file: fileName).routing(in: root),
      picking: picks.picking(root["picking"]),
      packing: picks.packing(root["packing"], picking: root["picking"] != nil),
      availability: AvailabilityReader(declared: declared).availability(root["availability"]),
      replenishment: ReplenishmentReader(declared: declared).replenishment(root["replenishment"]))
  }

  private static func limits(_ section: Section) -> LimitSettings {
    var limits = LimitSettings()
    if let count = section["exceptions"]?.integer(1...1_000_000) { limits.exceptions = count }
    if let bytes = section["free"]?.bytes() { limits.freeBytes = bytes }
    if let seconds = section["future"]?.duration() { limits.futureSeconds = seconds }
    if let rows = section["load_rows"]?.integer(1...1_000_000_000) { limits.loadRows = rows }
    if let policy = section["changes"]?.choice(ChangePolicy.self) { limits.changes = policy }
    return limits
  }

  /// A week.
  private static let transferSeconds = 7 * 86_400

  private static func notices(_ section: Section) -> NoticeSettings {
    var notices = NoticeSettings()
    if let seconds = section["wait"]?.duration() { notices.waitSeconds = seconds }
    for carrier in section["tracking_urls"]?.named ?? [] {
      guard let url = carrier.text("an address with {tracking}") else { continue }
      if url.contains("{tracking}") {
        notices.trackingURLs[carrier.key] = url
      } else {
        carrier.fail("the address lacks {tracking}, the place of the parcel's number")
      }
    }
    return notices
  }

  private func readVersion() {
    let first = root.given.first
    guard let version = root["version"] else {
      root.miss(["version"], "missing key \"version\"; the file starts with version: 1")
      return
    }
    if version.word("1").map({ $0 != "1" }) ?? false {
      version.fail("expected 1, found \(version.node.described)")
    }
    if first != "version" {
      root.mistakes.report("version must come first", at: version.keyPlace)
    }
  }

  private static func byName(
    _ references: [CrossReferenceSettings]
  ) -> [String: CrossReferenceSettings] {
    var byName: [String: CrossReferenceSettings] = [:]
    for reference in references { byName[reference.name] = reference }
    return byName
  }
}

/// The folder of the configuration file, from which its relative paths start.
struct ConfigurationFolder {
  private let path: String

  init(ofFile file: String) {
    let parts = file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    let folder = parts.joined(separator: "/")
    if file.utf8.first == UInt8(ascii: "/") {
      path = folder
    } else {
      path = Self.current + (folder.isEmpty ? "" : "/" + folder)
    }
  }

  private static var current: String {
    guard let buffer = getcwd(nil, 0) else { return "." }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  /// Without `.` and doubled slashes; `..` stays, since a link may stand before it.
  func absolute(_ relative: String) -> String {
    let whole = relative.utf8.first == UInt8(ascii: "/") ? relative : path + "/" + relative
    return "/" + whole.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }
}
