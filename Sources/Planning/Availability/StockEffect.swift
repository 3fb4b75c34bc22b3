package import Domain

/// A step that took goods out of a stock or put them there, and whether the snapshot used has it.
package struct StockEffect: Equatable, Sendable {
  package var quantity: ExactDecimal
  package var membership: Membership

  package init(_ quantity: ExactDecimal, _ membership: Membership) {
    self.quantity = quantity
    self.membership = membership
  }

  /// The sum of all.
  package static func sum(_ effects: [StockEffect]) -> ExactDecimal {
    effects.reduce(.zero) { $0 + $1.quantity }
  }

  /// What was taken, and the snapshot still tells as being there.
  ///
  /// A promise lowers what may be sold until its goods are gone from the snapshot that is used, and no
  /// longer: then the stock itself is lower. What is released at another moment is deducted twice,
  /// or not at all.
  package static func stillTold(_ effects: [StockEffect]) -> ExactDecimal {
    effects.reduce(.zero) { $1.membership.isInside ? $0 : $0 + $1.quantity }
  }

  /// What was put there, and the snapshot lacks for certain.
  package static func lacking(_ effects: [StockEffect]) -> ExactDecimal {
    effects.reduce(.zero) { $1.membership == .outside ? $0 + $1.quantity : $0 }
  }
}
