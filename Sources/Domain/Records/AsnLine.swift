extension RecordSchema {
  /// A line of an advance ship notice.
  ///
  /// Key: asn, line. Document, usually ERP to WMS.
  package static let asnLine = RecordSchema(
    "asn_line", .document,
    key: [
      .init("asn", .code), .init("line", .code),
    ],
    fields: [
      .init("po", .code), .init("po_line", .code), .init("sku", .code),
      .init("qty", .decimal, required: true),
      .init("lpn", .code), .init("lot", .code), .init("expires", .date),
      .init("eta", .time, planned: true),
      .init("carrier", .code),
    ],
    lookups: [["po", "po_line"], ["sku", "lot"]])
}
