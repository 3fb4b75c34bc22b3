extension RecordSchema {
  /// A stop of a pick list, or what one order line takes at a stop that serves several.
  ///
  /// How far the walk is, and how much shorter than in S-shape, stands on its first row alone, so
  /// that both can be added up; in metres.
  ///
  /// Key: pick_list, stop, part. Derived, usually to the WMS.
  package static let pickList = RecordSchema(
    "pick_list", .derived,
    key: [
      .init("pick_list", .code), .init("stop", .integer),
      .init("part", .code, optional: true, added: true),
    ],
    fields: [
      .init("warehouse", .code), .init("wave", .code), .init("order", .code),
      .init("order_line", .code), .init("bin", .code), .init("pick_seq", .integer),
      .init("sku", .code), .init("lot", .code), .init("qty", .decimal), .init("uom", .unit),
      .init("name", .text, added: true), .init("tote", .integer, added: true),
      .init("fallback_bin", .code, added: true), .init("walk_m", .decimal, added: true),
      .init("walk_saved_m", .decimal, added: true),
    ])
}
