internal import Domain
package import Properties
internal import Syncing

/// Every property that is tried.
package let allProperties: [any Property.Type] =
  smallProperties + [ConfigurationProperty.self]

/// Configurations: settings, or mistakes that name their place on one line each.
package final class ConfigurationProperty: Property {
  package static let name = "configuration"

  package init() {}

  package func fault(in input: [UInt8]) -> String? {
    let text = String(decoding: input, as: UTF8.self)
    if let fault = TemplateCheck.fault(text) { return fault }
    guard let found = Self.errors(in: text) else { return nil }
    guard !found.errors.isEmpty else { return "refused without a mistake" }
    return fault(of: found) ?? repetitionFault(text, found, input.count)
  }

  private static func errors(in text: String) -> SettingsErrors? {
    do throws(SettingsErrors) {
      _ = try Settings.read(text: text, path: "/site/wmsync.yaml")
      return nil
    } catch {
      return error
    }
  }

  private func fault(of found: SettingsErrors) -> String? {
    for (error, next) in zip(found.errors, found.errors.dropFirst()) {
      guard (error.line, error.column) <= (next.line, next.column) else {
        return "\(error) stands before \(next)"
      }
    }
    for error in found.errors {
      // The mistake may be that the file ends where it does: one line behind its last.
      guard error.line >= 1, error.column >= 1, error.line <= found.lines.count + 1 else {
        return "\(error) lies outside of \(found.lines.count) lines"
      }
      guard !error.message.isEmpty, !error.message.unicodeScalars.contains(where: Self.isControl)
      else { return "message \(error.message.debugDescription)" }
    }
    let shown = found.text.unicodeScalars
    guard !shown.contains(where: { $0 != "\n" && $0 != "\t" && Self.isControl($0) }) else {
      return "shown with control characters: \(found.text.debugDescription)"
    }
    return nil
  }

  /// The same text has the same mistakes; looked at now and then, since it costs as much again.
  private func repetitionFault(_ text: String, _ found: SettingsErrors, _ count: Int) -> String? {
    guard count.isMultiple(of: 8) else { return nil }
    let again = Self.errors(in: text)
    return again?.errors == found.errors
      ? nil : "first \(found.errors), then \(again?.errors ?? [])"
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
  }
}

/// Names of files as templates and in templates.
enum TemplateCheck {
  static func fault(_ text: String) -> String? {
    guard text.utf8.count <= 100 else { return nil }
    if let names = PathTemplate.placeholders(of: text) {
      guard names.count == text.count(where: { $0 == "{" }) else { return "\(names) of \(text)" }
    }
    _ = PathTemplate.withoutWidth(text)
    let beside = PathTemplate.filled("{file}.ok", file: text)
    guard beside == text + ".ok" else { return "\(beside) stands beside \(text)" }
    guard !text.utf8.contains(where: { "{}".utf8.contains($0) }) else { return nil }
    let path = PathTemplate.numbered(text + "_{seq:8}.csv", sequence: 42)
    return path == text + "_00000042.csv" ? nil : "\(path) of \(text)"
  }
}
