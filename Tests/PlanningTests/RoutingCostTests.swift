import Domain
import Planning
import Testing

@Suite struct RoutingCostTests {
  private let order = RoutingShop.order(("1001", 4))

  private func zone(
    _ country: String, _ base: Int, at prefix: String = "", perKilogram: Int = 0
  ) -> RoutingZone {
    RoutingZone(
      country: country, prefix: prefix, base: ExactDecimal(base),
      perKilogram: ExactDecimal(perKilogram))
  }

  /// Hamburg and Tilburg have the article.
  private func shop(_ tariffs: RoutingTariff...) -> RoutingShop {
    var shop = RoutingShop(("HAM", "1001", 9), ("TIL", "1001", 9))
    shop.rules = [RoutingShop.rule(by: .cost, .distance)]
    shop.tariffs = tariffs
    return shop
  }

  private func cost(_ shop: RoutingShop) -> ExactDecimal? { shop.decide(order).terms[0].value }

  @Test func `a cheap parcel from afar beats a dear one from next door`() {
    let shop = shop(
      RoutingTariff(site: "HAM", zones: [zone("DE", 7)]),
      RoutingTariff(site: "TIL", zones: [zone("DE", 5)]))
    let decision = shop.decide(order)
    #expect(decision.sites == ["TIL"])
    #expect(decision.lot(of: "HAM") == "HAM: cost 7 against 5")
    #expect(decision.terms.map(\.description) == ["cost 5", "distance 578 km"])
  }

  @Test func `a parcel costs its base, its kilograms and its handling`() {
    // Four pieces of half a kilogram: 4 + 2 × 3 + 1.5.
    var shop = shop(RoutingTariff(zones: [zone("DE", 4, perKilogram: 3)]))
    shop.sites[0].handling = ExactDecimal(millionths: 1_500_000)
    shop.sites[1].handling = ExactDecimal(2)
    #expect(shop.decide(order).sites == ["HAM"])
    #expect(cost(shop) == ExactDecimal(millionths: 11_500_000))
  }

  @Test func `the longest beginning of the postcode tells the zone`() {
    let zones = [
      zone("DE", 9), zone("DE", 6, at: "1"), zone("DE", 3, at: "10 1"), zone("DE", 1, at: "101157"),
    ]
    let shop = shop(RoutingTariff(zones: zones))
    func cost(to country: String, _ postcode: String?) -> ExactDecimal? {
      var order = order
      (order.country, order.postcode) = (country, postcode)
      return shop.decide(order).terms[0].value
    }
    #expect(cost(to: "DE", "10115") == ExactDecimal(3))
    #expect(cost(to: "DE", "1-01 15") == ExactDecimal(3))
    #expect(cost(to: "DE", "10999") == ExactDecimal(6))
    #expect(cost(to: "DE", "20095") == ExactDecimal(9))
    #expect(cost(to: "DE", nil) == ExactDecimal(9))
    #expect(cost(to: "AT", "1010") == nil)
  }

  @Test func `letters of a postcode count whatever their case`() {
    let shop = shop(RoutingTariff(zones: [zone("GB", 3, at: "SW1A"), zone("GB", 4, at: "SW1")]))
    var order = order
    (order.country, order.postcode) = ("GB", "sw1a 1aa")
    #expect(shop.decide(order).terms[0].value == ExactDecimal(3))
    order.postcode = "SW1B 1AA"
    #expect(shop.decide(order).terms[0].value == ExactDecimal(4))
  }

  @Test func `the price list of site and carrier comes before those of one of them`() {
    let any = RoutingTariff(zones: [zone("DE", 9)])
    let carrier = RoutingTariff(carrier: "dhl", zones: [zone("DE", 8)])
    let site = RoutingTariff(site: "HAM", zones: [zone("DE", 7)])
    let both = RoutingTariff(site: "HAM", carrier: "dhl", zones: [zone("DE", 6)])
    let other = RoutingTariff(site: "HAM", carrier: "ups", zones: [zone("DE", 1)])
    func cost(_ tariffs: RoutingTariff...) -> ExactDecimal? {
      var shop = shop()
      shop.tariffs = tariffs
      shop.sites[1].isActive = false
      return self.cost(shop)
    }
    #expect(cost(any, other) == ExactDecimal(9))
    #expect(cost(any, carrier, other) == ExactDecimal(8))
    #expect(cost(any, carrier, site, other) == ExactDecimal(7))
    #expect(cost(any, carrier, site, both, other) == ExactDecimal(6))
  }

