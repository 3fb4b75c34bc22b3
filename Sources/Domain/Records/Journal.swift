extension RecordSchema {
  /// A line of a balanced journal proposal; `late` says that the day of the event was closed.
  ///
  /// Key: journal, line. Derived, usually to the ERP.
  package static let journal = RecordSchema(
    "journal", .derived,
    key: [
      .init("journal", .code), .init("line", .code),
    ],
    fields: [
      .init("posting_date", .date), .init("event_date", .date), .init("account", .code),
      .init("debit", .money), .init("credit", .money), .init("currency", .code),
      .init("warehouse", .code), .init("sku", .code), .init("qty", .decimal),
      .init("reference_entity", .code), .init("reference", .code),
      .init("late", .bool, added: true),
    ])
}
