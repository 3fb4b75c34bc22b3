import Domain
import Glibc
import Intake
import Proposing
import Testing
import Workbench

/// Each preset reads the export that was written for it, and knows it from all others.
@Suite struct PresetSampleTests {
  @Test func `every preset has a sample and what comes of it, and nothing else lies there`() {
    #expect(Workbench.names(in: PresetSample.folder) == allPresets.map(\.name))
    for sample in PresetSample.all {
      let names = Workbench.names(in: PresetSample.folder + "/" + sample.preset.name)
      #expect(names == ["expected.txt", sample.file], "\(sample.preset.name)")
    }
  }

  @Test(arguments: PresetSample.all)
  func `a sample is known by its own preset alone`(sample: PresetSample) throws {
    let columns = try sample.columns()
    let missing = sample.preset.signature.filter { !columns.contains($0) }
    #expect(missing == [], "\(columns.sorted())")
    #expect(PresetMatch.all(columns: columns).map(\.name) == [sample.preset.name])
  }

  @Test(arguments: PresetSample.all)
  func `one column less is not enough`(sample: PresetSample) throws {
    let columns = try sample.columns()
    for column in sample.preset.signature {
      #expect(PresetMatch.best(columns: columns.subtracting([column])) == nil, "\(column)")
    }
  }

  @Test(arguments: PresetSample.all)
  func `a mapping reads no column that its signature does not name`(sample: PresetSample) {
    guard sample.preset.dialect.contains("format: csv") else { return }
    #expect(sample.mappedColumns.subtracting(sample.preset.signature) == [])
    #expect(!sample.mappedColumns.isEmpty)
  }

  @Test func `of two presets that know a file, the one that asks for more is taken`() throws {
    let first = try #require(allPresets.first)
    let last = try #require(allPresets.last)
    let both = Set(first.signature + last.signature)
    let wanted = first.signature.count < last.signature.count ? last : first
    #expect(PresetMatch.best(columns: both)?.name == wanted.name)
    #expect(PresetMatch.best(columns: ["id", "sku", "qty"]) == nil)
    #expect(PresetMatch.best(columns: []) == nil)
  }

  @Test func `the README lists every preset and what comes of it, and no other`() {
    let rows = Workbench.text(Workbench.root + "/README.md").split(separator: "\n")
      .drop { $0 != "## Presets" }.dropFirst().prefix { !$0.hasPrefix("## ") }
      .filter { $0.hasPrefix("| `") }
      .map { $0.split(separator: "|").map { $0.trimmingPrefix(" ") } }
    let wanted = PresetSample.all.map { sample in
      [
        "`\(sample.preset.name)` ",
        sample.entities.map { "`\($0)`" }.joined(separator: ", ") + " ",
      ]
    }
    #expect(rows.map { [String($0.first ?? ""), String($0.last ?? "")] } == wanted)
  }

  @Test(arguments: PresetSample.all)
  func `a preset says what it is in whole sentences`(sample: PresetSample) {
    let preset = sample.preset
    #expect(["erp", "wms", "3pl", "channel"].contains(preset.role))
    #expect(["snapshot", "delta"].contains(preset.mode))
    #expect(!preset.title.isEmpty && !preset.notes.isEmpty)
    #expect(preset.notes.filter { !$0.hasSuffix(".") } == [])
    #expect(!preset.dialect.contains("\n"))
  }

  @Test(arguments: PresetSample.all)
  func `a site around a preset has no errors and holds no row`(sample: PresetSample) throws {
    let site = try PresetSite(sample)
    let checked = try site.wmsync("check")
    #expect(checked.status == 0, "\(checked.out)\(checked.err)")
    let ended = try site.wmsync("run --json")
    try #require(ended.status == 0, "\(ended.out)\(ended.err)")
    let feed = try JSONValue(parsing: ended.out)["feeds"]?["0"]
    #expect(feed?["held"] == .number("0"))
    #expect(feed?["state"] == .string("ok"))
    let records = try site.records(sample.entities)
    guard records != Workbench.text(sample.expectation) else { return }
    if getenv("WMSYNC_REWRITE") != nil && getenv("CI") == nil {
      let file = try #require(fopen(sample.expectation, "w"))
      let count = fwrite(Array(records.utf8), 1, records.utf8.count, file)
      #expect(fclose(file) == 0 && count == records.utf8.count)
    } else {
      Issue.record("\(sample.expectation) says something else than\n\(records)")
    }
  }
}
