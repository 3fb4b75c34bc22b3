import Proposing
import Testing

struct PresetTests {
  @Test func `presets stand in the order of their names, each name once`() {
    let names = allPresets.map(\.name)
    #expect(names == Set(names).sorted())
  }
}
