import Testing

@testable import Syncing

@Suite("How mistakes in wmsync.yaml are shown")
struct SettingsErrorTextTests {
  private func shown(_ text: String, file: String = "etc/wmsync.yaml") -> String {
    do {
      _ = try Settings.read(text: text, path: file)
      return ""
    } catch {
      return error.text
    }
  }

  @Test func `each mistake shows its line and a caret below the place`() {
    let text = "version: 1\nsite: a\nsystems:\n  erp: {role: erb}\nfeds: {}\n"
    #expect(
      shown(text) == """
        etc/wmsync.yaml:4:15: error: systems.erp.role: expected one of erp, wms, 3pl, channel, crm, \
        found "erb"; did you mean "erp"?
          erp: {role: erb}
                      ^
        etc/wmsync.yaml:5:1: error: unknown key "feds"; did you mean "feeds"?
        feds: {}
        ^

        """)
  }

  @Test func `the caret stands right behind umlauts, wide characters and accents`() {
    let text = "version: 1\nsite: a\nsystems: {\"日本 ü e\u{301}\": {rolle: 1}}\n"
    let lines = shown(text).split(separator: "\n")
    #expect(lines[1] == "systems: {\"日本 ü e\u{301}\": {rolle: 1}}")
    #expect(lines[2] == "          ^")
    let later = "version: 1\nsite: a\nxrefs: {\"日本 ü e\u{301}\": {vaules: 1}}\n"
    let caret = shown(later).split(separator: "\n").last
    #expect(caret == "                     ^")
  }

  @Test func `a control character of the file does not reach the terminal`() {
    #expect(!shown("version: 1\nsite: \u{1B}[2J\n").contains("\u{1B}"))
    #expect(!shown("version: \"\\e[2J\"\nsite: a\n").contains("\u{1B}"))
  }

  @Test func `a file that cannot be opened has no line`() {
    do {
      _ = try Settings.read(path: "/nonexistent/wmsync.yaml")
      Issue.record("read a file that does not exist")
    } catch {
      #expect(error.errors.map(\.line) == [0])
      #expect(
        error.text
          == "/nonexistent/wmsync.yaml: error: cannot be read: No such file or directory\n")
    }
  }

  @Test func `nesting without end is refused`() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(mistakes(in: "version: 1\nsite: \(deep)").count == 1)
    let levels = String(repeating: "- ", count: 100_000)
    #expect(mistakes(in: "version: 1\nsite:\n \(levels)").count == 1)
    let shallow = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(mistakes(in: "version: 1\nsite: \(shallow)").count == 2)
  }

  @Test func `bytes that are not UTF-8 are named by their place`() throws {
    #expect(
      ConfigurationText.decoded(Array("a\nü".utf8) + [0xFF]).fault == Place(line: 2, column: 2))
    #expect(ConfigurationText.decoded(Array("aü".utf8)).text == "aü")
  }
}
