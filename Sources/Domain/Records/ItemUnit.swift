extension RecordSchema {
  /// How many base units a unit of an item holds, as the exact ratio numerator/denominator.
  ///
  /// Key: sku, uom. Master, usually ERP to WMS. What happened before `valid_from` was counted with the
  /// ratio of before.
  package static let itemUnit = RecordSchema(
    "item_unit", .master,
    key: [
      .init("sku", .code), .init("uom", .unit),
    ],
    fields: [
      .init("numerator", .integer, required: true), .init("denominator", .integer),
      .init("gtin", .gtin),
      .init("pack_level", .choice(["each", "inner", "case", "pallet"])),
      .init("valid_from", .date, added: true),
    ])
}
