internal import Domain
internal import Persistence
internal import Reporting

/// Which exceptions a person asks for; what is not given does not limit.
package struct ExceptionFilter: Sendable {
  package var code: String?
  package var feed: String?
  package var warehouse: String?
  package var severity: String?
  package var state: String?
  package var entity: String?
  package var sku: String?
  package var order: String?
  /// Found for the first time in the newest run.
  package var onlyNew = false

  package init() {}

  func selects(_ booked: BookedException, newestRun: Int64?) -> Bool {
    let one = booked.exception
    let parts = RecordKey(text: one.key).parts
    let tests: [(String?, Bool)] = [
      (code, one.code.rawValue == code), (feed, one.origin?.feed.text == feed),
      (warehouse, one.warehouse?.text == warehouse),
      (severity, one.severity.rawValue == severity), (state, booked.state.rawValue == state),
      (entity, one.entity?.text == entity), (sku, parts.contains(sku ?? "")),
      (order, parts.first == order),
    ]
    guard tests.allSatisfy({ $0.0 == nil || $0.1 }) else { return false }
    return !onlyNew || booked.seen == 1 && booked.lastRun == newestRun
  }

  /// A table of the selected exceptions; a sentence when there are none.
  func table(of all: [BookedException], newestRun: Int64? = nil) -> [String] {
    let selected = all.filter { selects($0, newestRun: newestRun) }
    guard !selected.isEmpty else { return ["no exceptions"] }
    let header = ["id", "severity", "state", "code", "key", "seen", "message"]
    let rows = selected.map { booked in
      [
        String(booked.id), booked.exception.severity.rawValue, booked.state.rawValue,
        booked.exception.code.rawValue, Terminal.safe(booked.exception.key),
        String(booked.seen), Terminal.safe(booked.exception.message),
      ]
    }
    return TextTable([header] + rows, numeric: [0, 5]).lines
  }
}

/// Text from files, made harmless for a terminal.
enum Terminal {
  /// Control characters and direction marks are shown as `\u{…}`.
  static func safe(_ text: String) -> String {
    var safe = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7f..<0xa0, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069:
        safe += "\\u{" + String(scalar.value, radix: 16) + "}"
      default:
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe
  }
}
