internal import Domain
internal import Persistence

/// Plans what is to happen in the warehouses, from what was reconciled: what is touched is planned
/// anew, the rest stays as it is.
struct PlanStage {
  let session: Session

  /// Under which the store keeps what was configured when everything was planned last.
  private static let mark = "planned"

  /// Has everything planned anew where the configuration changed, or a person asks for it.
  ///
  /// Before orders are judged: what is open of them is kept only where something is planned.
  func begin(plansAll: Bool) throws {
    let planned = try session.store.setting(Self.mark) ?? ""
    let wanted = session.settings.plans ? session.context : ""
    guard planned != wanted || plansAll && session.settings.plans else { return }
    try closeWhatNobodyPlans()
    try session.store.set(Self.mark, to: wanted)
    guard session.settings.plans else { return }
    let every = CollectionOfOne(StateStore.everyKey)
    try session.store.touch(Touched.articles, every)
    if planned.isEmpty { try session.store.touch(Touched.sales, every) }
  }

  /// What the configuration no longer plans does not stay open.
  private func closeWhatNobodyPlans() throws {
    let settings = session.settings
    let subjects = [
      (Subject.route(""), settings.routing.rules.isEmpty),
      (Subject.promises, settings.availability == nil),
      (Subject.replenishments, settings.replenishment == nil),
    ]
    for (subject, isOver) in subjects where isOver {
      try session.desk.closeSubjects(startingWith: subject, except: [])
    }
  }

  func run() throws {
    guard session.settings.plans else { return }
    try session.store.transaction {
      guard let routes = try RouteBook(session: session) else { return }
      let stock = try SellableStock(session: session, routes: routes)
      // The later ones see what the earlier ones decided.
      try OrderRouting(session: session, routes: routes, stock: stock)?.run()
      try AvailabilityPlan(session: session, routes: routes, stock: stock)?.run()
      try PickPlanning(session: session, routes: routes, stock: stock)?.run()
      try Replenishment(session: session, stock: stock, routes: routes)?.run()
      try session.store.clearTouched(Touched.articles)
    }
  }
}

extension Session {
  /// Has the articles of some lines planned anew, where anything is planned.
  func touchArticles(_ lines: [Record]) throws {
    guard settings.plans else { return }
    let keys = Set(lines.filter { !$0["sku"].isNull }.map { RecordKey([$0["sku"]]) })
    try store.touch(Touched.articles, keys.sorted().map(\.text))
  }
}
