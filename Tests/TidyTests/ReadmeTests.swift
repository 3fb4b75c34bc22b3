import Domain
import Testing
import Workbench

/// What the README says, against what the sources do.
@Suite struct ReadmeTests {
  private let readme = Readme(SourceFile(path: "README.md").lines.map { String($0) })

  // MARK: Commands

  @Test func `every command stands in the command table with what it does`() {
    let rows = readme.rows(under: "## Commands", startingWith: "`wmsync ")
    let listed = rows.map { "\(bare($0[0])): \($0.last ?? "")" }
    let declared = CommandFile.all.map { "wmsync \($0.name): \($0.abstract)" }
    #expect(declared.count > 10)
    #expect(listed.sorted() == declared.sorted())
  }

  @Test func `every option of a command stands in its row`() {
    let rows = readme.rows(under: "## Commands", startingWith: "`wmsync ")
    var missing: [String] = []
    for command in CommandFile.all {
      let row = rows.first { bare($0[0]) == "wmsync \(command.name)" } ?? []
      for option in command.options where !row.contains(where: { $0.contains(option) }) {
        missing.append("wmsync \(command.name) \(option)")
      }
    }
    #expect(missing == [])
    #expect(CommandFile.all.contains { $0.options.contains("--dry-run") })
  }

  @Test func `every option that all commands have is explained`() {
    let options = CommandFile.options(in: SourceFile(path: "Sources/wmsync/CommonOptions.swift"))
    let section = readme.section("## Commands")
    #expect(options.contains("--config"))
    #expect(options.filter { option in !section.contains { $0.contains("`\(option)") } } == [])
  }

  @Test func `every exit code is explained`() {
    let source = SourceFile(path: "Sources/Syncing/SyncFailure.swift")
    let codes = source.lines.compactMap { line -> String? in
      let words = line.split(separator: " ")
      guard words.count == 4, words[0] == "case", words[2] == "=" else { return nil }
      return Int(words[3]).map { String($0) }
    }
    let listed = readme.rows(under: "### Exit codes").map { $0[0] }.filter { Int($0) != nil }
    #expect(codes.count > 5)
    #expect(listed == codes)
  }

  // MARK: Configuration

  @Test func `every section of the configuration is explained, and no other`() {
    let source = SourceFile(path: "Sources/Syncing/Settings/SettingsReader.swift")
    let keys = Set(source.lines.flatMap { literals(in: $0, after: ["root[", "root.need("]) })
    let listed = readme.rows(under: "## Configuration", startingWith: "`").map { bare($0[0]) }
    #expect(keys.count > 10)
    #expect(listed.sorted() == keys.sorted())
  }

  @Test func `every key that the configuration may have is named`() {
    let files = SourceFile.files(below: "Sources/Syncing/Settings")
    let keys = Set(
      files.flatMap { $0.lines.flatMap { literals(in: $0, after: ["[", "need("]) } })
    let text = readme.text(from: "## Configuration", to: "### Record types")
    // A key stands in a code span, alone or with what it may hold.
    let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
    let named = Set(words.map { String($0) })
    #expect(keys.count > 80)
    #expect(keys.subtracting(named).sorted() == [])
  }

  @Test func `every record type is listed with its kind, key and fields`() {
    let rows = readme.rows(under: "### Record types", startingWith: "`")
    let listed = rows.map { row in
      "\(bare(row[0])) \(row[1]): \(FieldList(bare(row[2])).names) \(FieldList(bare(row[3])).names)"
    }
    let ours = allRecordSchemas.map { schema in
      let key = schema.keyFields.map { $0.name + ($0.isOptionalInKey ? "?" : "") }
      let fields = schema.fields.dropFirst(schema.keyCount).map(\.name)
      return "\(schema.entity) \(schema.nature.rawValue): \(key) \(fields)"
    }
    #expect(listed == ours)
  }

  // MARK: Outputs

  @Test func `every column of the exceptions report is explained, in order`() {
    let source = SourceFile(path: "Sources/Reporting/ExceptionReport.swift")
    let declared = source.lines
      .drop { !$0.contains("static let columns = [") }.dropFirst()
      .prefix { !$0.contains("]") }
      .flatMap { quotedTexts(in: $0) }
    let listed = readme.rows(under: "## What is written", startingWith: "`")
      .flatMap { list($0.first ?? "") }
    #expect(declared.count > 20)
    #expect(listed == declared)
  }

  @Test func `every view of the store is listed with its columns`() {
    let source = SourceFile(path: "Sources/Persistence/Migrations.swift")
    let views = source.lines.compactMap { line -> String? in
      let words = line.split(separator: " ")
      return words.count == 4 && words[0] == "CREATE" && words[1] == "VIEW"
        ? String(words[2]) : nil
    }
    let listed = readme.rows(under: "## The store", startingWith: "`").map { bare($0[0]) }
    #expect(views.count > 5)
    #expect(listed == views)
  }

  @Test func `every exception code that is named exists, and every check's code is named`() {
    let cells = readme.rows(under: "### Exception codes").map { $0.last ?? "" }
    let codes: [String] = cells.flatMap { list($0) }
    let listed = Set(codes).subtracting(["codes", "---"])
    let known = Set(ExceptionCode.allCases.map(\.rawValue))
    #expect(listed.subtracting(known) == [])
    let checks = Workbench.names(in: Workbench.root + "/Sources/Reconciliation/Checks")
      .map { codeName(of: String($0.prefix { $0 != "." })) }
    #expect(checks.count > 20)
    #expect(Set(checks).subtracting(listed) == [])
  }

