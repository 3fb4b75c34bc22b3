import Testing

@Suite struct BannedTextTests {
  @Test func `nothing stands in the sources that has a better replacement`() {
    var offences: [String] = []
    for file in SourceFile.ofSources + SourceFile.ofTests {
      for banned in BannedText.all where banned.applies(to: file.path) {
        guard !(banned.everywhere && file.path.hasPrefix("Tests/TidyTests/")) else { continue }
        for (index, line) in (banned.everywhere ? file.lines : file.code).enumerated()
        where banned.isFound(in: String(line)) {
          offences.append("\(file.place(index)): \(banned.text): use \(banned.instead)")
        }
      }
    }
    #expect(offences == [])
  }

  @Test func `a file that may contain banned text still does`() {
    for banned in BannedText.all {
      for path in banned.allowedIn {
        let code = SourceFile(path: path).code
        #expect(
          code.contains { banned.isFound(in: String($0)) }, "\(path) no longer has \(banned.text)")
      }
    }
  }

  @Test(arguments: [
    ("print(", "print(1)", true), ("print(", "  Swift.print(1)", true),
    ("print(", "fingerprint(row)", false), ("print(", "page.print(1)", false),
    ("print(", "func print(_ page: Page)", false), ("Double", "let x: Double", true),
    ("Double", "DoubledKeys()", false), ("Double", "isDouble", false),
    ("try!", "let x = try! open()", true), ("public", "public struct A", true),
    ("public", "isPublic && republican", false), ("system(", "Glibc.system(text)", true),
    ("system(", "case system(String)", false), ("system(", "owner.system(1)", false),
    (".shuffled", "rows.shuffled()", true), ("as!", "value as! Int", true),
    ("as!", "has!", false),
  ])
  func `banned text is found as a word of its own`(text: String, line: String, isFound: Bool) {
    let banned = BannedText.all.first { $0.text == text }
    #expect(banned?.isFound(in: line) == isFound)
  }

  @Test func `comments and strings are not code, interpolations are`() {
    let source = ##"""
      let a = "try! \(try! open()) as!" // as! UUID(
      /* UUID( /* nested */ UUID( */ let b = #"\(UUID()) \#(Date()) "quoted" "#
      let c = """
        fatalError( "quoted" \(popen())
        """
      func `try! this`() { readdir() }
      """##
    let code = MaskedSource(Array(source.utf8)).bytes
    #expect(code.count == source.utf8.count)
    let lines = String(decoding: code, as: UTF8.self).split(separator: "\n")
    let found = lines.map { line in
      BannedText.all.map(\.text).filter { String(line).contains($0) }
    }
    #expect(found == [["try!"], ["Date("], [], ["popen("], [], ["readdir("]])
  }
}
