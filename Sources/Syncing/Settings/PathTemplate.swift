import Domain

/// Texts with placeholders in braces.
package enum PathTemplate {
  /// What stands between braces, in order; `nil` when a brace is not closed or not opened.
  package static func placeholders(of text: String) -> [String]? {
    var names: [String] = []
    var name: String?
    for character in text {
      switch (character, name) {
      case ("{", nil): name = ""
      case ("}", let open?):
        names.append(open)
        name = nil
      case ("{", _), ("}", nil): return nil
      case (_, let open?): name = open + String(character)
      default: break
      }
    }
    return name == nil ? names : nil
  }

  /// The path of the file that stands beside another one.
  ///
  /// - Parameters:
  ///   - template: as `{file}.ok`; a path without folder stands in the folder of the file.
  ///   - file: path of the other file.
  /// - Returns: the path below the same root.
  package static func filled(_ template: String, file: String) -> String {
    let name = file.lastIndex(of: "/").map { String(file[file.index(after: $0)...]) } ?? file
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    let filled = replacing("{file}", in: template, with: name)
    return filled.contains("/") ? filled : folder + filled
  }

  /// The path of an outbound file of that number.
  package static func numbered(_ template: String, sequence: Int) -> String {
    var path = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      path += rest[..<open]
      let parts = rest[rest.index(after: open)..<close].split(separator: ":")
      path += padded(sequence, parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
      rest = rest[rest.index(after: close)...]
    }
    return path + rest
  }

  private static func replacing(_ part: String, in text: String, with other: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: part) {
      result += rest[..<start.lowerBound] + other
      rest = rest[start.upperBound...]
    }
    return result + rest
  }

  /// The name of a file that stands beside another, as `{file}.ok`.
  static func marker(_ setting: Setting, mustNameFile: Bool = false) -> String? {
    let what = "a file name as \"{file}.ok\""
    guard let text = setting.relativePath(what) else { return nil }
    guard let names = placeholders(of: text), names.allSatisfy({ $0 == "file" }),
      !mustNameFile || !names.isEmpty
    else { return setting.expected(what) }
    return text
  }

  /// The path of outbound files with their number, as `orders_{seq:8}.json`.
  static func numbered(_ setting: Setting) -> String? {
    let what = "a path below the exchange folder with {seq} or {seq:8}"
    guard let text = setting.relativePath(what) else { return nil }
    guard let names = placeholders(of: text), !names.isEmpty, names.allSatisfy(isSequence) else {
      return setting.expected(what)
    }
    return text
  }

  private static func isSequence(_ name: String) -> Bool {
    guard name != "seq" else { return true }
    guard name.utf8.starts(with: "seq:".utf8), let width = Int(name.dropFirst(4)) else {
      return false
    }
    return (1...18).contains(width) && name.dropFirst(4).utf8.first != UInt8(ascii: "+")
  }

  /// The path without the width of its numbers: two paths that are equal in this can meet.
  package static func withoutWidth(_ path: String) -> String {
    var result = ""
    var name: String?
    for character in path {
      switch (character, name) {
      case ("{", nil): name = ""
      case ("}", .some):
        result += "{seq}"
        name = nil
      case (_, let open?): name = open + String(character)
      default: result.append(character)
      }
    }
    return result
  }
}
