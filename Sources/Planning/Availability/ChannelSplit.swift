package import Domain

/// A channel that sells from stock.
package struct SalesChannel: Equatable, Sendable {
  package var name: String
  /// Of the stock of its warehouses, in percent.
  package var share: ExactDecimal
  /// The most that is shown; `nil` for no limit.
  package var cap: ExactDecimal?
  /// So much of its share is kept back.
  package var buffer: ExactDecimal = .zero
  /// `nil` where it sells from all.
  package var warehouses: Set<WarehouseID>?

  package init(_ name: String, share: ExactDecimal) {
    self.name = name
    self.share = share
  }

  /// Whether it sells from a warehouse.
  package func sells(from warehouse: WarehouseID) -> Bool {
    warehouses?.contains(warehouse) ?? true
  }
}

/// What can be promised of an article in one warehouse; below zero where too much was promised.
package struct SitePromise: Equatable, Sendable {
  package var warehouse: WarehouseID
  package var quantity: ExactDecimal

  package init(_ warehouse: WarehouseID, _ quantity: ExactDecimal) {
    self.warehouse = warehouse
    self.quantity = quantity
  }
}

/// What a channel may show of an article, and how that came about.
package struct ChannelOffer: Equatable, Sendable {
  package let channel: String
  /// Whole pieces, never below zero.
  package var quantity: ExactDecimal
  /// Its part in whole pieces, before its buffer and its cap.
  package fileprivate(set) var part: ExactDecimal
}

/// Divides the stock of an article among the channels.
///
/// Warehouses from which the same channels sell are one pool. Of each pool every channel has its
/// share in whole pieces by largest remainder, so that all of them together never have more than
/// there is. Deductions, and what another pool lacks that a common channel sells from, are taken
/// from every pool that may have to serve them.
package struct ChannelSplit: Sendable {
  private let channels: [SalesChannel]

  /// Takes channels in any order; the answer is in order of their names.
  package init(_ channels: [SalesChannel]) {
    self.channels = channels.sorted { $0.name.precedesByBytes($1.name) }
  }

  /// Divides.
  ///
  /// - Parameters:
  ///   - promises: what can be promised, by warehouse.
  ///   - deduction: safety stock, hard reserves and orders without a warehouse.
  /// - Returns: an offer for every channel, in order of names.
  package func offers(of promises: [SitePromise], less deduction: ExactDecimal) -> [ChannelOffer] {
    var offers = channels.map {
      ChannelOffer(channel: $0.name, quantity: .zero, part: .zero)
    }
    let pools = pools(of: promises)
    for (index, pool) in pools.enumerated() where !pool.sellers.isEmpty {
      var quantity = pool.quantity - deduction
      for (other, short) in pools.enumerated()
      where other != index && short.quantity < .zero && pool.shares(with: short) {
        quantity += short.quantity
      }
      let parts = parts(of: max(quantity, .zero), among: pool.sellers)
      for (seller, part) in zip(pool.sellers, parts) {
        offers[seller].part += part
      }
    }
    for (index, channel) in channels.enumerated() {
      let left = Self.floor(offers[index].part - channel.buffer)
      offers[index].quantity = max(min(left, channel.cap.map(Self.floor) ?? left), .zero)
    }
    return offers
  }

  /// Warehouses from which the same channels sell.
  private struct Pool {
    let sellers: [Int]
    var quantity: ExactDecimal

    func shares(with other: Pool) -> Bool { sellers.contains { other.sellers.contains($0) } }
  }

  private func pools(of promises: [SitePromise]) -> [Pool] {
    var pools: [Pool] = []
    for promise in promises {
      let sellers = channels.indices.filter { channels[$0].sells(from: promise.warehouse) }
      if let index = pools.firstIndex(where: { $0.sellers == sellers }) {
        pools[index].quantity += promise.quantity
      } else {
        pools.append(Pool(sellers: sellers, quantity: promise.quantity))
      }
    }
    return pools
  }

  /// Whole pieces by largest remainder; equal remainders go to the first name.
  private func parts(of quantity: ExactDecimal, among sellers: [Int]) -> [ExactDecimal] {
    // Shares above the whole would sell everything more than once.
    let asked = sellers.reduce(Int128(0)) { $0 + Int128(channels[$1].share.millionths) }
    let unit = max(asked, 100 * 1_000_000) * 1_000_000
    let exact = sellers.map {
      Int128(quantity.millionths) * Int128(channels[$0].share.millionths)
    }
    var units = exact.map { $0 / unit }
    var left = Int128(quantity.millionths) * asked / unit - units.reduce(0, +)
    let order = exact.indices.sorted { one, other in
      let (own, theirs) = (exact[one] % unit, exact[other] % unit)
      return own == theirs ? one < other : own > theirs
    }
    for index in order where left > 0 {
      units[index] += 1
      left -= 1
    }
    return units.map { ExactDecimal(Int(clamping: $0)) }
  }

  private static func floor(_ value: ExactDecimal) -> ExactDecimal {
    guard value > .zero else { return .zero }
    return ExactDecimal(millionths: value.millionths - value.millionths % 1_000_000)
  }
}
