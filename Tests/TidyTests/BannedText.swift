/// Text that must not stand in the sources, and what to write instead.
struct BannedText {
  let text: String
  /// What to use instead, or why there is no case for it.
  let instead: String
  /// Folders or files it is banned from.
  let within: [String]
  /// Files that may contain it.
  let allowedIn: [String]
  /// Looked for in comments and strings too.
  let everywhere: Bool
  /// A method or case of ours may bear the name: only a free function is meant.
  let isFreeFunction: Bool

  init(
    _ text: String, instead: String, within: [String] = ["Sources"], allowedIn: [String] = [],
    everywhere: Bool = false, isFreeFunction: Bool = false
  ) {
    self.text = text
    self.instead = instead
    self.within = within
    self.allowedIn = allowedIn
    self.everywhere = everywhere
    self.isFreeFunction = isFreeFunction
  }

  /// Where the sources may touch what differs from run to run or from machine to machine.
  static let clock = "Sources/Syncing/Clock.swift"
  static let listing = "Sources/Intake/ExportDirectory.swift"
  static let zones = "Sources/Mapping/ZoneClock.swift"

  private static let exactRooms = [
    "Sources/Domain", "Sources/Mapping", "Sources/Reconciliation", "Sources/Persistence",
    "Sources/Sending",
  ]

  static let all: [BannedText] = clocks + numbers + outputs + traps + surroundings + habits

  private static let clocks = [
    BannedText("Date(", instead: "the run's clock, a Timestamp", allowedIn: [zones]),
    BannedText("clock_gettime(", instead: "the run's clock", allowedIn: [clock]),
    BannedText("gettimeofday(", instead: "the run's clock"),
    BannedText(
      "time(", instead: "the run's clock", allowedIn: [clock], isFreeFunction: true),
    BannedText("ContinuousClock", instead: "the run's clock"),
    BannedText("SuspendingClock", instead: "the run's clock"),
    BannedText("TimeZone.current", instead: "the configured time zone"),
    BannedText("Locale.current", instead: "the dialect of the file"),
  ]

  private static let numbers = [
    BannedText("Double", instead: "ExactDecimal", within: exactRooms),
    BannedText("Float", instead: "ExactDecimal", within: exactRooms),
    BannedText(".shuffled", instead: "an order by key: outputs never differ between runs"),
    BannedText("randomElement", instead: "an order by key: outputs never differ between runs"),
    BannedText("random(", instead: "a number from the run's inputs"),
    BannedText("UUID(", instead: "a number counted in the store"),
  ]

  /// Commands render; nothing below them speaks to anyone.
  private static let belowCommands = Room.all.map { "Sources/" + $0.name }
    .filter { $0 != "Sources/wmsync" }

  private static let outputs = [
    BannedText(
      "print(", instead: "a value that the command renders", within: belowCommands,
      isFreeFunction: true),
    BannedText(
      "debugPrint(", instead: "a value that the command renders", within: belowCommands,
      isFreeFunction: true),
    BannedText(
      "NSLog(", instead: "a value that the command renders", within: belowCommands,
      isFreeFunction: true),
  ]

  private static let traps = [
    BannedText("try!", instead: "`try` and an error of the stage"),
    BannedText("as!", instead: "`as?` and a message for the case that it is not"),
    BannedText(
      "fatalError(", instead: "an error, or `preconditionFailure` where wmsync itself is wrong",
      isFreeFunction: true),
    BannedText("unowned(unsafe)", instead: "a strong reference or a value"),
  ]

  private static let surroundings = [
    BannedText("opendir(", instead: "the one sorted listing", allowedIn: [listing]),
    BannedText("readdir(", instead: "the one sorted listing", allowedIn: [listing]),
    BannedText("scandir(", instead: "the one sorted listing"),
    BannedText(
      "getenv(", instead: "a documented WMSYNC_* variable read in one place",
      allowedIn: ["Sources/Syncing/Operating/Environment.swift"]),
    BannedText("system(", instead: "posix_spawn with an argument list", isFreeFunction: true),
    BannedText("popen(", instead: "posix_spawn with an argument list", isFreeFunction: true),
  ]

  private static let habits = [
    BannedText("public", instead: "`package`"),
    BannedText("FIXME", instead: "the mended code", everywhere: true),
    BannedText("TODO", instead: "the finished code", everywhere: true),
    BannedText(
      ".disabled(",
      instead: "a test that runs; one that needs absent data says so with "
        + "`.enabled(if:)`", within: ["Tests"]),
    BannedText("withKnownIssue", instead: "the mended code", within: ["Tests"]),
  ]
}

extension BannedText {
  /// Whether the file is one that must not contain the text.
  func applies(to path: String) -> Bool {
    within.contains { path == $0 || path.hasPrefix($0 + "/") } && !allowedIn.contains(path)
  }

  /// Whether a line contains the text as a word of its own.
  func isFound(in line: String) -> Bool {
    line.matches(of: text).contains { index, before in
      let end = line.index(index, offsetBy: text.count)
      if let last = text.last, last.isPartOfName, end < line.endIndex, line[end].isPartOfName {
        return false
      }
      guard let first = text.first, first.isPartOfName else { return true }
      if before?.isPartOfName == true { return false }
      return !isFreeFunction || Self.callsFreeFunction(after: line[..<index])
    }
  }

  /// Whether a call after this text is one of the C or standard library.
  private static func callsFreeFunction(after text: Substring) -> Bool {
    if text.hasSuffix(".") { return text.hasSuffix("Swift.") || text.hasSuffix("Glibc.") }
    let word = text.split(separator: " ").last ?? ""
    return word != "func" && word != "case"
  }
}

extension Character {
  fileprivate var isPartOfName: Bool { isLetter || isNumber || self == "_" }
}
