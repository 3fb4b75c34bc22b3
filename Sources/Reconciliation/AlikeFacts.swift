package import Domain

/// A master record that may be the same thing as another one.
package struct AlikeFacts: Equatable, Sendable {
  /// In what they are alike.
  package enum Kind: Equatable, Sendable {
    /// Their keys differ only in case, leading zeros or spaces.
    case spelling
    /// One barcode leads to both.
    case barcode
    /// They are one business partner.
    case partner
  }

  package var kind: Kind
  package var entity: EntityID
  package var key: RecordKey
  /// The record that stays when they are merged: one that the ERP has before others, then the one
  /// that says most, then the first key.
  package var survivor: RecordKey
  /// What the record has in common with others of its group, as `e-mail address`, and never the
  /// value itself; empty when it stands alone.
  package var shared: [String]
  /// How many records the group has.
  package var count: Int
  package var system: SystemID?
  package var origin: Origin?

  package init(
    _ kind: Kind, entity: EntityID, key: RecordKey, survivor: RecordKey, shared: [String],
    count: Int
  ) {
    self.kind = kind
    self.entity = entity
    self.key = key
    self.survivor = survivor
    self.shared = shared
    self.count = count
  }

  /// Something is to be done about this record and not about the one that stays.
  var isDoubtful: Bool { !shared.isEmpty && key != survivor }

  /// As `customer 1007`.
  static func name(_ key: RecordKey) -> String {
    key.parts.map { Wording.cut($0) }.joined(separator: " ")
  }

  /// As `, one of 3 that are alike`; empty for a pair.
  var company: String { count > 2 ? ", one of \(count) that are alike" : "" }
}

extension Situation {
  /// Customer 1007, which may be customer 1001.
  static func alike(_ kind: AlikeFacts.Kind, _ key: String, _ shared: String...) -> Situation {
    let isPartner = kind == .partner
    var facts = AlikeFacts(
      kind, entity: isPartner ? "partner" : "item",
      key: RecordKey(parts: isPartner ? ["customer", key] : [key]),
      survivor: RecordKey(parts: isPartner ? ["customer", "1001"] : ["1001"]), shared: shared,
      count: shared.isEmpty ? 1 : 2)
    facts.system = "erp"
    facts.origin = .example("erp", line: 12)
    return .alike(facts)
  }
}
