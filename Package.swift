// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// With `WMSYNC_FUZZ=1` the rooms are built to be watched by the fuzzer; see `Scripts/fuzz`.
let isFuzzing = Context.environment["WMSYNC_FUZZ"] == "1"
let watched: [SwiftSetting] =
  isFuzzing
  ? [.unsafeFlags(["-sanitize=fuzzer", "-sanitize-coverage=edge,inline-8bit-counters,pc-table"])]
  : []

/// A target of ours: its folder, what it may import, and nothing else.
func room(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: strict + watched)
}

/// The tests of one room; `Workbench` gives them throw-away folders, the binary and the shared exports.
func tests(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: imports + ["Workbench"], swiftSettings: strict)
}

/// A program that tries one property on ever new inputs; see `Tests/Fuzzing`.
func fuzzer(_ name: String, _ imports: [Target.Dependency], _ folder: String) -> Target {
  let flags: [SwiftSetting] = [.unsafeFlags(["-parse-as-library"])]
  let linked: [LinkerSetting] = [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]
  return .executableTarget(
    name: name, dependencies: imports, path: folder, swiftSettings: strict + flags,
    linkerSettings: linked)
}

/// The program that tries the planning on many made-up instances; see `Tests/Trials`.
func trials(_ name: String, _ imports: [Target.Dependency], _ folder: String) -> Target {
  .executableTarget(name: name, dependencies: imports, path: folder, swiftSettings: strict)
}

let package = Package(
  name: "wmsync",
  products: [.executable(name: "wmsync", targets: ["wmsync"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    room("Domain"),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    room("Intake", ["Domain", "CCrypto", "CLinux"]),
    room("Mapping", ["Domain", "Intake"]),
    room("Proposing", ["Domain", "Intake", "Mapping"]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    room("Persistence", ["Domain", "CSQLite"]),
    room("Reconciliation", ["Domain"]),
    room("Planning", ["Domain"]),
    room("Reporting", ["Domain"]),
    room("Sending", ["Domain", "CLinux"]),
    room(
      "Syncing",
      [
        "Domain", "Intake", "Mapping", "Persistence", "Planning", "Proposing", "Reconciliation",
        "Reporting", "Sending",
        .product(name: "Yams", package: "Yams"),
      ]),
    .executableTarget(
      name: "wmsync",
      dependencies: [
        "Syncing", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(
      name: "Properties",
      dependencies: ["Domain", "Intake", "Mapping", "Reporting", "Sending"],
      path: "Tests/Fuzzing/Properties", swiftSettings: strict),
    .target(
      name: "SettingsProperties", dependencies: ["Domain", "Properties", "Syncing"],
      path: "Tests/Fuzzing/SettingsProperties", swiftSettings: strict),
    .target(name: "Workbench", path: "Tests/Workbench", swiftSettings: strict),
    trials("trials", ["Domain", "Planning", "Workbench"], "Tests/Trials"),
    tests("Domain", ["Domain"]),
    tests("Intake", ["Domain", "Intake"]),
    tests("Mapping", ["Domain", "Intake", "Mapping"]),
    tests("Persistence", ["Domain", "Persistence"]),
    tests("Planning", ["Domain", "Planning", "trials"]),
    tests("Proposing", ["Domain", "Intake", "Proposing"]),
    tests("Reconciliation", ["Domain", "Reconciliation"]),
    tests("Reporting", ["Domain", "Reporting"]),
    tests("Sending", ["Domain", "Sending"]),
    tests("Syncing", ["Domain", "Intake", "Mapping", "Planning", "Reconciliation", "Syncing"]),
    tests("Command"),
    tests("Corpus", ["Properties", "SettingsProperties"]),
    tests("Tidy", ["Domain"]),
  ]
)

if isFuzzing {
  package.targets.append(
    .target(
      name: "Driver", dependencies: ["Properties"], path: "Tests/Fuzzing/Driver",
      swiftSettings: strict))
  for name in ["Delimited", "JSON", "Scalar", "Report"] {
    package.targets.append(
      fuzzer("Fuzz" + name, ["Driver", "Properties"], "Tests/Fuzzing/" + name))
  }
  package.targets.append(
    fuzzer(
      "FuzzConfiguration", ["Driver", "Properties", "SettingsProperties"],
      "Tests/Fuzzing/Configuration"))
}
