import Testing
import Workbench

/// One call of the system that fails during a run, and what the operator is told of it.
struct RefusedCall: CustomTestStringConvertible, Sendable {
  /// Names of system calls, parted by commas; they differ between versions of the C library.
  var calls: String
  /// A path of the site that the call is about, or one as it is given to the call.
  var path: String
  /// The error number by its name, or another thing that strace can do, as `retval=0`.
  var error: String
  /// Which of the calls on that path fails, or from which on, as `2` or `2+`.
  var at = "1"
  /// What the message says, the path and the system's reason apart.
  var told: String

  private var what: String { error.contains("=") ? error : "error=" + error }

  var testDescription: String { "\(calls) on \(path) with \(error) at \(at)" }

  /// Runs the program while the call fails.
  ///
  /// - Parameters:
  ///   - site: where.
  ///   - command: words of the command.
  ///   - clock: the fixed clock.
  ///   - environment: variables of the run.
  /// - Returns: how it ended and what it said.
  /// - Throws: when strace is missing.
  func run(
    in site: TestSite, _ command: String = "run", at clock: String = TestSite.morning,
    environment: [String: String] = [:]
  ) throws -> Program.Outcome {
    let strace = try #require(LawTool.strace)
    // A path that is opened below a folder is given as it stands; others are absolute.
    let paths = path.isEmpty ? [] : ["-P", site.folder.path(of: path), "-P", path]
    let words =
      ["-f", "-qq", "-o", "/dev/null"] + paths
      + ["-e", "trace=\(calls)", "-e", "inject=\(calls):\(what):when=\(at)"]
      + [Program.wmsync.path] + command.split(separator: " ").map(String.init)
      + ["--at", clock]
    var ended = try strace.run(words, in: site.folder.path, environment: environment)
    // It tells what a path leads to, in between.
    ended.err = ended.err.split(separator: "\n").filter { !$0.hasPrefix(strace.path) }
      .map { $0 + "\n" }.joined()
    return ended
  }
}

/// What a site comes to, apart from what differs between two runs of the same.
struct SiteEnd: Equatable {
  let sent: [String: [UInt8]]
  let archived: [String: [UInt8]]
  let waiting: [String]
  let ledger: [String]
  let outbound: [String]

  init(_ site: TestSite) throws {
    sent = site.tree("exchange/wms/in", without: ["exchange/wms/in/.wmsync-staging"])
    archived = site.tree("state/archive")
    waiting =
      site.folder.names(in: "exchange/erp/out") + site.folder.names(in: "exchange/wms/out")
      + site.folder.names(in: "exchange/wms/in/.wmsync-staging")
      + site.folder.names(in: "state/spool")
    ledger = try site.query("SELECT feed, name, state, rows FROM files ORDER BY feed, name")
    outbound = try site.query("SELECT stream, seq, name, state, records FROM outbound ORDER BY seq")
  }
}
