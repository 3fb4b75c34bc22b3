import Domain
import Testing

@testable import Sending

/// A title that a dialect cannot write is told before anything is written.
@Suite struct UnwritableTitleTests {
  private func obstacle(_ title: String, _ dialect: OutboundDialect) -> String? {
    OutboundFile.obstacle(in: [.text("x")], titles: [title], dialect: dialect)
  }

  @Test func `a title with characters that the encoding lacks is an obstacle`() {
    let narrow = dialect { $0.encoding = .windows1252 }
    #expect(
      obstacle("Łódź", narrow) == "the title \"Łódź\" has characters that windows-1252 lacks")
    #expect(obstacle("Lodz", narrow) == nil)
  }

  @Test func `a title that would need quotes is an obstacle where nothing is quoted`() {
    let bare = dialect {
      $0.quote = nil
      $0.delimiter = ";"
    }
    #expect(
      obstacle("a;b", bare)
        == "the title \"a;b\" would need quotes, and the dialect quotes nothing")
    #expect(obstacle("a,b", bare) == nil)
    var untitled = bare
    untitled.hasHeader = false
    #expect(obstacle("a;b", untitled) == nil)
  }

  @Test func `a pointer keeps strokes and tildes of its names`() {
    let text = column([.text("x")]).text(dialect(.json) { $0.records = "/a~1b/~0c~x" })
    #expect(text.contains("\"a/b\":{\"~c~x\":["))
  }

  @Test(arguments: ["", "/", "/nothing/of/this/is/there", "/etc/hostname/below"])
  func `the file system of a path that is not there is that of a folder above`(path: String) {
    #expect(fileSystemMagic(of: path) == fileSystemMagic(of: path.hasPrefix("/etc") ? "/etc" : "/"))
  }

  @Test func `a path that no system looks at has no file system`() {
    #expect(fileSystemMagic(of: "/" + String(repeating: "x", count: 5_000)) == nil)
  }
}
