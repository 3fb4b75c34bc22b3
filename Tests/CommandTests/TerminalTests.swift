import Testing
import Workbench

/// Whatever stands in files, names and arguments: it is shown, and acts on no terminal.
@Suite struct TerminalTests {
  private static let acting = "\u{1b}]0,x\u{7}\u{9b}2J\u{202e}\u{2028}"

  /// A site whose exports, names, configuration and notes hold what acts on a terminal.
  private func hostile() throws -> TestSite {
    let configuration = CornerShop.configuration().replacing(
      "site: corner", with: "site: \"corner\\e[2J\\u202e\\nACT: forged\"")
    let site = try TestSite(configuration)
    try site.write(
      "erp/out/items_1.csv",
      "sku;name;weight\nA1;Axe;1.5\nB2;\(Self.acting);2\nC\(Self.acting);Cap;heavy\n")
    try site.write("erp/out/items_\(Self.acting)\nACT: forged.csv", "sku\n\(Self.acting)\n")
    try site.write("wms/out/items_1.csv", "sku;weight\nA1;1.5\nB2;2.5\nZ\(Self.acting);1\n")
    _ = try site.wmsync("run")
    _ = try site.wmsync("exceptions ack 1 --note", [Self.acting + "\nACT: forged"])
    _ = try site.wmsync(
      "rules set item.name --owner wms --reason", [Self.acting + "\nACT: forged"])
    return site
  }

  static let commands = [
    "run -v", "run --dry-run", "reconcile", "status", "exceptions", "exceptions show 1",
    "exceptions show 2", "rules", "rules history", "watermarks", "explain item B2", "check",
    "doctor", "status --json", "exceptions --json", "explain item B2 --json",
    "watermarks --json", "rules --json", "exceptions show 1 --json",
  ]

  @Test func `nothing that a command says acts on a terminal or forges a line`() throws {
    let site = try hostile()
    for command in Self.commands {
      let ended = try site.wmsync(command, at: TestSite.later)
      #expect([0, 3].contains(ended.status), "\(command): \(ended.err)")
      expectHarmless(ended.out + ended.err, command)
    }
    #expect(
      try site.wmsync("exceptions", at: TestSite.later).out.contains("C\\u{1b}]0,x\\u{7}\\u{9b}2J"))
    #expect(try site.wmsync("exceptions --json", at: TestSite.later).out.contains("\\u009b2J"))
  }

  static let arguments = [
    ["frob\(acting)"], ["run", "--\(acting)"], ["run", "--accept", acting + "\nACT: forged"],
    ["explain", "item", acting + "\nACT: forged"], ["-c", acting + "\nACT: forged", "run"],
    ["rules", "which", acting], ["watermarks", "rewind", acting, "--to", acting],
    ["run", "--at", acting + "\nACT: forged"], ["replay", acting + "\nACT: forged"],
  ]

  @Test(arguments: arguments)
  func `an argument is told back without acting`(words: [String]) throws {
    let ended = try Program.wmsync.run(words, in: CornerShop.running().folder.path)
    #expect(ended.status != 0 && ended.out == "" && ended.err != "")
    expectHarmless(ended.err, words.joined(separator: " "))
  }

  private func expectHarmless(_ said: String, _ what: String) {
    #expect(
      said.unicodeScalars.allSatisfy { scalar in
        scalar == "\n"
          || scalar.value >= 0x20 && !(0x7f...0x9f).contains(scalar.value)
            && !(0x2028...0x202e).contains(scalar.value)
      }, "\(what.debugDescription)")
    #expect(!said.contains("\nACT: forged"), "\(what.debugDescription)")
  }
}