  @Test func `a parcel without a price is the last choice`() {
    let shop = shop(RoutingTariff(site: "TIL", zones: [zone("DE", 500)]))
    let decision = shop.decide(order)
    #expect(decision.sites == ["TIL"])
    #expect(decision.lot(of: "HAM") == "HAM: cost unknown against 500")
  }

  @Test func `of two sites that share an order the cheaper one sends what both have`() {
    var shop = RoutingShop(
      ("HAM", "1001", 9), ("HAM", "1002", 9), ("TIL", "1001", 9), ("TIL", "1003", 9))
    shop.rules = [RoutingShop.rule(sites: 2, by: .splits, .cost)]
    shop.tariffs = [
      RoutingTariff(site: "HAM", zones: [zone("DE", 1, perKilogram: 2)]),
      RoutingTariff(site: "TIL", zones: [zone("DE", 9, perKilogram: 1)]),
    ]
    let order = RoutingShop.order(("1001", 2), ("1002", 2), ("1003", 2))
    let decision = shop.decide(order)
    #expect(decision.told == ["1 TIL 2", "2 HAM 2", "3 TIL 2"])
    // Two parcels for 1 + 9, one kilogram from Hamburg for 2, two from Tilburg for 1 each.
    #expect(decision.terms[1].value == ExactDecimal(14))
  }

  @Test func `two parcels may be cheaper than one where splits do not come first`() {
    var shop = RoutingShop(
      ("HAM", "1001", 9), ("TIL", "1002", 9), ("MUC", "1001", 9), ("MUC", "1002", 9))
    shop.rules = [RoutingShop.rule(sites: 2, by: .cost)]
    shop.tariffs = [
      RoutingTariff(site: "MUC", zones: [zone("DE", 20)]), RoutingTariff(zones: [zone("DE", 6)]),
    ]
    let decision = shop.decide(RoutingShop.order(("1001", 1), ("1002", 1)))
    #expect(decision.told == ["1 HAM 1", "2 TIL 1"])
    #expect(decision.lot(of: "MUC") == "MUC: cost 20 against 12")
  }

  @Test func `an order without coordinates is where its postcodes are`() {
    var shop = RoutingShop(("HAM", "1001", 9), ("MUC", "1001", 9))
    shop.centroids = [
      PostcodeCentroid(country: "DE", prefix: "1", RoutingShop.berlin),
      PostcodeCentroid(country: "DE", prefix: "10115", RoutingShop.munich),
    ]
    var order = order
    order.place = nil
    #expect(shop.decide(order).sites == ["MUC"])
    order.postcode = "10999"
    #expect(shop.decide(order).sites == ["HAM"])
    order.postcode = "99999"
    let decision = shop.decide(order)
    #expect(decision.terms[1].value == nil)
    #expect(decision.sites == ["HAM"])
  }

  @Test func `a site whose place is not known comes last`() {
    var shop = RoutingShop(("HAM", "1001", 9), ("MUC", "1001", 9))
    shop.sites[0].place = nil
    let decision = shop.decide(order)
    #expect(decision.sites == ["MUC"])
    #expect(decision.lot(of: "HAM") == "HAM: distance unknown against 504 km")
  }

  @Test func `distances that look the same in kilometres are told in metres`() {
    var shop = RoutingShop(("HAM", "1001", 9), ("TIL", "1001", 9))
    shop.sites[1].place = GeoPoint(latitude: 53.5512, longitude: 9.9937)
    let decision = shop.decide(order)
    #expect(decision.sites == ["HAM"])
    #expect(decision.lot(of: "TIL") == "TIL: distance 255255 m against 255251 m")
  }

  @Test func `distances are those of the great circle`() {
    #expect(RoutingShop.hamburg.metres(to: RoutingShop.berlin) == 255_251)
    #expect(RoutingShop.hamburg.metres(to: RoutingShop.tilburg) == 398_732)
    #expect(RoutingShop.hamburg.metres(to: RoutingShop.hamburg) == 0)
    let origin = GeoPoint(latitude: 0, longitude: 0)
    #expect(origin.metres(to: GeoPoint(latitude: 0, longitude: 180)) == 20_015_114)
    let (west, east) = (
      GeoPoint(latitude: 10, longitude: 179.5), GeoPoint(latitude: 10, longitude: -179.5)
    )
    #expect(west.metres(to: east) == 109_506)
  }
}
