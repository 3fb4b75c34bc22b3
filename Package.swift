// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A target of ours: its folder, what it may import, and nothing else.
func room(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: strict)
}

/// The tests of one room; `Workbench` gives them throw-away folders, the binary and the shared exports.
func tests(_ name: String, _ imports: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: imports + ["Workbench"], swiftSettings: strict)
}

let package = Package(
  name: "wmsync",
  products: [.executable(name: "wmsync", targets: ["wmsync"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    room("Domain"),
    .systemLibrary(name: "CLinux"),
    room("Intake", ["Domain", "CLinux", .product(name: "Crypto", package: "swift-crypto")]),
    room("Mapping", ["Domain", "Intake"]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    room("Persistence", ["Domain", "CSQLite"]),
    room("Reconciliation", ["Domain"]),
    room("Reporting", ["Domain"]),
    room("Sending", ["Domain", "CLinux"]),
    room(
      "Syncing",
      [
        "Domain", "Intake", "Mapping", "Persistence", "Reconciliation", "Reporting", "Sending",
        .product(name: "Yams", package: "Yams"),
      ]),
    .executableTarget(
      name: "wmsync",
      dependencies: [
        "Syncing", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .target(name: "Workbench", path: "Tests/Workbench", swiftSettings: strict),
    tests("Domain", ["Domain"]),
    tests("Intake", ["Domain", "Intake"]),
    tests("Mapping", ["Domain", "Intake", "Mapping"]),
    tests("Persistence", ["Domain", "Persistence"]),
    tests("Reconciliation", ["Domain", "Reconciliation"]),
    tests("Reporting", ["Domain", "Reporting"]),
    tests("Sending", ["Domain", "Sending"]),
    tests("Syncing", ["Domain", "Intake", "Mapping", "Reconciliation", "Syncing"]),
    tests("Command"),
    tests("Tidy", ["Domain"]),
  ]
)
