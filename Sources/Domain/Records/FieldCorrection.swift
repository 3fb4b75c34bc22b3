extension RecordSchema {
  /// A field whose owner says something else than the system it is sent to.
  ///
  /// Key: entity, key, field. Derived, usually to the system that is not the owner.
  package static let fieldCorrection = RecordSchema(
    "field_correction", .derived,
    key: [
      .init("entity", .code), .init("key", .code), .init("field", .code),
    ],
    fields: [
      .init("owner_value", .text), .init("found_value", .text), .init("rule", .code),
    ])
}
