extension RecordSchema {
  /// A posting that a system says it has made: the proof that an event arrived in its books.
  ///
  /// Key: system, entry. Event, usually either side.
  package static let ledgerEntry = RecordSchema(
    "ledger_entry", .event,
    key: [
      .init("system", .code), .init("entry", .code),
    ],
    fields: [
      .init("warehouse", .code), .init("sku", .code), .init("qty", .decimal),
      .init("kind", .code), .init("reference_entity", .code), .init("reference", .code),
      .init("at", .time),
      .init("owner", .code, added: true),
    ])
}
