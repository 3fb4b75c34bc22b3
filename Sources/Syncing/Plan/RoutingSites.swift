internal import Domain
internal import Mapping
internal import Planning

/// The warehouses as routing knows them at the time of a run.
struct RoutingSites {
  let table: RoutingTable

  init(session: Session) {
    let settings = session.settings
    table = RoutingTable(
      sites: settings.warehouses.map { warehouse in
        Self.site(warehouse, at: session.now, timezone: settings.timezone)
      }, rules: settings.routing.rules, tariffs: settings.routing.tariffs,
      centroids: settings.routing.centroids)
  }

  private static func site(
    _ warehouse: WarehouseSettings, at now: Timestamp, timezone: String
  ) -> RoutingSite {
    let settings = warehouse.site
    var site = RoutingSite(warehouse.id)
    site.isActive = settings.isActive
    site.countries = settings.serves.isEmpty ? nil : settings.serves
    site.offers = offers(settings)
    site.departures = departures(settings, at: now, timezone: timezone)
    site.rank = settings.rank
    site.place = settings.place
    site.handling = settings.handling
    return site
  }

  private static func offers(_ settings: SiteSettings) -> [RoutingOffer]? {
    guard !settings.carriers.isEmpty else { return nil }
    return settings.carriers.flatMap { carrier in
      settings.services.isEmpty
        ? [RoutingOffer(carrier)]
        : settings.services.map { RoutingOffer(carrier, service: $0) }
    }
  }

  /// When each carrier leaves next, by the warehouse's own clock and calendar.
  private static func departures(
    _ settings: SiteSettings, at now: Timestamp, timezone: String
  ) -> [RoutingDeparture] {
    let local = ZoneClock(settings.timezone ?? timezone).local(of: now)
    let worksToday = works(settings, on: local.date)
    let next = nextDay(settings, after: local.date)
    guard !settings.cutoffs.isEmpty else {
      return [RoutingDeparture(isPast: !worksToday, days: worksToday ? 0 : next)]
    }
    return settings.cutoffs.sorted { $0.key.precedesByBytes($1.key) }.map { carrier, minute in
      let isPast = !worksToday || local.secondOfDay / 60 >= minute
      return RoutingDeparture(
        carrier: carrier.isEmpty ? nil : carrier, isPast: isPast, days: isPast ? next : 0)
    }
  }

  private static func works(_ settings: SiteSettings, on day: CalendarDate) -> Bool {
    !settings.holidays.contains(day) && !settings.restDays.contains(weekday(of: day))
  }

  /// From 1 for Monday: the first of 1970 was a Thursday.
  private static func weekday(of day: CalendarDate) -> Int {
    let sinceMonday = (Int(day.days) + 3) % 7
    return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1
  }

  /// A warehouse that is closed for longer is as good as never open.
  private static let mostDays = 366

  private static func nextDay(_ settings: SiteSettings, after day: CalendarDate) -> Int {
    let next = (1...mostDays).first { count in
      works(settings, on: CalendarDate(days: day.days + Int32(count)))
    }
    return next ?? mostDays
  }
}
