import Glibc
import Testing
import Workbench

@Suite struct RepositoryTests {
  @Test func `the top folder holds only what belongs there`() {
    let ignored: Set<String> = ["Package.resolved"]
    let names = Workbench.names(in: Workbench.root).filter {
      !$0.hasPrefix(".") && !ignored.contains($0)
    }
    #expect(
      names == ["Fixtures", "Package.swift", "README.md", "Scripts", "Sources", "Tests"])
  }

  @Test func `every script says what it does and can be run`() {
    let scripts = Workbench.names(in: Workbench.root + "/Scripts").map { "Scripts/" + $0 }
      .filter { access(Workbench.root + "/\($0)/.", F_OK) != 0 }
    #expect(!scripts.isEmpty)
    for path in scripts + [".ci/run"] {
      let lines = SourceFile(path: path).lines
      #expect(lines.first?.hasPrefix("#!/usr/bin/env ") == true, "\(path): no shebang")
      let summary = lines.dropFirst().first ?? ""
      let isMarked = summary.hasPrefix("# ") || summary.hasPrefix("\"\"\"")
      #expect(isMarked && summary.hasSuffix("."), "\(path): line 2 is no summary")
      #expect(access(Workbench.root + "/" + path, X_OK) == 0, "\(path): not executable")
    }
  }

  @Test func `the README names only what exists`() {
    let readme = SourceFile(path: "README.md")
    var missing: [String] = []
    for (index, line) in readme.lines.enumerated() {
      for path in Self.paths(in: line) where !SourceFile.exists(path) {
        missing.append("\(readme.place(index)): there is no \(path)")
      }
    }
    #expect(missing == [])
    #expect(!readme.lines.isEmpty)
  }

  @Test func `a path is read out of a sentence, a code span and a link`() {
    #expect(
      Self.paths(in: "See `Scripts/test --fast`, Sources/Domain/. and [it](Tests/TidyTests).")
        == ["Scripts/test", "Sources/Domain", "Tests/TidyTests"])
    #expect(Self.paths(in: "`Fixtures/scenarios/*` and Sources and MyTests/x") == [])
  }

  @Test func `no file names a place of one machine`() {
    // In two parts, so that this file does not name them either.
    let places = ["/wo" + "rk/", "/ro" + "ot/", "/tmp" + "/h-", "local" + "host:"]
    var found: [String] = []
    let folders = ["Sources", "Tests", "Scripts", "Fixtures", ".ci"]
    let files =
      folders.flatMap { SourceFile.files(below: $0) }
      + ["README.md", "Package.swift"].map { SourceFile(path: $0) }
    for file in files {
      for (index, line) in file.lines.enumerated() {
        for place in places where Self.names(place, in: line) {
          found.append("\(file.place(index)): \(place)")
        }
      }
    }
    #expect(found == [])
  }

  /// Whether an absolute path starts with the place: `in/work/` is another path.
  private static func names(_ place: String, in line: Substring) -> Bool {
    line.contains(place)
      && String(line).matches(of: place).contains { _, before in
        before.map { !$0.isLetter && !$0.isNumber && !"._-*}".contains($0) } ?? true
      }
  }

  private static func paths(in line: some StringProtocol) -> [String] {
    let marks: Set<Character> = [" ", "`", "(", ")", "[", "]", "\"", "'", ",", ";", "|", "\t"]
    return line.split { marks.contains($0) }.compactMap { word in
      guard ["Sources/", "Scripts/", "Fixtures/", "Tests/"].contains(where: word.hasPrefix),
        !word.contains(where: { "*<>{}…$".contains($0) })
      else { return nil }
      var path = String(word)
      while let last = path.last, ".:/?!".contains(last) { path.removeLast() }
      return path
    }
  }
}
