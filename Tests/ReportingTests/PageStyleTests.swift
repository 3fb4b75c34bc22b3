import Testing
import Workbench

@testable import Reporting

/// What can be proved of the page's looks without looking.
@Suite struct PageStyleTests {
  /// The colours of a mode, by their names.
  private func colours(_ block: Substring) -> [String: [Double]] {
    var found: [String: [Double]] = [:]
    for part in block.split(separator: ";") {
      let sides = part.split(separator: ":")
      guard let name = sides.first, let value = sides.last, value.hasPrefix("#") else { continue }
      let digits = value.dropFirst().prefix { $0.isHexDigit }
      let whole = digits.count == 3 ? digits.map { "\($0)\($0)" }.joined() : String(digits)
      guard let number = Int(whole, radix: 16) else { continue }
      let key = String(name.split(separator: "{").last ?? name)
      found[key] = [16, 8, 0].map { shift -> Double in Double((number >> shift) & 255) / 255 }
    }
    return found
  }

  /// WCAG 2.2, relative luminance and contrast.
  private func contrast(_ one: [Double], _ other: [Double]) -> Double {
    let lights = [one, other].map { colour in
      let linear = colour.map { value in
        value <= 0.04045 ? value / 12.92 : power((value + 0.055) / 1.055)
      }
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
    return ((lights.max() ?? 0) + 0.05) / ((lights.min() ?? 0) + 0.05)
  }

  /// To the power of 2.4 = 12/5: the fifth root by halving, then the twelfth power.
  private func power(_ base: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if middle * middle * middle * middle * middle < base { low = middle } else { high = middle }
    }
    return (0..<12).reduce(1) { product, _ in product * low }
  }

  private static let pairs = [
    ("--ink", "--paper"), ("--ink", "--panel"), ("--ink", "--mark"), ("--soft", "--paper"),
    ("--act", "--paper"), ("--act", "--panel"), ("--look", "--paper"), ("--clear", "--paper"),
  ]

  @Test func `every text is readable by day and by night`() throws {
    let modes = PageStyle.css.split(
      separator: ":root{", omittingEmptySubsequences: false
    ).dropFirst().map { block in
      colours(block.prefix { $0 != "}" })
    }
    #expect(modes.count == 3)
    for mode in modes.prefix(2) {
      #expect(mode.count == 10)
      for (text, ground) in Self.pairs {
        let ratio = contrast(try #require(mode[text]), try #require(mode[ground]))
        #expect(ratio >= 4.5, "\(text) on \(ground): \(ratio)")
      }
      // Lines and bars are no text: three to one.
      for shape in ["--line", "--bar"] {
        let ratio = contrast(try #require(mode[shape]), try #require(mode["--paper"]))
        #expect(ratio >= 3, "\(shape): \(ratio)")
      }
    }
  }

  @Test func `black on white has the greatest contrast there is`() {
    #expect(abs(contrast([0, 0, 0], [1, 1, 1]) - 21) < 0.001)
  }

  @Test func `the script is the one that the page lets run`() throws {
    let folder = try ThrowawayFolder()
    try folder.write("script", PageStyle.script)
    let hash = try Program(path: "/bin/sh").run(
      ["-c", "openssl dgst -sha256 -binary script | base64"], in: folder.path)
    #expect("sha256-" + hash.out == PageStyle.scriptHash + "\n")
  }
}
