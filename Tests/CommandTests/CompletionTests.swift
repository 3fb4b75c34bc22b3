import Testing
import Workbench

/// What a shell offers while a command is being written: names of the site, live.
@Suite struct CompletionTests {
  /// What bash offers for the last of these words, with the script that the program makes.
  private static let script = """
    source <("$1" --generate-completion-script bash)
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*"
    COMP_POINT=${#COMP_LINE}
    _wmsync "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    ((${#COMPREPLY[@]} == 0)) || printf '%s\\n' "${COMPREPLY[@]}"
    """

  private func offered(
    _ line: String, in folder: String, environment: [String: String] = [:],
    _ place: SourceLocation = #_sourceLocation
  ) throws -> [String] {
    let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let ended = try Program(path: "/bin/bash").run(
      ["-c", Self.script, "bash", Program.wmsync.path] + words, in: folder,
      environment: environment)
    try #require(ended.status == 0 && ended.err.isEmpty, "\(ended.err)", sourceLocation: place)
    return ended.out.split(separator: "\n").map(String.init)
  }

  @Test(arguments: [
    ("exceptions show ", ["1", "2", "3"]), ("exceptions ack 1 ", ["1", "2", "3"]),
    ("exceptions list --code ", ["RECEIPT_OVER", "SKU_UNKNOWN", "STOCK_UNEXPLAINED"]),
    ("exceptions list --severity e", ["error"]),
    ("exceptions explain SKU_UNK", ["SKU_UNKNOWN"]),
    ("exceptions list --feed tpl-s", ["tpl-shipments", "tpl-stock"]),
    ("watermarks rewind erp-i", ["erp-items"]), ("rules set item.weight_kg --owner w", ["wms"]),
    ("rules set item.base", ["item.base_uom"]),
    ("explain stock --warehouse ", ["HAM", "HAN", "TIL"]),
    ("exceptions resolve 1 --xref ", ["tpl-carrier", "tpl-sku"]),
    ("reconcile --entity purchase_order_", ["purchase_order_line"]),
    ("run --fail-on w", ["warning"]), ("status --color n", ["never"]),
    ("check --config wms", ["wmsync.yaml"]), ("init exch", ["exchange"]), ("wat", ["watermarks"]),
  ])
  func `a name is offered where a name is asked for`(line: String, names: [String]) throws {
    let site = try Demo.ran
    #expect(try offered(line, in: site.folder.path) == names)
  }

  @Test(arguments: ["-c", "--config"])
  func `the site is the one that the line names`(option: String) throws {
    let file = try Demo.ran.folder.path(of: "wmsync.yaml")
    #expect(try offered("exceptions show \(option) \(file) ", in: "/") == ["1", "2", "3"])
    #expect(
      try offered("exceptions show ", in: "/", environment: ["WMSYNC_CONFIG": file])
        == ["1", "2", "3"])
    #expect(try offered("exceptions show ", in: "/") == [])
  }

  @Test func `what cannot be read offers nothing and says nothing`() throws {
    let site = try TestSite("version: 1\nsiet: x\n")
    for line in ["exceptions show ", "watermarks rewind ", "exceptions list --owner "] {
      #expect(try offered(line, in: site.folder.path) == [])
    }
    let fresh = try Demo.fresh
    #expect(try offered("exceptions show ", in: fresh.folder.path) == [])
    #expect(try offered("watermarks rewind erp-i", in: fresh.folder.path) == ["erp-items"])
  }

  @Test func `what a shell would carry out is not offered`() throws {
    let site = try TestSite(copyOf: Demo.ran)
    let names = ["$(touch made)", "`touch made`", "night shift", "-rf", "amira"]
    for name in names {
      try site.done("exceptions assign 1", ["--to=" + name])
      let offers = try offered("exceptions list --owner ", in: site.folder.path)
      #expect(offers.contains(name) == (name == "amira"))
      #expect(offers.allSatisfy { name in name.allSatisfy { $0.isLetter || "-3".contains($0) } })
    }
    #expect(site.text("made") == nil)
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `the script of every shell asks the program for the names`(shell: String) throws {
    let ended = try Program.wmsync.run(["--generate-completion-script", shell], in: "/")
    #expect(ended.status == 0 && ended.err.isEmpty)
    #expect(ended.out.contains("---completion exceptions show -- positional@0"))
    #expect(ended.out.contains("---completion push -- --stream"))
  }
}
