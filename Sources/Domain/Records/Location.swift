extension RecordSchema {
  /// A bin of a warehouse.
  ///
  /// Key: warehouse, bin. Master, usually WMS to ERP.
  package static let location = RecordSchema(
    "location", .master,
    key: [
      .init("warehouse", .code), .init("bin", .code),
    ],
    fields: [
      .init("zone", .code), .init("aisle", .code), .init("bay", .code), .init("level", .code),
      .init("pick_seq", .integer), .init("x", .decimal), .init("y", .decimal),
      .init("pickable", .bool), .init("status", .text),
    ])
}
