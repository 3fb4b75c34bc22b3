package import Domain

/// An article that moved, and whose cost nobody told.
package struct CostFacts: Equatable, Sendable {
  package var sku: String
  /// How many movements wait for it.
  package var movements: Int
  package var owner: SystemID?

  package init(sku: String, movements: Int) {
    self.sku = sku
    self.movements = movements
  }
}

/// A movement of which the books hear after they closed its day.
package struct ClosedPeriodFacts: Equatable, Sendable {
  package var entity: EntityID
  package var key: RecordKey
  package var eventDate: CalendarDate
  package var postingDate: CalendarDate
  package var closedUntil: CalendarDate
  package var warehouse: WarehouseID?
  package var owner: SystemID?
  /// What the journal is about, without a sign.
  package var amount: ExactDecimal?

  package init(
    entity: EntityID, key: RecordKey, eventDate: CalendarDate, postingDate: CalendarDate,
    closedUntil: CalendarDate
  ) {
    self.entity = entity
    self.key = key
    self.eventDate = eventDate
    self.postingDate = postingDate
    self.closedUntil = closedUntil
  }
}

extension Situation {
  /// A shipment of a day in October, proposed for the first of November where that is needed.
  static func closedPeriod(day: Int, closedUntil: Int) -> Situation {
    let october = { (day: Int) in CalendarDate(days: 20_726 + Int32(day)) }
    var facts = ClosedPeriodFacts(
      entity: "shipment", key: RecordKey(parts: ["S-1", "1", "1"]), eventDate: october(day),
      postingDate: october(max(day, closedUntil + 1)), closedUntil: october(closedUntil))
    facts.warehouse = "HAM"
    facts.owner = "erp"
    return .closedPeriod(facts)
  }
}
