/// A mapping of the configuration while it is read: it knows its path, which keys were asked for,
/// and reports the ones that nobody asked for.
final class Section {
  let path: String
  /// Where a missing key is reported: the key under which this mapping stands.
  let place: Place
  let mistakes: Mistakes
  private let settings: [Setting]
  private var known: [String] = []
  private var missing: [(keys: [String], message: String)] = []
  /// Whether everything it should inherit is there, so that what is missing is really missing.
  var isWhole = true

  init(path: String, place: Place, settings: [Setting], mistakes: Mistakes) {
    self.path = path
    self.place = place
    self.settings = settings
    self.mistakes = mistakes
  }

  /// The setting under a key, which is thereby a known one.
  subscript(key: String) -> Setting? {
    known.append(key)
    return settings.first { $0.key == key }
  }

  /// The setting under a key that must be there.
  func need(_ key: String) -> Setting? {
    let setting = self[key]
    if setting == nil { miss([key], "missing key \(quoted(key))") }
    return setting
  }

  /// Notes that one of these keys must be there; it is reported unless a misspelt key, which is
  /// reported too, was meant to be it.
  func miss(_ keys: [String], _ message: String) {
    missing.append((keys, message))
  }

  /// All settings of a mapping whose keys are names, in file order.
  var all: [Setting] {
    known += settings.map(\.key)
    return settings
  }

  /// The keys that are given, in file order.
  var given: [String] { settings.map(\.key) }

  func fail(_ message: String) {
    mistakes.report(path.isEmpty ? message : path + ": " + message, at: place)
  }

  /// Reports every key that was not asked for, and what is missing.
  func close() {
    let section = path.isEmpty ? "" : " in " + path
    var meant: Set<String> = []
    for setting in settings where !known.contains(setting.key) {
      let hint = Spelling.hint(for: setting.key, among: known)
      if let name = Spelling.nearest(to: setting.key, among: known) { meant.insert(name) }
      mistakes.report(
        "unknown key \(quoted(setting.key))\(section)\(hint)", at: setting.keyPlace)
    }
    for (keys, message) in missing where isWhole && meant.isDisjoint(with: keys) {
      fail(message)
    }
  }

  /// Exactly one of these keys; more or none is a mistake.
  func exactlyOne(of keys: [String]) -> Setting? {
    let found = keys.compactMap { self[$0] }
    guard let first = found.first else {
      miss(keys, "missing one of " + keys.map(quoted).joined(separator: ", "))
      return nil
    }
    for other in found.dropFirst() {
      mistakes.report(
        "\(path): only one of \(quoted(first.key)) and \(quoted(other.key)) can be given",
        at: other.keyPlace)
    }
    return first
  }
}

/// A value of the configuration under its path, with readers for each kind of value.
///
/// Every reader returns `nil` after reporting what it expected and what it found.
struct Setting {
  /// The last part of the path; empty for the item of a list.
  let key: String
  let path: String
  let keyPlace: Place
  let node: ConfigurationNode
  let mistakes: Mistakes

  var place: Place { node.isNothing ? keyPlace : node.place }

  func fail(_ message: String) {
    mistakes.report(path.isEmpty ? message : path + ": " + message, at: place)
  }

  func expected<T>(_ what: String) -> T? {
    if case .refused = node.content { return nil }
    fail("expected \(what), found \(node.described)")
    return nil
  }

  /// Reads a mapping and reports the keys that `body` did not ask for.
  @discardableResult
  func section<T>(_ body: (Section) -> T) -> T? {
    guard let section = openSection() else { return nil }
    let result = body(section)
    section.close()
    return result
  }

  /// As `section`, for a body that may come to no result.
  func reading<T>(_ body: (Section) -> T?) -> T? {
    section(body).flatMap { $0 }
  }

  /// A mapping that is read in several steps.
  func openSection() -> Section? {
    guard case .mapping(let entries) = node.content else { return expected("a mapping") }
    let settings = entries.map { entry in
      Setting(
        key: entry.key, path: path.isEmpty ? entry.key : path + "." + entry.key,
        keyPlace: entry.place, node: entry.value, mistakes: mistakes)
    }
    return Section(path: path, place: keyPlace, settings: settings, mistakes: mistakes)
  }

  /// The settings of a mapping whose keys are names; empty with a report when it is none.
  var named: [Setting] {
    guard !node.isNothing else { return [] }
    return openSection()?.all ?? []
  }

  /// The items of a list; empty with a report when it is none.
  var items: [Setting] {
    guard !node.isNothing else { return [] }
    guard case .list(let nodes) = node.content else { return expected("a list") ?? [] }
    return listed(nodes)
  }

  /// The items of a list, or the single value that stands for a list of one.
  var itemsOrOne: [Setting] {
    guard case .list(let nodes) = node.content else { return [self] }
    return listed(nodes)
  }

  private func listed(_ nodes: [ConfigurationNode]) -> [Setting] {
    nodes.enumerated().map { index, node in
      Setting(
        key: "", path: "\(path)[\(index + 1)]", keyPlace: node.place, node: node,
        mistakes: mistakes)
    }
  }
}
