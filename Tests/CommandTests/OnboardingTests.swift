import Testing
import Workbench

/// From exports that nobody has described to a site that reads them.
@Suite struct OnboardingTests {
  private let folder: ThrowawayFolder

  init() throws {
    folder = try ThrowawayFolder()
  }

  private func wmsync(_ words: String...) throws -> Program.Outcome {
    try Program.wmsync.run(words, in: folder.path, environment: ["WMSYNC_AT": TestSite.later])
  }

  private func configuration(_ site: String) -> String {
    folder.text(of: site + "/wmsync.yaml") ?? ""
  }

  @Test func `a proposal is read, checked and run as it stands`() throws {
    try folder.write(
      "erp/items.csv", "sku;name;weight\n0012;Axe;1,5\n0013;Saw;0,25\n0014;Hoe;2,75\n")
    try folder.write("wms/stock.csv", "wh,sku,qty\nW1,12,5\nW1,13,6\nW2,14,0\n")
    let made = try wmsync("init", "s", "--from", "erp/items.csv", "wms/stock.csv")
    #expect(made.status == 0 && made.err == "")
    #expect(made.out.contains("s/wmsync.yaml: 2 feeds ready, 0 to be filled in"))
    let text = configuration("s")
    #expect(text.contains("sku: {column: \"sku\", required: true, strip_leading: \"0\"}"))
    #expect(
      text.contains(
        "sku: {column: \"sku\", required: true, strip_leading: \"0\", exists_in: item}"))
    #expect(text.contains("\"W2\": {name: \"W2\", system: wms}"))
    #expect(text.contains("decimal: \",\""))
    let checked = try wmsync("-c", "s/wmsync.yaml", "check", "--sample")
    #expect(checked.status == 0)
    #expect(checked.out.contains("wms-stock: 1 files, 3 rows: 3 stock, 0 skipped, 0 held"))
    #expect(!folder.exists("s/state"))
    let run = try wmsync("-c", "s/wmsync.yaml", "run", "-v")
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("ALL CLEAR: run 1 read 6 rows of 2 files"))
  }

  @Test func `the originals stay as they were and nothing is overwritten`() throws {
    try folder.write("items.csv", "sku,name\nA,Axe\nB,Bow\n")
    #expect(try wmsync("init", "s", "--from", "items.csv").status == 0)
    #expect(folder.text(of: "items.csv") == "sku,name\nA,Axe\nB,Bow\n")
    #expect(folder.text(of: "s/exchange/erp/out/items.csv") == "sku,name\nA,Axe\nB,Bow\n")
    let mine = configuration("s")
    let again = try wmsync("init", "s", "--from", "items.csv")
    #expect(again.status == 74)
    #expect(again.err.contains("s/wmsync.yaml exists already; nothing was written"))
    #expect(configuration("s") == mine)
  }

  @Test func `files that cannot be told apart are refused before anything is written`() throws {
    try folder.write("a/orders.csv", "order,customer\n1,C\n2,D\n")
    try folder.write("b/orders.csv", "order,customer,country\n1,C,DE\n2,D,NL\n")
    let refused = try wmsync("init", "s", "--from", "a/orders.csv", "b/orders.csv")
    #expect(refused.status == 64)
    #expect(refused.err.contains("say which system each comes from"))
    #expect(!folder.exists("s"))
    #expect(try wmsync("init", "s", "--from", "a/orders.csv", "shop=b/orders.csv").status == 0)
    #expect(folder.exists("s/exchange/shop/out/orders.csv"))
  }

  @Test func `what cannot be looked at is named and nothing is written`() throws {
    try folder.write("items.csv", "sku,name\nA,Axe\n")
    try folder.write("broken.json", "{\"a\": ")
    for (file, reason) in [
      ("absent.csv", "absent.csv: cannot open"), (".", "no regular file"),
      ("broken.json", "broken.json:1: cannot be read"),
    ] {
      let refused = try wmsync("init", "s", "--from", "items.csv", file)
      #expect(refused.status == 74)
      #expect(refused.err.contains(reason), "\(refused.err)")
      #expect(!folder.exists("s"))
    }
  }

  @Test func `an empty export is proposed as one that waits for a person`() throws {
    try folder.write("empty.csv", "")
    let made = try wmsync("init", "s", "--from", "empty.csv")
    #expect(made.status == 0)
    #expect(made.out.contains("0 feeds ready, 1 to be filled in"))
    #expect(made.out.contains("the file is empty"))
  }

  @Test func `columns that nobody has named wait for a person as a comment`() throws {
    try folder.write("mystery.csv", "foo,bar\n1,2\n3,4\n")
    let made = try wmsync("init", "s", "--from", "mystery.csv")
    #expect(made.out.contains("0 feeds ready, 1 to be filled in"))
    #expect(configuration("s").contains("# Not ready: a person must say what its columns mean."))
    #expect(configuration("s").contains("#   foo: whole numbers, 2 different, 0 blank"))
    #expect(try wmsync("-c", "s/wmsync.yaml", "check").status == 0)
  }

  @Test func `content of an export cannot end a comment or become a setting`() throws {
    try folder.write(
      "erp/items.csv", "sku,name,\"x\nversion: 2\"\nA\"\"B,Axe,1\n\"C\nsite: evil\",Bow,2\n")
    let made = try wmsync("init", "s", "--from", "erp/items.csv")
    #expect(made.status == 0)
    #expect(!configuration("s").split(separator: "\n").contains { $0.hasPrefix("site: evil") })
    #expect(try wmsync("-c", "s/wmsync.yaml", "check").status == 0)
  }

  @Test func `rows that would be held are findings with file and line`() throws {
    try folder.write("erp/items.csv", "sku,name\nA,Axe\nB,Bow\nC,Cup\n")
    try folder.write("wms/stock.csv", "wh,sku,qty\nW1,A,5\nW1,B,6\nW1,Z,7\n")
    #expect(
      try wmsync("init", "s", "--from", "erp/items.csv", "wms/stock.csv").status == 0)
    let checked = try wmsync("-c", "s/wmsync.yaml", "check", "--sample")
    #expect(checked.status == 2)
    #expect(
      checked.out.contains(
        "wms/out/stock.csv:4: sku: no waiting file has item Z; its rows would be held"))
    #expect(
      checked.out.contains("item: 1 are known to erp and not to wms: C (erp/out/items.csv:4)"))
  }

  @Test func `likely aliases become a table that is a cross reference once it was reviewed`() throws
  {
    try folder.write(
      "erp/items.csv",
      "sku,name,ean\nTENT-2,Tent for two persons,4006381333931\nBAG,Sleeping bag blue,\n"
        + "CUP,Cup,\nLAMP,Head lamp,\n")
    try folder.write(
      "tpl/items.csv",
      "sku,name,ean\n900001,Zelt,4006381333931\ntent2,Something,\n900002,Blue sleeping bag,\n"
        + "LAMP,Lamp,\n")
    #expect(
      try wmsync("init", "s", "--from", "erp=erp/items.csv", "tpl=tpl/items.csv").status == 0)
    let checked = try wmsync("-c", "s/wmsync.yaml", "check", "--aliases", "review")
    #expect(checked.status == 0)
    let table = folder.text(of: "review/tpl_item.csv") ?? ""
    #expect(
      table.split(separator: "\n").map(String.init) == [
        "theirs,ours,confidence,evidence,their_name,our_name",
        "900001,TENT-2,95,the same barcode 4006381333931,Zelt,Tent for two persons",
        "900002,BAG,60,names share 100 % of their words,Blue sleeping bag,Sleeping bag blue",
        "tent2,TENT-2,90,the same letters and digits,Something,Tent for two persons",
      ])
    let again = try wmsync("-c", "s/wmsync.yaml", "check", "--aliases", "review")
    #expect(again.status == 74 && again.err.contains("what was reviewed is kept"))
    try folder.write("s/exchange/xref/tpl.csv", table)
    try folder.write(
      "s/wmsync.yaml",
      configuration("s")
        .replacing(
          "\nfeeds:\n",
          with: "\nxrefs:\n  tpl-sku: {file: xref/tpl.csv, dialect: erp-csv, "
            + "theirs: theirs, ours: ours, unmatched: keep}\n\nfeeds:\n"))
    #expect(try wmsync("-c", "s/wmsync.yaml", "check").status == 0)
  }

  @Test func `doubled partners and dead cross references are told`() throws {
    try folder.write(
      "erp/customers.csv",
      "customer,name,email\n1,Ann,a@x.org\n2,Anna,A@x.org\n3,Bob,b@x.org\n")
    try folder.write("erp/items.csv", "sku,name\nA,Axe\nB,Bow\n")
    #expect(
      try wmsync("init", "s", "--from", "erp/customers.csv", "erp/items.csv").status == 0)
    try folder.write("s/exchange/wms/out/stock.csv", "sku,qty\nx,1\n")
    try folder.write(
      "s/wmsync.yaml",
      configuration("s").replacing(
        "\nfeeds:\n",
        with: """

          xrefs:
            codes: {values: {x: A, y: GONE}, unmatched: hold}

          feeds:
            wms-stock:
              entity: stock
              from: {system: wms, files: "wms/out/stock.csv", dialect: erp-csv}
              ready: {rename: true}
              mode: snapshot
              fields: {warehouse: {constant: MAIN}, sku: {column: sku, xref: codes}, on_hand: {column: qty}}

          """))
    let checked = try wmsync("-c", "s/wmsync.yaml", "check", "--sample")
    #expect(checked.err == "")
    #expect(
      checked.out.contains(
        "partner: customer|1 (erp/out/customers.csv:2), customer|2 (erp/out/customers.csv:3) have "
          + "the same e-mail address"))
    #expect(
      checked.out.contains(
        "cross reference codes: 1 of its codes lead to articles that no system has: y → GONE"))
  }

  @Test func `each system's presets are proposed and read their sample without a held row`() throws
  {
    let presets = Workbench.names(in: Workbench.root + "/Fixtures/presets")
    #expect(presets.count > 20)
    for preset in presets {
      let at = Workbench.root + "/Fixtures/presets/" + preset
      let sample = Workbench.names(in: at).first { $0.hasPrefix("sample.") } ?? ""
      #expect(try wmsync("init", preset, "--from", at + "/" + sample).status == 0, "\(preset)")
      #expect(configuration(preset).contains("#   preset \(preset): "), "\(preset)")
      let checked = try wmsync("-c", preset + "/wmsync.yaml", "check", "--sample")
      #expect(checked.status == 0, "\(preset): \(checked.out)\(checked.err)")
    }
  }
}
