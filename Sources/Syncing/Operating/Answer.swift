package import Domain
internal import Glibc
internal import Reporting

/// What a command answers: text for people, JSON for programs, and how it ended.
package struct Answer: Sendable {
  /// Lines for standard output.
  package var lines: [String]
  /// One document for standard output when JSON was asked for.
  package var json: String
  /// Lines for standard error: what is no answer.
  package var notes: [String]
  package var status: ExitStatus
  /// The lines say something that was not known before.
  package var isNews: Bool

  package init(
    lines: [String] = [], json: JSONValue? = nil, notes: [String] = [],
    status: ExitStatus = .done, isNews: Bool = true
  ) {
    self.lines = lines
    let said = JSONValue.object([.init("said", .array(lines.map { .string($0) }))])
    self.json = (json ?? said).jsonText
    self.notes = notes
    self.status = status
    self.isNews = isNews
  }
}

extension Answer {
  /// What is written is free of characters that act on a terminal, wherever they came from.
  package var shownLines: [String] { lines.map(SafeText.shown) }
  package var shownJSON: String { SafeText.shownJSON(json) }

  /// Text of several lines that somebody else made, as a usage message.
  package static func shown(_ text: String) -> String { SafeText.shownLines(text) }
}

/// Where a command works and when: as the command line, then the environment, then habit say.
package struct Workplace: Sendable {
  /// Path of the configuration file.
  package let configuration: String
  package let now: Timestamp
  /// Nobody told the clock.
  private let isClockReal: Bool
  /// The store may belong to another user.
  let asOtherUser: Bool

  /// - Parameters:
  ///   - configuration: the `--config` flag.
  ///   - at: the `--at` flag, RFC 3339.
  ///   - asOtherUser: the `--as-other-user` flag.
  /// - Throws: `usage` for a time that is none.
  package init(
    configuration: String?, at: String?, asOtherUser: Bool = false
  ) throws(SyncFailure) {
    self.asOtherUser = asOtherUser
    self.configuration = configuration ?? Environment.configuration ?? Self.habitual
    guard let at = at ?? Environment.clock else {
      now = Clock.now()
      isClockReal = true
      return
    }
    guard let now = Timestamp(rfc3339: at) else {
      throw SyncFailure(.usage, "--at \(at): write a time as 2026-11-23T06:00:00Z")
    }
    self.now = now
    isClockReal = false
  }

  private static var habitual: String {
    access("wmsync.yaml", F_OK) == 0 || access("/etc/wmsync/wmsync.yaml", F_OK) != 0
      ? "wmsync.yaml" : "/etc/wmsync/wmsync.yaml"
  }

  func open(_ access: Site.Access) throws(SyncFailure) -> Site {
    try Site(
      path: configuration, access: access, now: now, isTimed: isClockReal,
      asOtherUser: asOtherUser)
  }
}
