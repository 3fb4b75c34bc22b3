internal import Domain
internal import Intake

/// A site that is proposed for some exports: a configuration, and where the exports are put.
package struct SiteProposal {
  /// An export that was looked at.
  package struct File {
    /// As it was given.
    package let path: String
    /// The system it was said to come from; `nil` where that is to be guessed.
    package let system: String?
    package let survey: ExportSurvey

    package init(path: String, system: String?, survey: ExportSurvey) {
      self.path = path
      self.system = system
      self.survey = survey
    }
  }

  /// The text of `wmsync.yaml`.
  package let configuration: String
  /// Each export, and its place below the exchange folder.
  package let places: [(path: String, place: String)]
  /// What was found by comparing the files with each other.
  package let evidence: [Evidence]
  /// Feeds that are ready to run, and those that stand there as comments.
  package let readyFeeds: Int
  package let openFeeds: Int

  /// - Parameters:
  ///   - name: of the site.
  ///   - timezone: of times without an offset.
  ///   - files: what was looked at, in the order in which it was given.
  ///   - warehouses: codes of warehouses that the proposed feeds yield, by system; empty until they
  ///     have been tried.
  package init(
    name: String, timezone: String, files: [File], warehouses: [String: Set<String>] = [:]
  ) {
    var drafts = FeedDrafts(files).drafts
    let comparison = FeedComparison(&drafts)
    evidence = comparison.evidence
    places = drafts.flatMap { draft in
      draft.files.map { ($0.path, "\(draft.system)/out/\($0.survey.name)") }
    }
    readyFeeds = drafts.count { !$0.isOpen }
    openFeeds = drafts.count(where: \.isOpen)
    configuration =
      ConfigurationText(
        name: name, timezone: timezone, drafts: drafts, comparison: comparison.evidence,
        warehouses: warehouses
      ).text
  }
}

/// A feed that is proposed for one file, or for several that are alike.
struct FeedDraft {
  var name: String
  var system: String
  /// As `items_*.csv`.
  let pattern: String
  var files: [SiteProposal.File]
  var parts: [ExportSurvey.Part]
  let preset: Preset?
  /// Why it is taken for full exports or for changes.
  var mode: Found<String>

  var survey: ExportSurvey { files[0].survey }
  var role: String { preset?.role ?? proposals.first?.form.role ?? "erp" }
  var proposals: [EntityProposal] { parts.compactMap(\.proposal) }

  /// Whether a person must fill something in before it can run.
  var isOpen: Bool {
    guard preset == nil else { return false }
    return proposals.isEmpty
      || proposals.contains { proposal in
        proposal.isKeyOnly || proposal.keyRepeats * 50 > (survey.rowCount + 49)
          || proposal.form.required.contains { proposal.field($0).map(\.isOpen) ?? true }
      }
  }
}

/// Makes one feed of files that are alike, and gives each feed a system.
struct FeedDrafts {
  private(set) var drafts: [FeedDraft] = []

  private static let systems: [(name: String, words: [String])] = [
    ("tpl", ["3pl", "tpl", "fulfil", "logistik", "spedition"]),
    ("wms", ["wms", "warehouse", "lager"]),
    ("shop", ["shop", "store", "channel", "webshop", "amazon", "ebay"]),
    ("erp", ["erp", "sap", "navision", "dynamics", "netsuite", "odoo", "finance", "wawi"]),
  ]

  init(_ files: [SiteProposal.File]) {
    for file in files { add(file) }
    for place in drafts.indices {
      drafts[place].mode = Self.mode(drafts[place])
      drafts[place].name = name(of: place)
    }
  }

  private mutating func add(_ file: SiteProposal.File) {
    let pattern = Self.pattern(file.survey.name)
    let alike = drafts.firstIndex {
      $0.pattern == pattern && Self.areAlike($0.survey, file.survey)
        && $0.files[0].system == file.system
        && Self.folder($0.files[0].path) == Self.folder(file.path)
    }
    if let alike {
      drafts[alike].files.append(file)
      return
    }
    let titles = file.survey.columns.map(\.title)
    var draft = FeedDraft(
      name: "", system: "", pattern: pattern, files: [file], parts: file.survey.parts,
      preset: PresetMatch.best(columns: Set(titles)),
      mode: Found("delta", "", .low))
    draft.system = file.system ?? draft.preset?.system ?? usualSystem(of: draft)
    drafts.append(draft)
  }

