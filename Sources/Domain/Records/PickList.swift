extension RecordSchema {
  /// A stop of a pick list.
  ///
  /// Key: pick_list, stop. Derived, usually to the WMS.
  package static let pickList = RecordSchema(
    "pick_list", .derived,
    key: [
      .init("pick_list", .code), .init("stop", .integer),
    ],
    fields: [
      .init("warehouse", .code), .init("wave", .code), .init("order", .code),
      .init("order_line", .code), .init("bin", .code), .init("pick_seq", .integer),
      .init("sku", .code), .init("lot", .code), .init("qty", .decimal), .init("uom", .unit),
    ])
}
