import Testing

@testable import Syncing

/// A key is written into the log of sent files as one field of one line, and read back as it was.
@Suite struct SentLogTextTests {
  @Test(arguments: ["A1", "", "a\tb", "a\nb", "a\r\nb", "a\\tb", "\\", "\\\\n", "Ł\u{301}\t\u{0}"])
  func `a key is one field of one line and is read back as it was`(key: String) {
    let written = SentLog.escaped(key)
    #expect(!written.utf8.contains { [0x09, 0x0a, 0x0d].contains($0) })
    #expect(Array(SentLog.plain(written).utf8) == Array(key.utf8))
  }
}
