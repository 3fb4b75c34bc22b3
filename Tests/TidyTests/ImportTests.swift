import Testing
import Workbench

@Suite struct ImportTests {
  private let manifest = Manifest(Workbench.text(Workbench.root + "/Package.swift"))

  @Test func `every import is one that the order of the rooms allows`() {
    let rooms = Dictionary(uniqueKeysWithValues: Room.all.map { ($0.name, $0) })
    var offences: [String] = []
    for file in SourceFile.ofSources {
      guard let room = rooms[file.room] else {
        offences.append("\(file.path): \(file.room) is not a room of the table in Rooms.swift")
        continue
      }
      let allowed = room.ours.union(room.packages).union(room.toolchain)
      for (index, line) in file.code.enumerated() {
        guard let module = importedModule(line), !allowed.contains(module),
          Room.singleFiles[file.path] != module
        else { continue }
        offences.append("\(file.place(index)): \(room.name) may not import \(module)")
      }
    }
    #expect(!SourceFile.ofSources.isEmpty)
    #expect(offences == [])
  }

  @Test func `what a room declares in Package.swift agrees with the table`() {
    let built = Set(manifest.rooms.keys)
    for room in Room.all where built.contains(room.name) {
      let declared = manifest.rooms[room.name] ?? []
      #expect(declared == room.ours.intersection(built).union(room.packages), "\(room.name)")
    }
    #expect(built.subtracting(Room.all.map(\.name)) == [])
    #expect(built.count > 5)
  }

  @Test func `every folder of Sources is a room or hands a C library to one`() {
    let folders = Set(Workbench.names(in: Workbench.root + "/Sources"))
    #expect(folders == Set(manifest.rooms.keys).union(Room.systemLibraries))
  }

  @Test func `a file that alone may import a module still does`() {
    for (path, module) in Room.singleFiles {
      let modules = SourceFile(path: path).code.compactMap(importedModule)
      #expect(modules.contains(module), "\(path) no longer imports \(module)")
    }
  }

  @Test func `an import is read with its access, its attributes and its kind`() {
    #expect(importedModule("package import Domain") == "Domain")
    #expect(importedModule("@testable import Domain ") == "Domain")
    #expect(importedModule("import struct Glibc.stat") == "Glibc")
    #expect(importedModule("  import Foundation") == "Foundation")
    #expect(importedModule("let important = 1") == nil)
    #expect(importedModule("importing(file)") == nil)
  }

  @Test func `the manifest's targets are read from its text`() {
    let text = """
      room("Mapping", ["Domain", "Intake"]), room("Domain"),
      .executableTarget(name: "wmsync", dependencies: ["Syncing",
        .product(name: "ArgumentParser", package: "swift-argument-parser")])
      """
    let rooms = Manifest(text).rooms
    #expect(
      rooms == [
        "Mapping": ["Domain", "Intake"], "Domain": [], "wmsync": ["Syncing", "ArgumentParser"],
      ])
  }

  /// The module of an import line; `nil` for any other line.
  private func importedModule(_ line: some StringProtocol) -> String? {
    let kinds: Set<Substring> = [
      "struct", "class", "enum", "protocol", "typealias", "func", "var", "let",
    ]
    let words = String(line).split(separator: " ")
    guard let keyword = words.firstIndex(of: "import"),
      words[..<keyword].allSatisfy({ $0.hasPrefix("@") || Self.accessLevels.contains($0) })
    else { return nil }
    let rest = words[(keyword + 1)...].drop { kinds.contains($0) }
    return rest.first?.split(separator: ".").first.map(String.init)
  }

  private static let accessLevels: Set<Substring> = [
    "public", "package", "internal", "fileprivate", "private",
  ]
}
