import Testing
import Workbench

/// Two sites that get the same files, one that remembers rows and one that does not.
struct RememberingPair {
  let remembering: TestSite
  let forgetting: TestSite
  private var runs = 0

  init(_ configuration: String) throws {
    remembering = try TestSite(configuration)
    forgetting = try TestSite(configuration)
  }

  func write(_ file: String, _ text: String) throws {
    for site in [remembering, forgetting] { try site.write(file, text) }
  }

  /// Runs both; returns what both say.
  mutating func run(
    _ line: String = "run --json", _ place: SourceLocation = #_sourceLocation
  ) throws -> String {
    runs += 1
    let at = "2026-11-23T\(runs < 10 ? "0" : "")\(runs):00:00Z"
    var said: [Program.Outcome] = []
    for (site, use) in [(remembering, "always"), (forgetting, "never")] {
      said.append(
        try Program.wmsync.run(
          line.split(separator: " ").map(String.init) + ["--at", at], in: site.folder.path,
          environment: ["WMSYNC_ROW_MEMORY": use]))
    }
    #expect(said[0].status == said[1].status && said[0].status <= 3, sourceLocation: place)
    #expect(said[0].out == said[1].out, sourceLocation: place)
    #expect(said[0].err == said[1].err, sourceLocation: place)
    let stores = try [remembering, forgetting].map {
      try LawStore(path: $0.folder.path(of: "state/state.db")).lines(.all)
    }
    #expect(
      LawDifference.between(stores[1], stores[0]) == [], sourceLocation: place)
    #expect(
      remembering.text("report.csv") == forgetting.text("report.csv"), sourceLocation: place)
    return said[0].out
  }

  /// Damages what is remembered of a feed.
  func damage(_ feed: String) throws {
    var bytes = Workbench.bytes(remembering.folder.path(of: "state/rows/" + feed))
    try #require(bytes.count > 100)
    bytes[bytes.count - 1] ^= 1
    try remembering.folder.write("state/rows/" + feed, bytes: bytes)
  }
}
