import Workbench

/// A folder below `Sources`: what of ours it may import, and what of others.
struct Room {
  let name: String
  let ours: Set<String>
  /// Packages and system modules; they stand in Package.swift too.
  let packages: Set<String>
  /// Modules of the toolchain, which need no declaration.
  let toolchain: Set<String>

  init(
    _ name: String, _ ours: Set<String> = [], packages: Set<String> = [],
    toolchain: Set<String> = []
  ) {
    self.name = name
    self.ours = ours
    self.packages = packages
    self.toolchain = toolchain
  }

  /// The rooms in the order in which data flows.
  ///
  /// Glibc only where files, clocks or processes are touched, and for sines and roots.
  static let all: [Room] = [
    Room("Domain"),
    Room("Intake", ["Domain"], packages: ["CCrypto", "CLinux"], toolchain: ["Glibc"]),
    Room("Mapping", ["Domain", "Intake"]),
    Room("Proposing", ["Domain", "Intake", "Mapping"]),
    Room("Persistence", ["Domain"], packages: ["CSQLite"], toolchain: ["Glibc"]),
    Room("Reconciliation", ["Domain"]),
    Room("Planning", ["Domain"], toolchain: ["Glibc"]),
    Room("Reporting", ["Domain"]),
    Room("Sending", ["Domain"], packages: ["CLinux"], toolchain: ["Glibc"]),
    Room(
      "Syncing",
      [
        "Domain", "Intake", "Mapping", "Persistence", "Proposing", "Reconciliation", "Planning",
        "Reporting", "Sending",
      ], packages: ["Yams"], toolchain: ["Glibc", "Synchronization"]),
    Room("wmsync", ["Syncing"], packages: ["ArgumentParser"], toolchain: ["Glibc"]),
  ]

  /// Folders that only hand a C library to one room.
  static let systemLibraries = ["CCrypto", "CLinux", "CSQLite"]

  /// Modules that one file alone may import, with the reason it has for it.
  static let singleFiles = [
    // Time zones: nothing else knows when the clocks change.
    "Sources/Mapping/ZoneClock.swift": "Foundation"
  ]
}

/// The targets of `Package.swift`, read from its text.
struct Manifest {
  /// Names of the folders below `Sources` with what they declare to import.
  private(set) var rooms: [String: Set<String>] = [:]

  init(_ text: String) {
    for call in ["room(", ".executableTarget("] {
      for (place, _) in text.matches(of: call) {
        let names = Self.quoted(Self.call(in: text[place...]))
        guard let name = names.first else { continue }
        rooms[name] = Set(names.dropFirst())
      }
    }
  }

  /// From the first parenthesis to the one that closes it.
  private static func call(in text: Substring) -> Substring {
    var depth = 0
    for index in text.indices {
      if text[index] == "(" { depth += 1 }
      if text[index] == ")" {
        depth -= 1
        if depth == 0 { return text[...index] }
      }
    }
    return text
  }

  /// The quoted names in order, without those of packages.
  private static func quoted(_ text: Substring) -> [String] {
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    return stride(from: 1, to: parts.count, by: 2)
      .filter { !parts[$0 - 1].hasSuffix("package: ") }
      .map { String(parts[$0]) }
  }
}

extension String {
  /// Where a text stands in this one, each with the character before it.
  func matches(of text: String) -> [(Index, before: Character?)] {
    var found: [(Index, before: Character?)] = []
    var rest = self[...]
    while let index = rest.firstRange(of: text)?.lowerBound {
      found.append((index, index > startIndex ? self[self.index(before: index)] : nil))
      rest = self[self.index(after: index)...]
    }
    return found
  }
}
