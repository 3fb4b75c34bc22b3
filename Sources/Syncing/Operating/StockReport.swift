internal import Domain
internal import Reconciliation
internal import Reporting

/// What is said of stock: how far both sides agree, and what their differences are made of.
struct StockReport {
  let agreement: StockAgreement

  /// Of one warehouse, or of all; empty where no warehouse is compared.
  func lines(warehouse: String?) -> [String] {
    let warehouses = agreement.warehouses.filter { warehouse == nil || $0.id.text == warehouse }
    guard !warehouses.isEmpty else { return [] }
    let header = [
      "warehouse", "matched", "tolerated", "explained", "unexplained", "units explained",
      "units unexplained", "value unexplained",
    ]
    let rows = warehouses.map { id, one in
      [
        id.text, String(one.matched.articles), String(one.tolerated.articles),
        String(one.explained.articles), String(one.unexplained.articles),
        one.explained.units.description, one.unexplained.units.description,
        one.unexplained.value.description,
      ]
    }
    return TextTable([header] + rows, numeric: Set(1...7)).lines
      + ValuationReport.lines(agreement.worth, warehouse: warehouse)
      + agreement.worst.flatMap { $0.facts.flatMap(Self.lines) }
  }

  var document: JSONValue {
    var members: [JSONValue.Member] = [
      .init(
        "warehouses",
        .array(
          agreement.warehouses.map { id, one in
            .object(
              [.init("warehouse", .string(id.text))]
                + [
                  ("matched", one.matched), ("tolerated", one.tolerated),
                  ("explained", one.explained), ("unexplained", one.unexplained),
                ].map { .init($0, Self.document($1)) })
          })),
      .init("articles", .array(agreement.worst.flatMap { $0.facts.map(Self.document) })),
    ]
    if !agreement.worth.warehouses.isEmpty {
      members.append(.init("valuation", ValuationReport.document(agreement.worth)))
    }
    return .object(members)
  }

  private static func document(_ share: StockAgreement.Share) -> JSONValue {
    .object([
      .init("articles", .number(String(share.articles))),
      .init("units", .number(share.units.description)),
      .init("value", .number(share.value.description)),
    ])
  }

  // MARK: One article

  /// The equation of one level of an article, with the place of everything that explains it.
  static func lines(_ facts: StockFacts) -> [String] {
    let level = facts.level.map(\.description).filter { !$0.isEmpty }
    let name = SafeText.shown(([facts.sku] + level).joined(separator: " "))
    let difference = (facts.physical ?? .zero) - (facts.book ?? .zero)
    var rows = [
      ["warehouse", said(facts.physical), place(facts.physicalOrigin)],
      ["book", said(facts.book), place(facts.bookOrigin)],
      ["difference", difference.description, ""],
    ]
    for part in facts.equation?.parts ?? [] {
      let moved = part.movement
      rows.append([
        part.bucket.title, part.quantity.description,
        SafeText.shown(moved.name) + (moved.at.map { " of \($0)" } ?? "")
          + (moved.origin.map { " (\(place($0)))" } ?? ""),
      ])
    }
    rows.append(["unexplained", facts.unexplained.description, ""])
    return ["\(name) in \(facts.warehouse):"]
      + TextTable(rows, numeric: [1]).lines.map { "  " + $0 }
  }

  private static func said(_ quantity: ExactDecimal?) -> String { quantity?.description ?? "none" }

  private static func place(_ origin: Origin?) -> String {
    origin.map { SafeText.shown($0.place) } ?? ""
  }

  static func document(_ facts: StockFacts) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("warehouse", .string(facts.warehouse.text)), .init("sku", .string(facts.sku)),
      .init("level", .array(facts.level.map { .string($0.description) })),
      .init("book", number(facts.book)), .init("physical", number(facts.physical)),
      .init("explained", number(facts.equation?.explained ?? .zero)),
      .init("unexplained", number(facts.unexplained)),
    ]
    members.append(
      .init(
        "buckets",
        .array(
          (facts.equation?.buckets ?? []).map { bucket in
            .object([
              .init("bucket", .string(bucket.bucket.rawValue)),
              .init("quantity", number(bucket.quantity)),
              .init("movements", .array(bucket.parts.map(document))),
            ])
          })))
    return .object(members)
  }

  private static func document(_ part: StockEquation.Part) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("name", .string(part.movement.name)), .init("quantity", number(part.quantity)),
    ]
    if let at = part.movement.at { members.append(.init("at", .string(at.description))) }
    if let origin = part.movement.origin {
      members.append(.init("place", .string(origin.place)))
    }
    return .object(members)
  }

  private static func number(_ quantity: ExactDecimal?) -> JSONValue {
    quantity.map { .number($0.description) } ?? .null
  }
}
