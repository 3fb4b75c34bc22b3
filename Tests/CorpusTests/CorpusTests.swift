import Properties
import SettingsProperties
import Testing
import Workbench

/// The inputs from which fuzzing starts; each shows one thing and is named for it.
@Suite struct CorpusTests {
  private static let folder = Workbench.root + "/Fixtures/corpus"

  @Test(arguments: allProperties.map { $0.name })
  func `every property holds for every input of its corpus`(name: String) throws {
    let type = try #require(allProperties.first { $0.name == name })
    let property = type.init()
    let files = Workbench.names(in: Self.folder + "/" + name)
    #expect(files.count >= 50)
    for file in files {
      let bytes = Workbench.bytes("\(Self.folder)/\(name)/\(file)")
      #expect(property.fault(in: bytes) == nil, "\(name)/\(file)")
    }
  }

  @Test func `the corpus has a folder per property and enough inputs`() {
    let names = allProperties.map { $0.name }.sorted()
    #expect(Workbench.names(in: Self.folder) == names)
    let count = names.reduce(0) { $0 + Workbench.names(in: Self.folder + "/" + $1).count }
    #expect(count >= 350)
  }
}
