/// A configuration as it lies on the disk.
struct ConfigurationFile {
  private static let sizeLimit = 4 << 20

  let path: String
  let bytes: [UInt8]

  /// - Throws: a mistake without a line when it cannot be read, or when others can write it.
  init(path: String) throws(SettingsErrors) {
    let opened: SmallFile.Opened
    do {
      opened = try SmallFile.read(path, atMost: Self.sizeLimit)
    } catch {
      throw SettingsErrors(unreadable: path, error.message)
    }
    if let refusal = SiteSafety.refusal(of: path, opened.status) {
      throw SettingsErrors(unreadable: path, refusal)
    }
    self.path = path
    bytes = opened.bytes
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// What it says.
  ///
  /// - Throws: every mistake at once.
  func settings() throws(SettingsErrors) -> Settings {
    let (text, fault) = ConfigurationText.decoded(bytes)
    guard let text else {
      let error = SettingsError(
        line: fault.line, column: fault.column, message: "the file is not UTF-8 from here on")
      throw SettingsErrors(file: path, lines: ConfigurationText(self.text).lines, errors: [error])
    }
    return try Settings.read(text: text, path: path)
  }
}

extension SettingsErrors {
  /// The file could not be read as a whole; the message may begin with its path.
  fileprivate init(unreadable path: String, _ message: String) {
    var told = message[...]
    if told.hasPrefix(path + ": ") {
      told = told[told.index(told.startIndex, offsetBy: path.count + 2)...]
    }
    for action in ["cannot open: ", "cannot read: "] where told.hasPrefix(action) {
      told = "cannot be read: " + told.dropFirst(action.count)
    }
    let error = SettingsError(line: 0, column: 0, message: String(told))
    self.init(file: path, lines: [], errors: [error])
  }
}
