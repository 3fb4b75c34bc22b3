/// Every record type, in catalogue order: masters, documents, events, snapshots, derived.
package let allRecordSchemas: [RecordSchema] = [
  .item, .itemUnit, .kitComponent, .location, .partner, .price, .salesOrder, .salesOrderLine,
  .orderChange, .orderProgress, .purchaseOrder, .purchaseOrderLine, .asnLine, .receipt,
  .shipment, .parcel, .stock, .adjustment, .count, .statusMove, .transferLine, .transferLeg,
  .rmaLine, .returnReceipt, .ledgerEntry, .ack, .orderRoute, .pickList, .packingInstruction,
  .orderStatus, .customerNotice, .channelAvailability, .invoiceTrigger, .creditTrigger,
  .journal, .stockCorrection, .purchaseProposal, .fieldCorrection,
]

extension RecordSchema {
  private static let byEntity: [EntityID: RecordSchema] = Dictionary(
    uniqueKeysWithValues: allRecordSchemas.map { ($0.entity, $0) })

  /// The record type of that name; `nil` when the catalogue has none.
  package static func named(_ entity: EntityID) -> RecordSchema? { byEntity[entity] }
}
