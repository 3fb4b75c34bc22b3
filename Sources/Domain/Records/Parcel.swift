extension RecordSchema {
  /// A parcel of a shipment and its tracking number.
  ///
  /// Key: shipment, parcel. Event, usually WMS to ERP.
  package static let parcel = RecordSchema(
    "parcel", .event,
    key: [
      .init("shipment", .code), .init("parcel", .code),
    ],
    fields: [
      .init("tracking", .code), .init("carrier", .code), .init("service", .code),
      .init("weight_kg", .decimal), .init("voided", .bool), .init("labelled_at", .time),
    ],
    lookups: [["tracking"]])
}
