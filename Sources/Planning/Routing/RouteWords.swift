internal import Domain

extension RouteTerm: CustomStringConvertible {
  /// The value with its name, as `distance 312 km`.
  package var description: String { name + " " + amount(isExact: false) }

  /// What is measured, in words.
  private var name: String {
    switch measure {
    case .missing: "missing"
    case .objective(let objective): objective.rawValue
    case .parts: "parts"
    case .turn: "turn"
    }
  }

  /// The value in the unit that people read; exact where rounded values would look the same.
  fileprivate func amount(isExact: Bool) -> String {
    guard let value else { return "unknown" }
    guard measure == .objective(.distance) else { return value.description }
    let metres = value.millionths / 1_000_000
    return isExact ? "\(metres) m" : "\((metres + 500) / 1000) km"
  }

  /// Two values of one measure side by side.
  fileprivate func against(_ other: RouteTerm) -> String {
    let isExact = amount(isExact: false) == other.amount(isExact: false)
    return name + " " + amount(isExact: isExact) + " against " + other.amount(isExact: isExact)
  }
}

extension RouteObstacle: CustomStringConvertible {
  /// The reason as a clause.
  package var description: String {
    switch self {
    case .inactive: "is not active"
    case .notNamed: "is not named by the rule"
    case .excluded(let reason): "is excluded: \(reason)"
    case .country(let country?): "does not serve \(country)"
    case .country(nil): "does not serve an unknown country"
    case .carrier(let carrier, let service?): "is not offered \(carrier) \(service)"
    case .carrier(let carrier, nil): "is not offered \(carrier)"
    case .pastCutoff(let carrier?): "is past the cut-off of \(carrier)"
    case .pastCutoff(nil): "is past the cut-off"
    case .refuses(let fact): "refuses \(fact.field) \(fact.text)"
    case .short(let sku, let has, let wanted): "has \(has) of \(wanted) of \(sku)"
    }
  }
}

extension RouteDefeat: CustomStringConvertible {
  /// What it lost by, and with which sites.
  package var description: String {
    let by = own.measure == .turn ? "comes later by rank or id" : own.against(chosen)
    guard sites.count > 1 else { return by }
    return by + " with " + sites.map(\.text).joined(separator: ", ")
  }
}

extension SiteVerdict: CustomStringConvertible {
  /// Obstacles that are told; the rest is counted.
  private static let obstaclesTold = 3

  /// The lot of the site in one line, as `TIL: distance 312 km against 87 km`.
  package var description: String {
    if isChosen { return "\(site): chosen" }
    var clauses = obstacles.prefix(Self.obstaclesTold).map(\.description)
    if obstacles.count > Self.obstaclesTold {
      clauses.append("and \(obstacles.count - Self.obstaclesTold) more reasons")
    }
    if let defeat { clauses.append(defeat.description) }
    return "\(site): " + (clauses.isEmpty ? "adds nothing" : clauses.joined(separator: ", "))
  }
}

extension RouteObstruction: CustomStringConvertible {
  /// Why nothing goes out, in words.
  package var description: String {
    switch self {
    case .noRule: "no rule is for such an order"
    case .noCandidate: "no sites can serve it"
    case .splitLimit(let sites, let limit):
      "only \(sites.map(\.text).joined(separator: ", ")) together could serve it,"
        + " at most \(limit) may share an order"
    }
  }
}
