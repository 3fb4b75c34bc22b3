internal import Domain
internal import Persistence

/// The names that a command line may hold, for a shell that completes it.
///
/// Names only, no value of a record. A failure gives no name and no message: whoever presses a key
/// in the middle of a line wants neither. What a shell could take for more than a word is left out,
/// since bash expands what it is offered.
package enum SiteNames {
  /// Numbers of the exceptions that are not settled.
  package static func exceptions(at place: Workplace) -> [String] {
    live(at: place).map { String($0.id) }
  }

  /// Codes of the exceptions that are not settled.
  package static func openCodes(at place: Workplace) -> [String] {
    words(live(at: place).map(\.exception.code.rawValue))
  }

  /// Who looks after an exception, and who would by the configuration.
  package static func owners(at place: Workplace) -> [String] {
    let configured = settings(at: place)?.alerts.assignments.map(\.to) ?? []
    return words(live(at: place).compactMap(\.assignedTo) + configured)
  }

  package static func feeds(at place: Workplace) -> [String] {
    words(settings(at: place)?.feeds.map(\.id.text) ?? [])
  }

  package static func systems(at place: Workplace) -> [String] {
    words(settings(at: place)?.systems.map(\.id.text) ?? [])
  }

  package static func warehouses(at place: Workplace) -> [String] {
    words(settings(at: place)?.warehouses.map(\.id.text) ?? [])
  }

  package static func streams(at place: Workplace) -> [String] {
    words(settings(at: place)?.outbound.map(\.id.text) ?? [])
  }

  package static func crossReferences(at place: Workplace) -> [String] {
    words(settings(at: place).map { Array($0.crossReferences.keys) } ?? [])
  }

  /// Every code that an exception can have.
  package static func codes(at _: Workplace) -> [String] {
    ExceptionCode.allCases.map(\.rawValue)
  }

  package static func recordTypes(at _: Workplace) -> [String] {
    allRecordSchemas.map(\.entity.text)
  }

  /// Fields with their record types, as `item.weight_kg`.
  package static func fields(at _: Workplace) -> [String] {
    allRecordSchemas.flatMap { schema in schema.fields.map { "\(schema.entity).\($0.name)" } }
  }

  private static func settings(at place: Workplace) -> Settings? {
    try? ConfigurationFile(path: place.configuration).settings()
  }

  private static func live(at place: Workplace) -> [BookedException] {
    (try? place.open(.look).store.liveExceptions()) ?? []
  }

  /// What can be written as it is, each once, in order.
  private static func words(_ names: [String]) -> [String] {
    Set(names.filter { !$0.isEmpty && $0.utf8.allSatisfy(isPlain) && !$0.hasPrefix("-") }).sorted()
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."), UInt8(ascii: "@"), UInt8(ascii: "+"):
      true
    default: false
    }
  }
}
