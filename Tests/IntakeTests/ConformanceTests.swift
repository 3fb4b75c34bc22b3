import Domain
import Intake
import Testing
import Workbench

/// Reader conformance suites of others: csv-spectrum and JSONTestSuite.
@Suite(.enabled(if: Workbench.sharedFolder != nil, "needs ../shared"))
struct ConformanceTests {
  private static let csvFolder = (Workbench.sharedFolder ?? "") + "/data/csv-spectrum"
  private static let jsonFolder =
    (Workbench.sharedFolder ?? "") + "/data/JSONTestSuite/test_parsing"
  static let csvNames = Workbench.names(in: csvFolder + "/csvs").map { String($0.dropLast(4)) }
  static let jsonNames = Workbench.names(in: jsonFolder)

  @Test func `the suites are complete`() {
    #expect(Self.csvNames.count == 12)
    #expect(Self.jsonNames.count == 316)
  }

  @Test(arguments: csvNames)
  func `a CSV of the spectrum reads as its answer says`(name: String) throws {
    let answer = Reading(Workbench.bytes(Self.csvFolder + "/json/\(name).json"), .json())
    let reading = Reading(Workbench.bytes(Self.csvFolder + "/csvs/\(name).csv"))
    let header = try #require(reading.header)
    #expect(reading.broken == [])
    let records = reading.cells.map { cells in
      JSONValue.object(zip(header, cells).map { .init($0, .string($1)) })
    }
    #expect(records == answer.documents.map { corrected($0, name) })
  }

  /// The answer of one file has another telephone number than the file.
  private func corrected(_ record: JSONValue?, _ name: String) -> JSONValue? {
    guard name == "location_coordinates", case .object(let members) = record else { return record }
    let columns = ["Contact Phone Number", "Location Coordinates", "Cities", "Counties"]
    let known: [String: JSONValue] = [
      "Contact Phone Number": .string("2095257564"), "Counties": .string("Stanislaus"),
    ]
    return .object(
      columns.compactMap { column in
        let answer = members.first { $0.name == column }?.value
        return (known[column] ?? answer).map { .init(column, $0) }
      })
  }

  @Test(arguments: jsonNames)
  func `JSON is accepted and refused as RFC 8259 demands`(name: String) {
    let bytes = Workbench.bytes(Self.jsonFolder + "/" + name)
    let dialect = Dialect.json {
      if name.hasPrefix("y_object_duplicated_key") { $0.duplicateKeys = .last }
    }
    for chunkBytes in [1, 1 << 20] {
      let reading = Reading(bytes, dialect, chunkBytes: chunkBytes)
      if name.hasPrefix("y_") { #expect(reading.refusal == nil) }
      if name.hasPrefix("n_") { #expect(reading.refusal != nil) }
    }
  }

  @Test func `names that stand twice are refused by default`() {
    for name in Self.jsonNames where name.hasPrefix("y_object_duplicated_key") {
      #expect(Reading(Workbench.bytes(Self.jsonFolder + "/" + name), .json()).refusal != nil)
    }
  }
}
