import Domain
import Intake
import Mapping

/// Reads the tables of their codes and ours.
struct CrossReferenceReader {
  let declared: Declarations

  /// In file order; a mistaken one is there without values, so that its name is known.
  func all(_ setting: Setting?) -> [CrossReferenceSettings] {
    (setting?.named ?? []).map { setting in
      let read = setting.section { section in
        CrossReferenceSettings(
          name: setting.key, source: source(section),
          unmatched: section["unmatched"]?.choice(CrossReference.Unmatched.self) ?? .hold)
      }
      return read
        ?? CrossReferenceSettings(name: setting.key, source: .values([:]), unmatched: .hold)
    }
  }

  private func source(_ section: Section) -> CrossReferenceSettings.Source {
    guard let source = section.exactlyOne(of: ["values", "file"]) else { return .values([:]) }
    guard source.key == "file" else {
      // With both, only that is the mistake, and not what belongs to the file.
      if section["file"] != nil { for key in ["dialect", "theirs", "ours"] { _ = section[key] } }
      return .values(source.wordTable())
    }
    let path = source.relativePath() ?? ""
    let name = section.need("dialect")?.reference(to: "dialect", among: declared.dialectNames)
    let theirs = section.need("theirs")
    let ours = section.need("ours")
    for column in [theirs, ours].compactMap({ $0 }) {
      guard let text = column.text("a column"), let name else { continue }
      if declared.dialects[name]?.header == Dialect.Header.none, !text.isColumnNumber {
        column.fail("the dialect \(quoted(name)) has no header; give the column's number")
      }
    }
    return .file(
      path: path, dialect: name ?? "", theirs: theirs?.node.scalarText ?? "",
      ours: ours?.node.scalarText ?? "")
  }
}

extension ConfigurationNode {
  /// The text of a scalar; `nil` for anything else.
  var scalarText: String? {
    guard case .scalar(let text, _) = content else { return nil }
    return text
  }
}

extension Setting {
  /// A mapping of texts to texts.
  func wordTable() -> [String: String] {
    guard let settings = openSection()?.all else { return [:] }
    var table: [String: String] = [:]
    for setting in settings {
      if let word = setting.word() { table[setting.key] = word }
    }
    return table
  }
}

extension String {
  /// Digits that count from 1.
  var isColumnNumber: Bool {
    !isEmpty && utf8.allSatisfy { (0x30...0x39).contains($0) } && Int(self).map { $0 > 0 } ?? false
  }
}
