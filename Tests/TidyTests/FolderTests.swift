import Domain
import Testing
import Workbench

@Suite struct FolderTests {
  @Test func `every record type has a file of its own, named after it`() {
    let files = Workbench.names(in: Workbench.root + "/Sources/Domain/Records")
    let named = allRecordSchemas.map { camelCase($0.entity.text) + ".swift" }
    #expect(files == named.sorted())
  }

  @Test func `a record file declares its one record type`() {
    for schema in allRecordSchemas {
      let type = camelCase(schema.entity.text)
      let file = SourceFile(path: "Sources/Domain/Records/\(type).swift")
      let declared = file.code.filter { $0.contains("static let ") }
      let name = type.prefix(1).lowercased() + type.dropFirst()
      #expect(declared.count == 1, "\(file.path)")
      #expect(
        declared.first?.contains("static let \(name) = RecordSchema(") == true, "\(file.path)")
    }
  }

  @Test func `every scenario has its story, its configuration and an expectation per cycle`() {
    let folder = "Fixtures/scenarios"
    let scenarios = Workbench.names(in: Workbench.root + "/" + folder)
    #expect(!scenarios.isEmpty)
    for scenario in scenarios {
      let path = folder + "/" + scenario
      for file in ["story.md", "wmsync.yaml"] {
        #expect(SourceFile.exists(path + "/" + file), "\(path) has no \(file)")
      }
      let cycles = Workbench.names(in: Workbench.root + "/\(path)/cycles")
      #expect(!cycles.isEmpty, "\(path)")
      #expect(cycles == Workbench.names(in: Workbench.root + "/\(path)/expected"), "\(path)")
      for cycle in cycles {
        let clock = "\(path)/cycles/\(cycle)/cycle.yaml"
        #expect(SourceFile.exists(clock), "there is no \(clock)")
      }
    }
  }

  private func camelCase(_ entity: String) -> String {
    entity.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
