extension RecordSchema {
  /// What a channel may sell.
  ///
  /// Key: channel, sku. Derived, usually to the channels.
  package static let channelAvailability = RecordSchema(
    "channel_availability", .derived,
    key: [
      .init("channel", .code), .init("sku", .code),
    ],
    fields: [
      .init("qty", .decimal), .init("as_of", .time),
    ])
}
