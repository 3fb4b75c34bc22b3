import Domain
import Planning
import Testing

@Suite struct ChannelSplitTests {
  private func channel(
    _ name: String, _ share: String, cap: Int? = nil, buffer: Int = 0,
    from warehouses: Set<WarehouseID>? = nil
  ) throws -> SalesChannel {
    var channel = SalesChannel(name, share: try #require(ExactDecimal(share)))
    channel.cap = cap.map { ExactDecimal($0) }
    channel.buffer = ExactDecimal(buffer)
    channel.warehouses = warehouses
    return channel
  }

  private func shown(
    _ channels: [SalesChannel], _ promises: [(WarehouseID, String)], less deduction: Int = 0
  ) throws -> [String] {
    let promises = try promises.map {
      SitePromise($0.0, try #require(ExactDecimal($0.1)))
    }
    return ChannelSplit(channels).offers(of: promises, less: ExactDecimal(deduction))
      .map { "\($0.channel) \($0.quantity)" }
  }

  @Test func `shares are whole pieces by largest remainder`() throws {
    // 10 pieces: 3.5, 3.5 and 3; the piece that is left goes to the first name.
    let channels = try [channel("C", "30"), channel("A", "35"), channel("B", "35")]
    #expect(try shown(channels, [("HAM", "10")]) == ["A 4", "B 3", "C 3"])
    // 11: 3.85, 3.85, 3.3.
    #expect(try shown(channels, [("HAM", "11")]) == ["A 4", "B 4", "C 3"])
    #expect(try shown(channels, [("HAM", "1")]) == ["A 1", "B 0", "C 0"])
  }

  @Test func `shares that leave something over leave it over`() throws {
    let channels = try [channel("A", "25"), channel("B", "50")]
    // 7.5 of 10: 2.5 and 5.
    #expect(try shown(channels, [("HAM", "10")]) == ["A 2", "B 5"])
    // 8.25 of 11: 2.75 and 5.5, so one of the two goes up.
    #expect(try shown(channels, [("HAM", "11")]) == ["A 3", "B 5"])
  }

  @Test func `broken pieces are not shown`() throws {
    #expect(try shown([channel("A", "100")], [("HAM", "3.999999")]) == ["A 3"])
    let channels = try [channel("A", "50"), channel("B", "50")]
    #expect(try shown(channels, [("HAM", "2.5")]) == ["A 1", "B 1"])
  }

  @Test func `what is kept back, then buffer, then cap`() throws {
    let channels = try [channel("A", "50", cap: 4, buffer: 1), channel("B", "50", buffer: 8)]
    #expect(try shown(channels, [("HAM", "14")], less: 2) == ["A 4", "B 0"])
    #expect(try shown(channels, [("HAM", "10")], less: 2) == ["A 3", "B 0"])
    #expect(try shown(channels, [("HAM", "-3")]) == ["A 0", "B 0"])
  }

  @Test func `warehouses of the same channels are one pool, and lack together`() throws {
    let channels = try [channel("A", "50"), channel("B", "50")]
    #expect(try shown(channels, [("HAM", "1"), ("TIL", "1")]) == ["A 1", "B 1"])
    #expect(try shown(channels, [("HAM", "5"), ("TIL", "-3")]) == ["A 1", "B 1"])
  }

  @Test func `a channel sells from its own warehouses only`() throws {
    let channels = try [channel("A", "40", from: ["HAM"]), channel("B", "60")]
    #expect(try shown(channels, [("HAM", "10"), ("TIL", "5")]) == ["A 4", "B 9"])
    #expect(try shown(channels, [("TIL", "5")]) == ["A 0", "B 3"])
    // What Tilburg lacks Hamburg may have to send.
    #expect(try shown(channels, [("HAM", "10"), ("TIL", "-5")]) == ["A 2", "B 3"])
  }

  @Test func `shares above the whole still divide no more than there is`() throws {
    let channels = try [channel("A", "100"), channel("B", "100"), channel("C", "50")]
    #expect(try shown(channels, [("HAM", "10")]) == ["A 4", "B 4", "C 2"])
  }

  @Test func `whatever the shares, all channels together have no more than there is`() throws {
    for pieces in 0...40 {
      for first in stride(from: 0, through: 100, by: 7) {
        let channels = try [
          channel("A", "\(first)"), channel("B", "\((100 - first) / 2)"),
          channel("C", "\(100 - first - (100 - first) / 2)"),
        ]
        let offers = ChannelSplit(channels).offers(
          of: [SitePromise("HAM", ExactDecimal(pieces))], less: .zero)
        #expect(
          offers.reduce(.zero) { $0 + $1.quantity } == ExactDecimal(pieces), "\(pieces), \(first)")
      }
    }
  }

  @Test func `a kit is as available as its scarcest part in each warehouse`() {
    let parts = [
      KitSupply(
        "BALL", perKit: ExactDecimal(2),
        promises: [SitePromise("HAM", ExactDecimal(9)), SitePromise("TIL", ExactDecimal(20))]),
      KitSupply(
        "BAT", perKit: ExactDecimal(1),
        promises: [SitePromise("HAM", ExactDecimal(7)), SitePromise("TIL", ExactDecimal(3))]),
      KitSupply("NET", perKit: ExactDecimal(1), promises: [SitePromise("HAM", ExactDecimal(6))]),
    ]
    // Hamburg: 4, 7, 6; Tilburg has no net.
    #expect(
      KitAvailability.promises(of: parts)
        == [SitePromise("HAM", ExactDecimal(4)), SitePromise("TIL", .zero)])
    #expect(
      KitAvailability.promises(of: Array(parts[..<2]))
        == [SitePromise("HAM", ExactDecimal(4)), SitePromise("TIL", ExactDecimal(3))])
  }

  @Test func `parts that are kept back keep whole kits back`() {
    var parts = [
      KitSupply("BALL", perKit: ExactDecimal(2), promises: []),
      KitSupply("BAT", perKit: ExactDecimal(1), promises: []),
    ]
    #expect(KitAvailability.deduction(of: parts) == .zero)
    parts[0].deduction = ExactDecimal(3)
    parts[1].deduction = ExactDecimal(1)
    #expect(KitAvailability.deduction(of: parts) == ExactDecimal(2))
    parts[1].deduction = ExactDecimal(4)
    #expect(KitAvailability.deduction(of: parts) == ExactDecimal(4))
  }

  @Test func `a warehouse that lacks a part makes no kits, however much it lacks`() {
    let parts = [
      KitSupply(
        "BALL", perKit: ExactDecimal(1),
        promises: [SitePromise("HAM", ExactDecimal(-5)), SitePromise("TIL", ExactDecimal(2))])
    ]
    #expect(
      KitAvailability.promises(of: parts)
        == [SitePromise("HAM", .zero), SitePromise("TIL", ExactDecimal(2))])
  }
}
