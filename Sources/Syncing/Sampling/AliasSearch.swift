internal import Domain

/// Two codes of different systems that may be one thing.
struct AliasCandidate {
  let system: SystemID
  let theirs: String
  let ours: String
  /// As `the same letters and digits`.
  let evidence: String
  /// Percent, by the kind of evidence.
  let confidence: Int
  let theirName: String
  let ourName: String
}

/// Looks for codes of one system that another knows under another spelling.
struct AliasSearch {
  typealias Sightings = [String: MasterSightings.Sighting]

  /// Names must share so many of a hundred of their words.
  private static let leastLikeness = 60
  /// Names are compared only where that many pairs are not too many.
  private static let mostPairs = 4_000_000

  /// Finds the best candidate for each code that the leading system does not know.
  ///
  /// - Parameters:
  ///   - theirs: what `system` names.
  ///   - ours: what the leading system names.
  ///   - system: whose codes are to be translated.
  /// - Returns: by code; codes for which nothing was found are left out.
  static func candidates(
    _ theirs: Sightings, _ ours: Sightings, system: SystemID
  ) -> [AliasCandidate] {
    let unknown = theirs.filter { ours[$0.key] == nil }
    let free = ours.filter { theirs[$0.key] == nil }
    let spelling = index(free) { spellings($0.key) }
    let barcodes = index(free) { $0.value.gtin.isEmpty ? [] : [digits($0.value.gtin)] }
    let canCompareNames = unknown.count * free.count <= mostPairs
    return unknown.sorted { $0.key < $1.key }.compactMap { code, sighting in
      func found(_ ours: String, _ evidence: String, _ confidence: Int) -> AliasCandidate {
        AliasCandidate(
          system: system, theirs: code, ours: ours, evidence: evidence, confidence: confidence,
          theirName: sighting.name, ourName: free[ours]?.name ?? "")
      }
      if !sighting.gtin.isEmpty, let match = only(barcodes[digits(sighting.gtin)]) {
        return found(match, "the same barcode \(sighting.gtin)", 95)
      }
      for (place, spelt) in spellings(code).enumerated() {
        guard let match = only(spelling[spelt]) else { continue }
        return place == 0
          ? found(match, "the same letters and digits", 90)
          : found(match, "the same without leading zeros and signs", 80)
      }
      guard canCompareNames, !sighting.name.isEmpty else { return nil }
      return likest(sighting.name, free).map {
        found($0.code, "names share \($0.percent) % of their words", $0.percent / 2 + 10)
      }
    }
  }

  private static func index(
    _ sightings: Sightings, _ marks: (Sightings.Element) -> [String]
  ) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for entry in sightings {
      for mark in Set(marks(entry)) where !mark.isEmpty {
        found[mark, default: []].append(entry.key)
      }
    }
    return found
  }

  /// What two codes share says something only where no third one has it.
  private static func only(_ codes: [String]?) -> String? {
    guard let codes, codes.count == 1 else { return nil }
    return codes[0]
  }

  /// A code without case and signs; and, where that changes something, without leading zeros.
  private static func spellings(_ code: String) -> [String] {
    let plain = code.lowercased().filter { $0.isLetter || $0.isNumber }
    let parts = code.lowercased().split { !$0.isLetter && !$0.isNumber }
    let bare = parts.map { part in
      let rest = part.drop { $0 == "0" }
      return rest.isEmpty ? "0" : String(rest)
    }.joined()
    return [plain, "0" + bare]
  }

  private static func digits(_ code: String) -> String {
    String(code.filter(\.isNumber).drop { $0 == "0" })
  }

  private static func words(_ name: String) -> Set<String> {
    Set(name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
  }

  /// The name with most common words, where no other is as near.
  private static func likest(
    _ name: String, _ sightings: Sightings
  ) -> (code: String, percent: Int)? {
    let wanted = words(name)
    guard wanted.count > 1 else { return nil }
    var best: (code: String, percent: Int)?
    var isTie = false
    for (code, sighting) in sightings where !sighting.name.isEmpty {
      let own = words(sighting.name)
      let percent = wanted.intersection(own).count * 100 / max(1, wanted.union(own).count)
      guard percent >= max(leastLikeness, best?.percent ?? 0) else { continue }
      isTie = best?.percent == percent
      best = (code, percent)
    }
    return isTie ? nil : best
  }
}
