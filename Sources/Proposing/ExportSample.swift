/// The beginning of an export that is to be looked at, in memory.
package struct ExportSample: Sendable {
  /// The most of a file that is looked at, in bytes.
  package static let mostBytes = 8 << 20

  /// The last part of its path, as `stock_0001.csv`.
  package let name: String
  package let bytes: [UInt8]
  /// Whether the file goes on behind `bytes`.
  package let isCut: Bool

  package init(name: String, bytes: [UInt8], isCut: Bool = false) {
    self.name = name
    self.bytes = bytes
    self.isCut = isCut
  }
}

/// How much a person may rely on what was found.
package enum Confidence: Int, Comparable, Sendable {
  case low
  case medium
  case high

  package static func < (left: Confidence, right: Confidence) -> Bool {
    left.rawValue < right.rawValue
  }

  package var name: String {
    switch self {
    case .low: "low"
    case .medium: "medium"
    case .high: "high"
    }
  }
}

/// One thing that was found out about an export, and why it is believed.
package struct Evidence: Sendable {
  /// What it is about, as `delimiter`.
  package let subject: String
  /// What was found, as `";"`.
  package let finding: String
  /// Why, as `all of 40 rows have 14 cells`.
  package let reason: String
  package let confidence: Confidence

  package init(
    _ subject: String, _ finding: String, _ reason: String, _ confidence: Confidence
  ) {
    self.subject = subject
    self.finding = finding
    self.reason = reason
    self.confidence = confidence
  }
}

/// A finding with its evidence.
struct Found<Value> {
  let value: Value
  let reason: String
  let confidence: Confidence

  init(_ value: Value, _ reason: String, _ confidence: Confidence) {
    self.value = value
    self.reason = reason
    self.confidence = confidence
  }

  func evidence(_ subject: String, _ finding: String) -> Evidence {
    Evidence(subject, finding, reason, confidence)
  }
}

/// `1 row`, `2 rows`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
