/// What may truly be promised of an article, by who sees every shelf at every moment.
///
/// It knows no snapshots and no messages, and counts day by day on its own.
struct ShelfOracle {
  /// What each warehouse can promise without failing anyone; below zero where it fails someone.
  let promises: [Int]
  /// Sold and without a warehouse: on the channel that sells from two warehouses, and on the others.
  let unrouted: (narrow: Int, wide: Int)

  init(_ article: ArticleOnShelves, today: Int) {
    promises = Self.promises(of: article, today: today)
    var unrouted = (narrow: 0, wide: 0)
    for order in article.orders where order.unrouted > 0 {
      if order.channel == ArticleOnShelves.narrowChannel {
        unrouted.narrow += order.unrouted
      } else {
        unrouted.wide += order.unrouted
      }
    }
    self.unrouted = unrouted
  }

  /// Whether what a channel just sold can be served, as everyone else can whom the same warehouses
  /// serve.
  ///
  /// Who was sold what comes too late by its supplier's fault is missed out by no other channel.
  func keepsPromise(on channel: Int) -> Bool {
    let near = promises[0] + promises[1]
    let serves = unrouted.narrow + unrouted.wide <= near + promises[2]
    guard channel == ArticleOnShelves.narrowChannel else { return serves }
    return serves && unrouted.narrow <= near
  }

  /// What all channels together must be offered when everything was told, the shares being 20, 30
  /// and 50 percent and the first channel not selling from the last warehouse.
  var offered: Int {
    let missing = unrouted.narrow + unrouted.wide
    let (near, far) = (promises[0] + promises[1], promises[2])
    let nearPool = near - missing + min(far, 0)
    let farPool = far - missing + min(near, 0)
    return max(nearPool, 0) + max(farPool, 0) * 80 / 100
  }

  /// What comes and goes, day by day.
  private static func promises(of article: ArticleOnShelves, today: Int) -> [Int] {
    let days = ArticleOnShelves.days
    var moves = [Int](repeating: 0, count: days * article.shelf.count)
    func move(_ quantity: Int, in warehouse: Int, on day: Int) {
      if (today..<(today + days)).contains(day) {
        moves[warehouse * days + day - today] += quantity
      }
    }
    for order in article.orders {
      for portion in order.portions where portion.left > 0 {
        move(-portion.left, in: portion.warehouse, on: max(order.leaves, today))
      }
    }
    for purchase in article.purchases {
      for part in purchase.parts { move(part.left, in: purchase.warehouse, on: part.day) }
    }
    for transfer in article.transfers {
      move(-transfer.undispatched, in: transfer.from, on: today)
      move(transfer.onTheWay, in: transfer.to, on: transfer.day)
    }
    return article.shelf.indices.map { warehouse in
      var stock = article.shelf[warehouse]
      var least = Int.max
      for day in 0..<days {
        stock += moves[warehouse * days + day]
        least = min(least, stock)
      }
      return least
    }
  }
}
