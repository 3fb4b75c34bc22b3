import Domain
import Testing

@Suite struct CatalogueTests {
  @Test func `every record type is found by its name`() {
    for schema in allRecordSchemas {
      #expect(RecordSchema.named(schema.entity) === schema)
    }
    #expect(RecordSchema.named("sales") == nil)
    #expect(RecordSchema.named("Item") == nil)
  }

  @Test func `every field stands where the catalogue says, and once`() {
    for schema in allRecordSchemas {
      #expect(schema.keyCount > 0 && schema.keyCount <= schema.fields.count)
      for (position, field) in schema.fields.enumerated() {
        #expect(schema.position(of: field.name) == position, "\(schema.entity).\(field.name)")
      }
      #expect(schema.position(of: "no_such_field") == nil)
    }
  }

  @Test func `a record is looked up only by fields that its type has`() {
    for schema in allRecordSchemas {
      for field in schema.lookups.joined() {
        #expect(schema.position(of: field) != nil, "\(schema.entity).\(field)")
      }
    }
  }

  @Test func `only the trailing fields of a key may be absent`() {
    for schema in allRecordSchemas {
      let optional = schema.keyFields.map(\.isOptionalInKey)
      #expect(optional.first == false, "\(schema.entity)")
      #expect(!schema.fields.dropFirst(schema.keyCount).contains { $0.isOptionalInKey })
    }
    #expect(
      RecordSchema.stock.keyFields.filter(\.isOptionalInKey).map(\.name) == [
        "stock_status", "lot", "bin", "lpn", "owner",
      ])
  }

  @Test func `every exception code says how severe it is, whose it is and what to do`() {
    for code in ExceptionCode.allCases {
      let profile = code.profile
      #expect(!profile.desk.isEmpty, "\(code.rawValue)")
      #expect(!profile.closes.isEmpty, "\(code.rawValue)")
      #expect(!profile.action.isEmpty, "\(code.rawValue)")
      #expect(ExceptionCode(rawValue: code.rawValue) == code)
    }
    #expect(ExceptionCode(rawValue: "RECEIPT_ODD") == nil)
  }

  @Test func `the worst severity sorts first`() {
    #expect(Severity.allCases.sorted() == [.critical, .error, .warning, .info])
    #expect(Severity.allCases.map(\.rank) == [1, 2, 3, 4])
  }
}
