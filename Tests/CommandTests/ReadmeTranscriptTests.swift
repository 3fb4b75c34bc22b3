import Glibc
import Testing
import Workbench

/// What the documentation shows is what the program does.
@Suite struct ReadmeTranscriptTests {
  private static let manual = "Sources/wmsync/wmsync.docc"

  static let pages: [String] =
    ["README.md"]
    + Workbench.names(in: Workbench.root + "/" + manual).sorted().map { manual + "/" + $0 }

  @Test(arguments: pages)
  func `every command that a page shows does what it shows`(page name: String) throws {
    let path = Workbench.root + "/" + name
    let page = Workbench.text(path)
    let transcript = Transcript(page)
    #expect(transcript.stepCount > 5 || !page.contains("```console"))
    let differences = try transcript.differences()
    if getenv("WMSYNC_REWRITE") != nil && getenv("CI") == nil {
      let text = Array(Transcript.corrected(page, by: differences).utf8)
      let file = try #require(fopen(path, "w"))
      let count = fwrite(text, 1, text.count, file)
      #expect(fclose(file) == 0 && count == text.count)
    } else {
      for difference in differences { Issue.record("\(difference)") }
    }
  }

  @Test func `tutorial, recipes and explanation are there`() {
    #expect(Self.pages.count == 5)
  }

  @Test func `a page that shows something else is found out`() throws {
    let page = """
      `greeting.txt`:

      ```
      hello
      ```

      ```console
      $ cat greeting.txt
      good bye
      $ false  # ends with 1
      $ false
      ```
      """
    let differences = try Transcript(page).differences()
    #expect(differences.map(\.step.line) == [8, 11])
    #expect(differences.first?.shown == ["hello"])
  }
}
