import Domain
import Testing
import Workbench

/// The catalogues against the tables that the rest of the trade integrates by.
@Suite(.enabled(if: Workbench.sharedFolder != nil, "needs ../shared")) struct ContractTests {
  @Test func `the record catalogue has the entities, keys and fields that were agreed`() throws {
    let rows = try table("records.md", after: "| entity |")
    let agreed = rows.map { row in
      let fields = FieldList(row[4])
      let key = FieldList(row[3])
      return "\(bare(row[0])) \(row[1]): \(key.names) \(fields.names)"
    }
    let ours = allRecordSchemas.filter { $0 != .orderRoute }.map { schema in
      let fields = schema.fields.dropFirst(schema.keyCount).filter { !$0.isAdded }
      return "\(schema.entity) \(schema.nature.rawValue):"
        + " \(schema.keyFields.filter { !$0.isAdded }.map(\.name)) \(fields.map(\.name))"
    }
    #expect(agreed.count > 30)
    #expect(ours == agreed.map { Self.deviations[$0] ?? $0 })
    #expect(Self.deviations.keys.allSatisfy(agreed.contains))
  }

  @Test func `what goes beyond the agreed fields is little and known`() {
    let added = allRecordSchemas.flatMap { schema in
      schema.fields.filter(\.isAdded).map { "\(schema.entity).\($0.name)" }
    }
    #expect(
      added == [
        "item_unit.valid_from", "receipt.serials", "receipt.event_seq", "receipt.owner",
        "shipment.serials", "shipment.event_seq", "shipment.owner", "stock.owner", "stock.value",
        "adjustment.event_seq", "adjustment.owner", "count.event_seq", "count.owner",
        "status_move.event_seq", "status_move.owner", "transfer_leg.event_seq",
        "transfer_leg.owner", "return_receipt.serials", "return_receipt.event_seq",
        "return_receipt.owner", "ledger_entry.owner", "ack.level", "pick_list.part",
        "pick_list.name", "pick_list.tote", "pick_list.fallback_bin", "pick_list.walk_m",
        "pick_list.walk_saved_m", "packing_instruction.line", "packing_instruction.warehouse",
        "packing_instruction.hazmat", "packing_instruction.weight_kg",
        "packing_instruction.cartons_bound", "journal.late",
        "stock_correction.approved_at", "stock_correction.owner",
        "purchase_proposal.from_warehouse",
      ])
  }

  /// Where the agreed catalogue cannot work: a shipment version has many lines to invoice.
  private static let deviations = [
    #"invoice_trigger derived: ["order", "shipment", "version"]"#
      + #" ["line", "sku", "qty", "unit_price", "amount", "currency", "shipped_at"]"#:
      #"invoice_trigger derived: ["order", "shipment", "version", "line"]"#
      + #" ["sku", "qty", "unit_price", "amount", "currency", "shipped_at"]"#
  ]

  @Test func `a field with a list of choices accepts exactly those`() throws {
    for row in try table("records.md", after: "| entity |") {
      let schema = try #require(RecordSchema.named(EntityID(bare(row[0]))))
      for (name, choices) in FieldList(row[3]).choices + FieldList(row[4]).choices {
        let field = try #require(schema.fields.first { $0.name == name })
        #expect(field.type == .choice(choices), "\(schema.entity).\(name)")
      }
    }
  }

  @Test func `the exception catalogue has the codes and severities that were agreed`() throws {
    let rows = try table("domain.md", after: "| Code |")
    let agreed = rows.flatMap { row in
      FieldList.withoutNotes(row[0]).split(separator: "/").map {
        "\($0.filter { $0 != " " }) \(row[1])"
      }
    }
    let ours = ExceptionCode.allCases.map { "\($0.rawValue) \($0.profile.severity.rank)" }
    #expect(agreed.count > 80)
    #expect(ours == agreed)
  }

  @Test func `a list of fields is read without its notes`() {
    let list = FieldList("sku, status (active, blocked), qty (signed), at — what proves it (b, c)")
    #expect(list.names == ["sku", "status", "qty", "at"])
    #expect(list.choices.map(\.name) == ["status"])
    #expect(list.choices.map(\.values) == [["active", "blocked"]])
  }

  /// The rows of the table whose header starts so, each as its cells.
  private func table(_ document: String, after header: String) throws -> [[String]] {
    let folder = try #require(Workbench.sharedFolder)
    let lines = Workbench.text(folder + "/design/" + document).split(separator: "\n")
    let rows = lines.drop { !$0.hasPrefix(header) }.dropFirst(2).prefix { $0.hasPrefix("|") }
    return rows.map { row in
      row.split(separator: "|").map { trimmed($0) }
    }
  }

  private func bare(_ cell: String) -> String { cell.filter { $0 != "`" } }
}

/// Field names separated by commas, some with a note in parentheses, up to a dash.
struct FieldList {
  private(set) var names: [String] = []
  /// Fields whose note lists more than one value.
  private(set) var choices: [(name: String, values: [String])] = []

  init(_ text: String) {
    let list = text.firstRange(of: " — ").map { text[..<$0.lowerBound] } ?? text[...]
    for part in Self.parts(of: list) {
      let name = trimmed(part.prefix { $0 != "(" })
      names.append(name)
      let note = part.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }
      let values = note.split(separator: ",").map { trimmed($0) }
      if values.count > 1 { choices.append((name, values)) }
    }
  }

  /// The text without what stands in parentheses.
  static func withoutNotes(_ text: String) -> String {
    var depth = 0
    return text.filter { character in
      if character == "(" { depth += 1 }
      defer { if character == ")" { depth -= 1 } }
      return depth == 0
    }
  }

  /// Splits at the commas outside of parentheses.
  private static func parts(of text: Substring) -> [Substring] {
    var depth = 0
    return text.split { character in
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      return character == "," && depth == 0
    }
  }
}

private func trimmed(_ text: some StringProtocol) -> String {
  text.split(separator: " ").joined(separator: " ")
}
