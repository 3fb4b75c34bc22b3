import Domain

/// One wish of a customer that became two orders.
struct OrderDuplicate: Check {
  var code: ExceptionCode { .orderDuplicate }
  var judges: Set<Situation.Kind> { [.document] }
  var meaning: String {
    "An order has the same customer, the same order number of the customer's and the same lines as an"
      + " earlier one, under another number."
  }
  var remedy: String { "ask the customer; cancel one of the two before it is released" }

  var examples: [CheckExample] {
    [
      CheckExample("the order is the only one", .document(), findings: 0),
      CheckExample("it repeats an earlier one", .document(twin: "SO-7"), findings: 1),
      CheckExample("only its header is there", .document(hasLines: false), findings: 0),
    ]
  }

  func findings(in situation: Situation) -> [SyncException] {
    guard case .document(let order) = situation, let twin = order.twin else { return [] }
    return [
      SyncException(
        code, entity: order.entity, key: order.key, warehouse: order.warehouse,
        ownerSystem: order.origin?.system, expected: twin, actual: order.key, origin: order.origin,
        message: Wording.at(
          order.origin,
          "customer order \(Wording.cut(order.key)) repeats \(Wording.cut(twin)): the same customer,"
            + " the customer's own number and the same lines"), hint: remedy)
    ]
  }
}
