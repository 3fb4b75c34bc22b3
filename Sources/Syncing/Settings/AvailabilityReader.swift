import Domain
import Planning

/// Reads what channels may sell.
struct AvailabilityReader {
  let declared: Declarations

  func availability(_ setting: Setting?) -> AvailabilitySettings? {
    setting?.section { section in
      var settings = AvailabilitySettings()
      if let window = section["window"], let days = days(window) { settings.days = days }
      if let safety = section["safety"] { settings.safety = self.safety(safety) }
      if let supply = section["supply"] {
        let sources = [SupplySource.purchase, .asn, .transfer].map(\.rawValue)
        settings.supply = Set(
          supply.itemsOrOne.compactMap { $0.oneOf(sources) }.compactMap(
            SupplySource.init(rawValue:))
        )
      }
      let channels = section.need("channels")
      for channel in channels?.named ?? [] where channel.isUsableName("channel") {
        channel.section { read(channel, $0, into: &settings) }
      }
      if let channels { checkShares(channels, settings.channels) }
      return settings
    }
  }

  private func days(_ setting: Setting) -> Int? {
    guard let seconds = setting.duration() else { return nil }
    let days = seconds / 86_400
    guard seconds % 86_400 == 0, (1...Self.mostDays).contains(days) else {
      return setting.expected("whole days as 14d, from 1d to \(Self.mostDays)d")
    }
    return days
  }

  /// A year and a day.
  private static let mostDays = 366

  private func safety(_ setting: Setting) -> AvailabilitySettings.Safety {
    guard setting.node.scalarText != "item" else { return .item }
    let what = "pieces as 2, or item"
    guard let word = setting.word(what) else { return .pieces(.zero) }
    guard let pieces = ExactDecimal(word), pieces >= .zero else {
      return setting.expected(what) ?? .pieces(.zero)
    }
    return .pieces(pieces)
  }

  private func read(
    _ setting: Setting, _ section: Section, into settings: inout AvailabilitySettings
  ) {
    let share = section.need("share")?.percent(upTo: ExactDecimal(100))
    var channel = SalesChannel(setting.key, share: share ?? .zero)
    channel.cap = section["cap"]?.decimal(atLeast: .zero)
    channel.buffer = section["buffer"]?.decimal(atLeast: .zero) ?? .zero
    if let warehouses = section["warehouses"] {
      channel.warehouses = Set(
        warehouses.itemsOrOne.compactMap {
          $0.reference(to: "warehouse", among: declared.warehouses)
        }.map { WarehouseID($0) })
    }
    let system =
      section["system"]?.reference(to: "system", among: declared.systems)
      ?? declared.systems.first { $0 == setting.key }
    if let system {
      settings.channelsOfSystem[SystemID(system), default: []].insert(channel.name)
    }
    settings.channels.append(channel)
  }

  /// No warehouse is divided into more than there is.
  private func checkShares(_ setting: Setting, _ channels: [SalesChannel]) {
    for warehouse in declared.warehouses {
      let sum = channels.filter { $0.sells(from: WarehouseID(warehouse)) }
        .reduce(ExactDecimal.zero) { $0 + $1.share }
      guard sum > ExactDecimal(100) else { continue }
      return setting.fail(
        "the shares of the channels that sell from \(warehouse) add up to \(sum)%, more than 100%")
    }
  }
}
