import Testing
import Workbench

/// All bad inputs that are one file each, together on one site after one run, and how it ended.
struct BadInputStation {
  static let shared = Result { try BadInputStation() }

  let inputs: [BadInput]
  let site: TestSite
  let ended: Program.Outcome

  private init() throws {
    let formats = BadInput.site("formats")
    inputs = try BadInput.all.get().filter { $0.site == formats && $0.isOneFile }
    var feeds = ""
    for (number, input) in inputs.enumerated() {
      let format = Self.format(input)
      feeds += """
          feed-\(number):
            like: \(format)
            from: {system: erp, files: "in/\(number)_*.\(format)", dialect: \(format), order: name}

        """
    }
    site = try TestSite(
      formats.replacing("\nalerts:", with: "\n\(feeds)alerts:")
        .replacing("\"in/*.", with: "\"none/*."))
    for (number, input) in inputs.enumerated() {
      guard case .lay(_, let bytes) = input.steps[0] else { continue }
      let file = "exchange/in/\(number)_1.\(Self.format(input))"
      try site.folder.write(file, bytes: Self.own(bytes, number))
    }
    ended = try site.wmsync("run --json", seconds: 60)
  }

  private static func format(_ input: BadInput) -> String {
    guard case .lay(let path, _) = input.steps[0] else { return "" }
    return String(path.split(separator: ".").last ?? "")
  }

  /// The content with article codes of its own, as A1 and B2 become A1n7 and B2n7: the same fault
  /// of the same article in two files would be one exception.
  private static func own(_ bytes: [UInt8], _ number: Int) -> [UInt8] {
    var own: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      own.append(byte)
      let isCode =
        (0x31...0x34).contains(byte) && index > 0 && (0x41...0x43).contains(bytes[index - 1])
      if isCode { own += Array("n\(number)".utf8) }
    }
    return own
  }
}
