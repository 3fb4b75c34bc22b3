import Domain
import Mapping
import Planning
import Reconciliation

/// Reads what receiving, shipping and the books allow.
struct ShipmentRuleReader {
  let declared: Declarations

  func receiving(_ setting: Setting?) -> ReceivingSettings {
    setting?.section { section in
      var receiving = ReceivingSettings(allowance: allowance(section))
      if let seconds = section["asn_late"]?.duration() { receiving.adviceSeconds = seconds }
      return receiving
    } ?? ReceivingSettings()
  }

  func shipping(_ setting: Setting?) -> ShippingSettings {
    setting?.section { section in
      var shipping = ShippingSettings(allowance: allowance(section))
      shipping.backorderOwner = section["backorder_owner"]?
        .reference(to: "system", among: declared.systems).map { SystemID($0) }
      if let seconds = section["backorder_late"]?.duration() { shipping.backorderSeconds = seconds }
      shipping.ackSeconds = section["ack_late"]?.duration()
      shipping.stuckSeconds = section["stuck_after"]?.duration()
      if let conditions = section["undeliverable"]?.words() {
        shipping.undeliverable = Set(conditions)
      }
      shipping.refundsCancelled = section["refund_cancelled"]?.flag() ?? false
      if let name = section["cancel_until"]?.oneOf(OrderStage.allCases.map(\.name)),
        let stage = OrderStage.allCases.first(where: { $0.name == name })
      {
        shipping.cancelUntil = stage
      }
      return shipping
    } ?? ShippingSettings()
  }

  func adjustments(_ setting: Setting?) -> AdjustmentFacts.Limits {
    setting?.section { section in
      var limits = AdjustmentFacts.Limits()
      limits.needsReason = section["reason"]?.oneOf(["required", "optional"]) == "required"
      section["limit"]?.section { limit in
        limits.quantity = limit["abs"]?.decimal(atLeast: .zero)
        limits.value = limit["value"]?.decimal(atLeast: .zero)
      }
      return limits
    } ?? AdjustmentFacts.Limits()
  }

  private func allowance(_ section: Section) -> Allowance {
    Allowance(
      overPercent: section["over_pct"]?.percentOrNumber() ?? .zero,
      underPercent: section["under_pct"]?.percentOrNumber() ?? .zero)
  }

  /// - Parameters:
  ///   - setting: the section; `nil` where there is none.
  ///   - root: the whole configuration.
  ///   - streams: those that carry journals need accounts.
  ///   - feeds: where transfers are told, goods on the way need one too.
  /// - Returns: what the books are told.
  func finance(
    _ setting: Setting?, in root: Section, _ streams: [OutboundSettings], _ feeds: [FeedSettings]
  ) -> FinanceSettings {
    let stream = streams.first { $0.entity == RecordSchema.journal.entity }
    guard let setting else {
      if let stream {
        root.miss(["finance"], "missing key \"finance\"; the stream \(stream.id) carries journals")
      }
      return FinanceSettings()
    }
    return setting.section { section in
      var finance = FinanceSettings()
      let accounts = stream == nil ? section["accounts"] : section.need("accounts")
      accounts?.section { accounts in
        for role in AccountRole.allCases {
          finance.accounts[role] = accounts[role.rawValue]?.text("an account")
          let isNeeded =
            role != .inTransit
            || feeds.contains { $0.mapping.emits.contains { $0.entity == "transfer_leg" } }
          if let stream, isNeeded, finance.accounts[role] == nil {
            accounts.miss(
              [role.rawValue],
              "missing key \"\(role.rawValue)\"; the stream \(stream.id) carries journals")
          }
        }
      }
      finance.closedUntil = section["closed_until"]?.date()
      return finance
    } ?? FinanceSettings()
  }
}
