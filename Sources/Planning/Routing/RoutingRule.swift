package import Domain

/// What a set of sites is judged by; the first objective that differs decides.
package enum RoutingObjective: String, CaseIterable, Sendable {
  /// The number of sites, which is the number of parcels.
  case splits
  /// Carriage and handling of all parcels; unknown when one of them has no tariff.
  case cost
  /// The metres of all parcels together; unknown when those of one are.
  case distance
  /// The ranks of the sites together.
  case rank
  /// Days until the last of the parcels leaves.
  case dispatch
}

/// How much of an order a rule wants served.
package enum RoutingNeed: String, CaseIterable, Sendable {
  /// The whole order, else nothing.
  case allLines = "all_lines"
  /// As much as can be had; the rest is backorder.
  case anyLine = "any_line"
}

/// What becomes of an order that no set of sites can serve.
package enum RoutingOtherwise: String, CaseIterable, Sendable {
  /// A person must look.
  case hold
  /// It waits for stock.
  case backorder
}

/// What is known of an order, as `item.hazmat` is `true`.
package struct RoutingFact: Hashable, Sendable {
  /// The field's name as the configuration writes it.
  package let field: String
  /// Its value as text.
  package let text: String

  /// A fact.
  package init(_ field: String, _ text: String) {
    self.field = field
    self.text = text
  }
}

/// What must hold of an order for a rule to be its own.
package struct RoutingCondition: Hashable, Sendable {
  /// The field's name.
  package let field: String
  /// One of them must be a value of the field.
  package let texts: [String]

  /// A condition on one field.
  package init(_ field: String, in texts: [String]) {
    self.field = field
    self.texts = texts
  }

  /// Whether one of the facts is as wanted: of many lines one is enough.
  func holds(of facts: [RoutingFact]) -> Bool {
    facts.contains { fact in
      fact.field.hasSameBytes(as: field) && texts.contains { $0.hasSameBytes(as: fact.text) }
    }
  }
}

/// How orders of one kind find their site; the first rule whose conditions hold is the order's.
package struct RoutingRule: Sendable {
  /// What decisions call it.
  package let name: String
  /// All must hold; none hold for every order.
  package var when: [RoutingCondition] = []
  /// The only sites asked; `nil` for whichever serve.
  package var sites: [WarehouseID]?
  /// Whether a part of the order will do.
  package var need = RoutingNeed.allLines
  /// In falling weight.
  package var objectives: [RoutingObjective] = [.splits, .distance, .rank]
  /// The number of sites that may share an order.
  package var siteLimit = 1
  /// One line may come from several sites, and in part.
  ///
  /// Lines with the same article then count as one, filled in their order.
  package var splitsLines = false
  /// A site past its cut-off is no candidate.
  package var beforeCutoff = false
  /// What becomes of an order that cannot be served.
  package var otherwise = RoutingOtherwise.hold

  /// A rule for every order, with one site each.
  package init(_ name: String) {
    self.name = name
  }
}
