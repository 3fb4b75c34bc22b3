import Yams

/// Turns the text of a configuration into nodes; the only place that knows the YAML library.
struct ConfigurationParsing {
  private let mistakes: Mistakes
  private var keys: DoubledKeys
  private static let depthLimit = 60

  /// The file's root mapping; `nil` when there is none, which has been reported.
  static func root(of text: String, _ mistakes: Mistakes) -> ConfigurationNode? {
    var parsing = ConfigurationParsing(mistakes: mistakes, keys: DoubledKeys(text))
    return parsing.root()
  }

  private mutating func root() -> ConfigurationNode? {
    while true {
      do {
        let parser = try Parser(yaml: keys.text, resolver: .basic, encoding: .utf8)
        let node = try parser.singleRoot()
        // Anchors live as long as the parser, and are asked for while nodes are taken over.
        return withExtendedLifetime(parser) { node.map { self.node($0, path: "", depth: 0) } }
          ?? reportEmpty()
      } catch YamlError.duplicatedKeysInMapping(let duplicates, let context) {
        guard !keys.separate(duplicates) else { continue }
        let name = duplicates.first.map(keys.restored) ?? ""
        mistakes.report("key \(quoted(name)) is given twice", at: Place(context.mark))
        return nil
      } catch {
        report(error)
        return nil
      }
    }
  }

  private func reportEmpty() -> ConfigurationNode? {
    mistakes.report("the file is empty; it starts with version: 1", at: .start)
    return nil
  }

  private func report(_ error: any Error) {
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _):
      // The library names a function of its own where a text is nested without end.
      guard !problem.contains("nesting") else { return reportDepth(at: Place(mark)) }
      let surrounding = context.map { "\($0.text) from line \($0.mark.line): " } ?? ""
      mistakes.report("not readable as YAML: \(surrounding)\(problem)", at: Place(mark))
    case YamlError.reader(let problem, _, _, _):
      mistakes.report("not readable as YAML: \(problem)", at: .start)
    default:
      mistakes.report("not readable as YAML", at: .start)
    }
  }

  private func reportDepth(at place: Place) {
    mistakes.report("nested more than \(Self.depthLimit) levels deep", at: place)
  }

  private func node(_ node: Node, path: String, depth: Int) -> ConfigurationNode {
    let place = node.mark.map { Place($0) } ?? .start
    guard node.anchor == nil else {
      mistakes.report("anchors and aliases are not read; use like: other-feed", at: place)
      return ConfigurationNode(place: place, content: .refused)
    }
    guard depth < Self.depthLimit else {
      reportDepth(at: place)
      return ConfigurationNode(place: place, content: .refused)
    }
    switch node {
    case .scalar(let scalar):
      let text = keys.restored(scalar.string)
      return ConfigurationNode(
        place: place, content: .scalar(text, isPlain: scalar.style == .plain))
    case .sequence(let sequence):
      let items = sequence.enumerated().map { index, item in
        self.node(item, path: "\(path)[\(index + 1)]", depth: depth + 1)
      }
      return ConfigurationNode(place: place, content: .list(items))
    case .mapping(let mapping):
      return ConfigurationNode(
        place: place, content: .mapping(entries(of: mapping, path: path, depth: depth)))
    case .alias:
      return ConfigurationNode(place: place, content: .refused)
    }
  }

  private func entries(
    of mapping: Node.Mapping, path: String, depth: Int
  ) -> [ConfigurationEntry] {
    var entries: [ConfigurationEntry] = []
    var lines: [String: Int] = [:]
    for (keyNode, valueNode) in mapping {
      let key = node(keyNode, path: path, depth: depth + 1)
      guard case .scalar(let name, _) = key.content else {
        if case .refused = key.content { continue }
        mistakes.report("a key must be a word, found \(key.described)", at: key.place)
        continue
      }
      let value = node(
        valueNode, path: path.isEmpty ? name : path + "." + name, depth: depth + 1)
      if let line = lines[name] {
        let section = path.isEmpty ? "" : " in " + path
        mistakes.report(
          "key \(quoted(name)) is given twice\(section), first in line \(line)", at: key.place)
      } else {
        lines[name] = key.place.line
        entries.append(ConfigurationEntry(key: name, place: key.place, value: value))
      }
    }
    return entries
  }
}

extension Place {
  fileprivate init(_ mark: Mark) {
    self.init(line: max(1, mark.line), column: max(1, mark.column))
  }
}
