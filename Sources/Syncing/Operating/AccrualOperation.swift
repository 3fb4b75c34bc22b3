internal import Domain
internal import Planning
internal import Reporting

/// `report --accruals DATE`: what had happened by the end of a period and was not posted by then.
package enum AccrualOperation {
  /// - Parameters:
  ///   - day: the last day of the period, as `2026-10-31`.
  ///   - file: where the candidates are written to as CSV; `nil` for nowhere.
  ///   - place: where the command works.
  /// - Returns: sums and candidates.
  /// - Throws: `usage` for a day that is none.
  package static func perform(
    _ day: String, csv file: String?, at place: Workplace
  ) throws(SyncFailure) -> Answer {
    guard let date = CalendarDate(day) else {
      throw SyncFailure(.usage, "--accruals \(day): write a date as 2026-10-31")
    }
    let site = try place.open(.look)
    return try wrapped {
      let session = try Session(site: site, run: 0, accepted: [], isRehearsal: true)
      guard let erp = session.erp else {
        throw SyncFailure(.notFound, "the site has no system of the role erp that posts anything")
      }
      let report = AccrualReport(
        day: date, findings: try Accruals(session: session, erp: erp, day: date).find())
      if let file { try SmallFile.replace(file, with: report.csv) }
      return Answer(lines: report.lines, json: report.document)
    }
  }
}

/// Accrual candidates for people, programs and spreadsheets.
struct AccrualReport {
  let day: CalendarDate
  let findings: Accruals.Findings

  // MARK: Text

  var lines: [String] {
    guard !findings.accruals.isEmpty else {
      guard findings.isBlind else {
        return ["no accrual candidates at the end of \(day)"] + remarks
      }
      return findings.unproved.isEmpty ? ["nothing that moves stock has been told"] : remarks
    }
    let sums = AccrualSum.sums(of: findings.accruals).map { sum in
      [
        sum.kind.title, sum.warehouse?.text ?? "-", sum.currency.map(SafeText.shown) ?? "-",
        String(sum.events), sum.amount.description, String(sum.unvalued),
      ]
    }
    let header = ["at the end of \(day)", "warehouse", "currency", "events", "amount", "no cost"]
    return TextTable([header] + sums, numeric: [3, 4, 5]).lines
      + TextTable([Self.columns] + findings.accruals.map(Self.cells), numeric: [5, 6]).lines
      + remarks
  }

  /// What is not listed, or not certain, and why.
  private var remarks: [String] {
    var remarks: [String] = []
    let names = { (entities: [EntityID]) in entities.map(\.text).joined(separator: ", ") }
    if !findings.unproved.isEmpty {
      remarks.append(
        "not listed, as nothing tells what the ERP has posted of them (no ledger_entry, no stream to"
          + " it): \(names(findings.unproved))")
    }
    if !findings.unanswered.isEmpty {
      remarks.append(
        "taken as posted once they were sent, as the ERP answers nothing:"
          + " \(names(findings.unanswered))")
    }
    if let taken = findings.ledgerTaken {
      remarks.append(
        "the ERP's ledger was delivered last at \(taken): later postings are not known")
    }
    if findings.timeless > 0 {
      remarks.append("not listed, as they tell no time: \(findings.timeless) events")
    }
    return remarks
  }

  private static let columns = [
    "kind", "event", "date", "warehouse", "sku", "quantity", "amount", "currency", "reason",
  ]

  private static func cells(_ one: Accrual) -> [String] {
    [
      one.kind.rawValue, SafeText.shown(one.event), one.day.description,
      one.warehouse?.text ?? "", SafeText.shown(one.sku), one.quantity.description,
      one.amount?.description ?? "", one.currency.map(SafeText.shown) ?? "", one.reason ?? "",
    ]
  }

  // MARK: CSV

  var csv: [UInt8] {
    SheetText.bytes(
      columns: Self.columns, numeric: ["quantity", "amount"], findings.accruals.map(Self.cells))
  }

  // MARK: JSON

  var document: JSONValue {
    .object([
      .init("schema", .string("wmsync.accruals/1")), .init("date", .string(day.description)),
      .init("sums", .array(AccrualSum.sums(of: findings.accruals).map(Self.document))),
      .init("candidates", .array(findings.accruals.map(Self.document))),
      .init("not_proved", .array(findings.unproved.map { .string($0.text) })),
      .init("not_answered", .array(findings.unanswered.map { .string($0.text) })),
      .init("ledger_delivered", Self.text(findings.ledgerTaken?.description)),
      .init("without_time", .number(String(findings.timeless))),
    ])
  }

  private static func document(_ sum: AccrualSum) -> JSONValue {
    .object([
      .init("kind", .string(sum.kind.rawValue)), .init("warehouse", text(sum.warehouse?.text)),
      .init("currency", text(sum.currency)), .init("events", .number(String(sum.events))),
      .init("amount", .number(sum.amount.description)),
      .init("not_valued", .number(String(sum.unvalued))),
    ])
  }

  private static func document(_ one: Accrual) -> JSONValue {
    .object([
      .init("kind", .string(one.kind.rawValue)), .init("event", .string(one.event)),
      .init("date", .string(one.day.description)), .init("warehouse", text(one.warehouse?.text)),
      .init("sku", .string(one.sku)), .init("quantity", .number(one.quantity.description)),
      .init("amount", one.amount.map { .number($0.description) } ?? .null),
      .init("currency", text(one.currency)), .init("reason", text(one.reason)),
    ])
  }

  private static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}
