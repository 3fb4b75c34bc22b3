import Glibc
import Testing
import Workbench

/// What the documentation shows is what the program does.
@Suite struct ReadmeTranscriptTests {
  @Test func `every command that the read me shows does what it shows`() throws {
    let path = Workbench.root + "/README.md"
    let page = Workbench.text(path)
    let transcript = Transcript(page)
    #expect(transcript.stepCount > 8)
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
