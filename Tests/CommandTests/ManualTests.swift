import Testing
import Workbench

/// The manual pages against the program that they describe.
@Suite struct ManualTests {
  @Test func `the manual pages say what the program says`() throws {
    let ended = try Program(path: Workbench.root + "/Scripts/man").run(
      ["--check"], in: "/", environment: ["WMSYNC_BINARY": Program.wmsync.path])
    #expect(ended.status == 0, "\(ended.err)")
  }
}