  /// Whether two files have nearly the same columns; exports of several versions differ by a few.
  private static func areAlike(_ one: ExportSurvey, _ other: ExportSurvey) -> Bool {
    guard one.dialect.format == other.dialect.format else { return false }
    guard one.dialect.format != .csv else { return one.columns == other.columns }
    let shared = Set(one.columns).intersection(other.columns).count
    return shared * 5 >= min(one.columns.count, other.columns.count) * 4
  }

  /// By the words of its path or by who usually tells such records; the other side where that one
  /// tells them already.
  private func usualSystem(of draft: FeedDraft) -> String {
    let usual = Self.system(in: draft.files[0].path) ?? draft.role
    let isSecond = drafts.contains { other in
      other.system == usual && !other.proposals.isEmpty
        && other.proposals.map(\.schema.entity) == draft.proposals.map(\.schema.entity)
        && draft.proposals.allSatisfy(\.form.isSnapshot)
    }
    guard isSecond, ["erp", "wms"].contains(usual) else { return usual }
    return usual == "wms" ? "erp" : "wms"
  }

  /// A system that the path names; the nearest folder counts first.
  private static func system(in path: String) -> String? {
    for part in path.split(separator: "/").reversed() {
      let words = part.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
      for system in systems
      where words.contains(where: { word in
        system.words.contains { word == $0 || $0.count > 3 && word.hasPrefix($0) }
      }) {
        return system.name
      }
    }
    return nil
  }

  private static func folder(_ path: String) -> Substring {
    path.lastIndex(of: "/").map { path[..<$0] } ?? ""
  }

  /// The name with a star for each run of digits and for each technical id.
  static func pattern(_ name: String) -> String {
    let isID = { (run: Substring) in
      run.contains { $0.isNumber }
        && (run.allSatisfy(\.isNumber) || run.count >= 6 && run.allSatisfy(\.isHexDigit))
    }
    var pattern = ""
    var rest = name[...]
    while let first = rest.first {
      let run = rest.prefix { $0.isLetter || $0.isNumber }
      if run.isEmpty {
        pattern.append("[]?*\\".contains(first) ? "?" : first)
        rest = rest.dropFirst()
        continue
      }
      pattern += isID(run) ? "*" : starred(run)
      rest = rest.dropFirst(run.count)
    }
    // `2010-12-22` is one star, not three.
    for joint in ["-", ".", "_"] {
      while pattern.contains("*\(joint)*") { pattern = pattern.replacing("*\(joint)*", with: "*") }
    }
    return pattern
  }

  /// A run of letters and digits with a star for digits at its end, as `items0007`.
  private static func starred(_ run: Substring) -> String {
    let digits = run.reversed().prefix { $0.isNumber }.count
    return digits >= 2 ? String(run.dropLast(digits)) + "*" : String(run)
  }

  /// Full exports hold most of what the one before them held; events happen once.
  private static func mode(_ draft: FeedDraft) -> Found<String> {
    if let preset = draft.preset {
      return Found(preset.mode, "as preset \(preset.name) says", .medium)
    }
    let keys = draft.files.compactMap { file -> Set<[String]>? in
      guard let part = file.survey.parts.first, let columns = part.proposal?.key else { return nil }
      return FeedComparison.keys(of: part.table, columns)
    }
    if keys.count > 1, let first = keys.first, !first.isEmpty {
      let kept = keys.dropFirst().map { $0.intersection(first).count }.min() ?? 0
      return kept * 2 >= first.count
        ? Found(
          "snapshot", "each file holds at least \(kept) of \(first.count) keys of the first", .high)
        : Found("delta", "files hold as few as \(kept) of \(first.count) keys of the first", .high)
    }
    let isFull = draft.proposals.first?.form.isSnapshot ?? false
    return Found(
      isFull ? "snapshot" : "delta",
      "usual for \(draft.proposals.first?.schema.entity.text ?? "such files"); one file cannot tell",
      .low)
  }

  private func name(of place: Int) -> String {
    let draft = drafts[place]
    let base = draft.preset?.name ?? "\(draft.system)-" + Self.slug(draft.pattern)
    let before = drafts[..<place].count { other in
      other.name == base
        || other.name.hasPrefix(base + "-") && Int(other.name.dropFirst(base.count + 1)) != nil
    }
    return before == 0 ? base : "\(base)-\(before + 1)"
  }

  private static func slug(_ pattern: String) -> String {
    let stem = pattern.split(separator: ".").first.map(String.init) ?? pattern
    let words = stem.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return words.isEmpty ? "files" : words.joined(separator: "-")
  }
}