  @Test func `every dependency is named`() {
    let manifest = SourceFile(path: "Package.swift")
    let addresses = manifest.lines.filter { $0.contains(".package(url:") }
      .flatMap { literals(in: $0, after: ["url: "]) }
    let listed = readme.rows(under: "## Dependencies").map { $0[0] }
      .filter { $0.hasPrefix("https://") }
    #expect(addresses.count > 1)
    #expect(listed == addresses)
  }

  @Test func `every room of the sources is described`() {
    let rooms = Set(SourceFile.ofSources.map { "Sources/" + $0.room })
    let listed = readme.rows(under: "## How the source is laid out", startingWith: "`")
      .flatMap { list($0.first ?? "") }
    #expect(rooms.count > 5)
    #expect(rooms.subtracting(listed) == [])
  }

  // MARK: Reading

  @Test func `a table is read with its bars and code spans`() {
    let page = Readme([
      "# A", "| `one` | a\\|b | two |", "", "## B", "| `x y` | |", "```", "| no | row |", "```",
    ])
    #expect(page.rows(under: "# A") == [["`one`", "a|b", "two"]])
    #expect(page.rows(under: "## B") == [["`x y`", ""]])
    #expect(
      literals(in: "a[\"key\"] need(\"other\") [\"no\", \"no\"]", after: ["[", "need("])
        == ["key", "other"])
    #expect(CommandFile.kebab("dryRun") == "dry-run")
    #expect(codeName(of: "PoStatusLag") == "PO_STATUS_LAG")
  }
}

/// The README by its headings.
struct Readme {
  private let lines: [String]

  init(_ lines: [String]) {
    self.lines = lines
  }

  /// The lines below a heading, up to the next heading of any level.
  func section(_ heading: String) -> [String] {
    var isInside = false
    var isCode = false
    var found: [String] = []
    for line in lines {
      if line.hasPrefix("```") {
        isCode.toggle()
      } else if !isCode, line.hasPrefix("#") {
        isInside = line == heading
      } else if isInside, !isCode {
        found.append(line)
      }
    }
    return found
  }

  /// The text between two headings.
  func text(from start: String, to end: String) -> String {
    lines.drop { $0 != start }.prefix { $0 != end }.joined(separator: "\n")
  }

  /// The rows of the tables below a heading, each as its cells.
  func rows(under heading: String, startingWith start: String = "") -> [[String]] {
    section(heading).filter { $0.hasPrefix("| ") }.compactMap { line in
      var cells: [String] = [""]
      var isEscaped = false
      for character in line.dropFirst() {
        if character == "|", !isEscaped {
          cells.append("")
        } else if character != "\\" {
          cells[cells.count - 1].append(character)
        }
        isEscaped = character == "\\"
      }
      let row = cells.dropLast().map { trimmed($0) }
      return row.first?.hasPrefix(start) == true ? row : nil
    }
  }
}

/// A file below `Sources/wmsync` that declares a command.
private struct CommandFile {
  let name: String
  let abstract: String
  let options: [String]

  /// Every command but the program itself.
  static let all: [CommandFile] = SourceFile.files(below: "Sources/wmsync")
    .filter { file in
      !file.path.hasSuffix("/Wmsync.swift")
        && file.lines.contains { $0.contains("CommandConfiguration(") }
    }
    .map { CommandFile($0) }

  init(_ file: SourceFile) {
    let parts = file.path.split(separator: "/").dropFirst(2).map { $0.prefix { $0 != "." } }
    let noun = (parts.first ?? "").lowercased()
    let verb = file.lines.flatMap { literals(in: $0, after: ["commandName: "]) }.first
    name = verb.map { $0 == noun ? noun : "\(noun) \($0)" } ?? noun
    abstract = file.lines.flatMap { literals(in: $0, after: ["abstract: "]) }.first ?? ""
    options = Self.options(in: file)
  }

  /// The long names of the options that a file declares.
  static func options(in file: SourceFile) -> [String] {
    var options: [String] = []
    var isOption = false
    for line in file.lines {
      let words = line.split { $0 == " " || $0 == ":" || $0 == "=" }
      if line.contains("@Option") || line.contains("@Flag") { isOption = true }
      if line.contains("@Argument") { isOption = false }
      guard isOption, words.first == "var", words.count > 1 else { continue }
      options.append("--" + kebab(String(words[1])))
      isOption = false
    }
    return options
  }

  static func kebab(_ name: String) -> String {
    name.map { $0.isUppercase ? "-" + $0.lowercased() : String($0) }.joined()
  }
}

/// The texts in quotation marks that follow one of these and are not part of a longer list.
private func literals(in line: some StringProtocol, after starts: [String]) -> [String] {
  var found: [String] = []
  for start in starts {
    var rest = Substring(line)
    while let range = rest.firstRange(of: start + "\"") {
      rest = rest[range.upperBound...]
      guard let end = rest.firstIndex(of: "\"") else { break }
      let after = rest[rest.index(after: end)...]
      if start != "[" || after.hasPrefix("]") { found.append(String(rest[..<end])) }
      rest = after
    }
  }
  return found
}

private func quotedTexts(in line: Substring) -> [String] {
  let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
  return parts.indices.filter { !$0.isMultiple(of: 2) }.map { String(parts[$0]) }
}

/// `RECEIPT_OVER` of `ReceiptOver`.
private func codeName(of type: String) -> String {
  let words = type.map { $0.isUppercase ? "_" + String($0) : $0.uppercased() }
  return String(words.joined().dropFirst())
}

/// What stands between commas, without code marks.
private func list(_ cell: String) -> [String] {
  cell.split(separator: ",").map { trimmed(bare($0)) }
}

private func bare(_ text: some StringProtocol) -> String {
  String(text).filter { $0 != "`" }
}

private func trimmed(_ text: some StringProtocol) -> String {
  text.split(separator: " ").joined(separator: " ")
}
