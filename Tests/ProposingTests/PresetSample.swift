import Domain
import Glibc
import Intake
import Proposing
import Testing
import Workbench

/// A preset with the export beside it that was written by hand after the real ones.
struct PresetSample: Sendable, CustomTestStringConvertible {
  static let folder = Workbench.root + "/Fixtures/presets"
  static let all = allPresets.map { PresetSample(preset: $0) }

  let preset: Preset

  var testDescription: String { preset.name }

  /// Name of the export; empty where there is none.
  var file: String {
    Workbench.names(in: Self.folder + "/" + preset.name).first { $0.hasPrefix("sample.") } ?? ""
  }

  var bytes: [UInt8] { Workbench.bytes(Self.folder + "/\(preset.name)/\(file)") }

  /// What the store must hold afterwards.
  var expectation: String { Self.folder + "/\(preset.name)/expected.txt" }

  /// Names of the columns, or pointers to everything in the first record that lies in no array.
  func columns() throws -> Set<String> {
    let reader = try rowReader(
      for: dialect, mappedColumns: [], source: ByteSource(bytes: bytes, chunkBytes: 1 << 16))
    if let header = reader.header { return Set(header) }
    var row = RawRow()
    guard case .row = try reader.next(&row), let document = row.document else { return [] }
    return Self.pointers(to: document, from: "")
  }

  /// As far as reading the header or the first record needs it.
  private var dialect: Dialect {
    var dialect = Dialect(name: preset.name)
    let text = preset.dialect
    if text.contains("format: json") { dialect.format = .json }
    if text.contains("format: ndjson") { dialect.format = .ndjson }
    if text.contains(#"delimiter: "\t""#) { dialect.delimiter = "\t" }
    if let match = text.firstMatch(of: /records: "?([^",}]+)/) {
      dialect.records = String(match.1)
    }
    return dialect
  }

  private static func pointers(to value: JSONValue, from top: String) -> Set<String> {
    guard case .object(let members) = value else { return top.isEmpty ? [] : [top] }
    return members.reduce(into: top.isEmpty ? [] : [top]) { found, member in
      let name = member.name.replacing("~", with: "~0").replacing("/", with: "~1")
      found.formUnion(pointers(to: member.value, from: top + "/" + name))
    }
  }

  /// Names of all columns that the mapping reads.
  var mappedColumns: Set<String> {
    var names: Set<String> = []
    for match in preset.mapping.matches(of: /column: (?:"([^"]+)"|([^,}\n]+))/) {
      names.insert(String(match.1 ?? match.2 ?? ""))
    }
    for match in preset.mapping.matches(of: /ordinal: \[([^\]]+)\]/) {
      names.insert(String(match.1))
    }
    for match in preset.mapping.matches(of: /template: "([^"]+)"/) {
      for part in match.1.matches(of: /{([^}]+)}/) { names.insert(String(part.1)) }
    }
    return names.filter { !$0.hasPrefix("/") && !$0.hasPrefix("../") }
  }

  var entities: [String] {
    Set(preset.mapping.matches(of: /entity: ([a-z_]+)/).map { String($0.1) }).sorted()
  }

  /// The smallest site that reads such exports.
  var configuration: String {
    let mapping = preset.mapping.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    " + $0 }.joined(separator: "\n")
    return """
      version: 1
      site: presets
      timezone: Europe/Berlin
      systems:
        \(preset.system): {role: \(preset.role)}
      dialects:
        \(preset.name): \(preset.dialect)
      feeds:
        \(preset.name):
          from: {system: \(preset.system), files: "in/sample.*", dialect: \(preset.name)}
          ready: {rename: true}
          mode: \(preset.mode)
      \(mapping)
      """ + "\n"
  }
}

/// A site around one preset, whose only export is the sample.
struct PresetSite {
  static let clock = ["--at", "2026-11-23T06:00:00Z"]

  let folder: ThrowawayFolder

  init(_ sample: PresetSample) throws {
    folder = try ThrowawayFolder()
    try folder.write("wmsync.yaml", sample.configuration)
    try folder.write("exchange/in/" + sample.file, bytes: sample.bytes)
  }

  func wmsync(_ line: String) throws -> Program.Outcome {
    let words = line.split(separator: " ").map(String.init)
    return try Program.wmsync.run(words + Self.clock, in: folder.path)
  }

  /// The records of some types, without what the run added and without columns that are empty in
  /// every row.
  func records(_ entities: [String]) throws -> String {
    let ended = try wmsync("state export views")
    try #require(ended.status == 0, "\(ended.err)")
    return try entities.map { "\($0)\n" + (try table($0)) }.joined(separator: "\n")
  }

  private func table(_ entity: String) throws -> String {
    let bytes = Array((folder.text(of: "views/\(entity).csv") ?? "").utf8)
    let reader = try rowReader(
      for: Dialect(name: entity), mappedColumns: [],
      source: ByteSource(bytes: bytes, chunkBytes: 1 << 16))
    let header = reader.header ?? []
    var rows: [[String]] = []
    var row = RawRow()
    while case .row = try reader.next(&row) {
      rows.append(header.indices.map { row.cell($0) ?? "" })
    }
    let added: Set<String> = ["system", "feed", "file", "first_seen", "last_seen", "run"]
    let kept = header.indices.filter { index in
      !added.contains(header[index]) && rows.contains { !$0[index].isEmpty }
    }
    return ([header] + rows).map { cells in
      kept.map { cells[$0].replacing("\n", with: "\\n") }.joined(separator: "|") + "\n"
    }.joined()
  }
}
