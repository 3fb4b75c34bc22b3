import Testing

@testable import Syncing

@Suite("Mistakes in rules, tables and streams")
struct SettingsSectionMistakeTests {
  @Test(arguments: [
    ("xrefs: {x: {}}", "9:9: xrefs.x: missing one of \"values\", \"file\""),
    ("xrefs: {x: {values: [a]}}", "9:21: xrefs.x.values: expected a mapping, found a list"),
    (
      "xrefs: {x: {file: ../x.csv, dialect: csv, theirs: a, ours: b}}",
      "9:19: xrefs.x.file: expected a path below the exchange folder, found \"../x.csv\""
    ),
    (
      "xrefs: {x: {file: x.csv, dialect: bare, theirs: a, ours: 2}}",
      "9:49: xrefs.x.theirs: the dialect \"bare\" has no header; give the column's number"
    ),
    (
      "xrefs: {x: {values: {}, unmatched: holt}}",
      "9:36: xrefs.x.unmatched: expected one of hold, warn, keep, found \"holt\"; did you mean \"hold\"?"
    ),
    (
      "xrefs: {x: {values: {}, file: a, dialect: csv, theirs: a, ours: b}}",
      "9:25: xrefs.x: only one of \"values\" and \"file\" can be given"
    ),
    ("ownership: {}", "9:12: ownership: expected a list, found a mapping"),
    (
      "ownership: [{field: item, owner: erp}]",
      "9:21: ownership[1].field: expected a field as item.weight_kg or item.*, found \"item\""
    ),
    (
      "ownership: [{field: itme.*, owner: erp}]",
      "9:21: ownership[1].field: unknown record type \"itme\"; did you mean \"item\"?"
    ),
    (
      "ownership: [{field: item.wieght_kg, owner: erp}]",
      "9:21: ownership[1].field: item has no field \"wieght_kg\"; did you mean \"weight_kg\"?"
    ),
    ("ownership: [{field: item.*}]", "9:13: ownership[1]: missing key \"owner\""),
    (
      "ownership: [{field: item.*, owner: erp, warehouse: HAN}]",
      "9:52: ownership[1].warehouse: unknown warehouse \"HAN\"; did you mean \"HAM\"?"
    ),
    (
      "ownership: [{field: item.*, owner: erp, on_drift: ignore}]",
      "9:51: ownership[1].on_drift: expected one of revert, alert, adopt, found \"ignore\""
    ),
    (
      "ownership:\n- {field: item.*, owner: erp}\n- {field: item.*, owner: wms}",
      "11:3: ownership[2]: lines 10 and 11 are equally specific for item.*; remove one of them"
    ),
    (
      "tolerances: [{field: item.name, rel: 5%}]", "9:33: tolerances[1].rel: item.name is no number"
    ),
    (
      "tolerances: [{field: item.weight_kg, rel: 5}]",
      "9:43: tolerances[1].rel: expected a percentage as 2%, found \"5\""
    ),
    (
      "tolerances: [{field: stock.on_hand, abs: -1}]",
      "9:42: tolerances[1].abs: expected a number from 0, found \"-1\""
    ),
    (
      "tolerances: [{field: stock.on_hand, settle: soon}]",
      "9:45: tolerances[1].settle: expected a duration as 30s, 5m, 2h or 1d, found \"soon\""
    ),
    (
      "tolerances: [{field: stock.on_hand}, {field: stock.on_hand}]",
      "9:38: tolerances[2]: lines 9 and 9 are equally specific for stock.on_hand; remove one of them"
    ),
    (
      "receiving: {over_pct: -2}",
      "9:23: receiving.over_pct: expected a percentage as 2 or 2%, found \"-2\""
    ),
    (
      "shipping: {cancel_until: pickin}",
      "9:26: shipping.cancel_until: expected one of new, sent, acked, allocated, released, picking, picked, packed, shipped, found \"pickin\"; did you mean \"picking\"?"
    ),
    ("availability: {}", "9:1: availability: missing key \"channels\""),
    (
      "availability: {channels: {shop: {}}}",
      "9:27: availability.channels.shop: missing key \"share\""
    ),
    (
      "availability: {window: 36h, channels: {}}",
      "9:24: availability.window: expected whole days as 14d, from 1d to 366d, found \"36h\""
    ),
    (
      "availability: {safety: some, channels: {}}",
      "9:24: availability.safety: expected pieces as 2, or item, found \"some\""
    ),
    (
      "availability: {supply: [received], channels: {}}",
      "9:25: availability.supply[1]: expected one of purchase, asn, transfer, found \"received\""
    ),
    (
      "availability: {channels: {a: {share: 60%}, b: {share: 41%, warehouses: HAM}}}",
      "9:26: availability.channels: the shares of the channels that sell from HAM add up to 101%,"
        + " more than 100%"
    ),
    (
      "availability: {channels: {a: {share: 60%, system: wns}}}",
      "9:51: availability.channels.a.system: unknown system \"wns\"; did you mean \"wms\"?"
    ),
    (
      "routing: [{to: [HAN]}]",
      "9:17: routing[1].to[1]: unknown warehouse \"HAN\"; did you mean \"HAM\"?"
    ),
    (
      "routing: [{to: serves, when: {item.hazmatt: true}}]",
      "9:31: routing[1].when.item.hazmatt: item has no field \"hazmatt\"; did you mean \"hazmat\"?"
    ),
    (
      "routing: [{to: serves, when: {stock.lot: A}}]",
      "9:31: routing[1].when.stock.lot: expected a field of sales_order, sales_order_line, item"
    ),
    (
      "routing: [{to: serves, then: [splits, price]}]",
      "9:39: routing[1].then[2]: expected one of splits, cost, distance, rank, dispatch, found \"price\""
    ),
    (
      "carriers: {dhl: {zones: [{to: [Germany], base: 4}]}}",
      "9:32: carriers.dhl.zones[1].to[1]: expected a country as DE, or with the beginning of its postcodes as \"DE 80\", found \"Germany\""
    ),
    (
      "postcodes: {DE 80: {lat: 148, lon: 11}}",
      "9:26: postcodes.DE 80.lat: expected degrees from -90 to 90, found \"148\""
    ),
    (
      "replenishment: {cover: 7d}",
      "9:1: replenishment: missing key \"service_level\""
    ),
    (
      "replenishment: {service_level: 100%}",
      "9:32: replenishment.service_level: expected a percentage from 50% to 99.99%, found \"100%\""
    ),
    (
      "replenishment: {service_level: 95%, review: 36h}",
      "9:45: replenishment.review: expected whole days from 0d to 365d, found \"36h\""
    ),
    (
      "replenishment: {service_level: 95%, transfer_from: {HAN: [HAM]}}",
      "9:53: replenishment.transfer_from.HAN: unknown warehouse \"HAN\"; did you mean \"HAM\"?"
    ),
    (
      "replenishment: {service_level: 95%, holding: 20%}",
      "9:1: replenishment: missing key \"order_cost\", without which \"holding\" means nothing"
    ),
    (
      "adjustments: {reason: needed}",
      "9:23: adjustments.reason: expected one of required, optional, found \"needed\""
    ),
    (
      "adjustments: {limit: {abs: -1}}",
      "9:28: adjustments.limit.abs: expected a number from 0, found \"-1\""
    ),
    (
      "tolerances: [{field: stock.on_hand, correct: {value: 20}}]",
      "9:37: tolerances[1].correct: missing key \"abs\""
    ),
    (
      "tolerances: [{field: item.weight_kg, correct: {abs: 2}}]",
      "9:47: tolerances[1].correct: only stock.on_hand is put right in the book"
    ),
    (
      "finance: {closed_until: 2026-02-30}",
      "9:25: finance.closed_until: expected a date as 2026-10-31, found \"2026-02-30\""
    ),
    (
      "finance: {accounts: {inventry: \"1400\"}}",
      "9:22: unknown key \"inventry\" in finance.accounts; did you mean \"inventory\"?"
    ),
    (
      "finance: {accounts: {grni: [1600]}}",
      "9:28: finance.accounts.grni: expected an account, found a list"
    ),
    (
      "alerts: {severity: {SKU_UNKOWN: error}}",
      "9:21: alerts.severity.SKU_UNKOWN: unknown exception code \"SKU_UNKOWN\"; did you mean \"SKU_UNKNOWN\"?"
    ),
    (
      "alerts: {severity: {SKU_UNKNOWN: high}}",
      "9:34: alerts.severity.SKU_UNKNOWN: expected one of critical, error, warning, info, found \"high\""
    ),
    (
      "alerts: {owners: [{code: NEG_STOK, to: x}]}",
      "9:26: alerts.owners[1].code: unknown exception code \"NEG_STOK\"; did you mean \"NEG_STOCK\"?"
    ),
    ("alerts: {owners: [{code: NEG_STOCK}]}", "9:19: alerts.owners[1]: missing key \"to\""),
    (
      "alerts: {notify: [{run: []}]}",
      "9:25: alerts.notify[1].run: expected a program and its arguments as a list"
    ),
    ("alerts: {repport: {}}", "9:10: unknown key \"repport\" in alerts; did you mean \"report\"?"),
    (
      "retention: {inbound: 30 days}",
      "9:22: retention.inbound: expected a duration as 30s, 5m, 2h or 1d, found \"30 days\""
    ),
    (
      "retention: {inbound: 99999999999999999999d}",
      "9:22: retention.inbound: expected a duration as 30s, 5m, 2h or 1d, found \"99999999999999999999d\""
    ),
    (
      "retention: {inbound: 9999999d}",
      "9:22: retention.inbound: expected a duration as 30s, 5m, 2h or 1d, found \"9999999d\""
    ),
  ])
  func `a rule that cannot be followed is a mistake`(section: String, expected: String) {
    #expect(mistakes(behind: section) == [expected])
  }

  @Test(arguments: [
    ("to: erp, entity: item", "9:12: outbound.o: missing key \"file\""),
    (
      "to: erp, entity: item, file: a.csv",
      "9:45: outbound.o.file: expected a path below the exchange folder with {seq} or {seq:8}, found \"a.csv\""
    ),
    (
      "to: erp, entity: item, file: \"a_{seq:0}.csv\"",
      "9:45: outbound.o.file: expected a path below the exchange folder with {seq} or {seq:8}, found \"a_{seq:0}.csv\""
    ),
    (
      "to: erp, entity: item, file: \"../a_{seq}.csv\"",
      "9:45: outbound.o.file: expected a path below the exchange folder with {seq} or {seq:8}, found \"../a_{seq}.csv\""
    ),
    (
      "to: erp, entity: item, file: \"a_{seq}_{day}.csv\"",
      "9:45: outbound.o.file: expected a path below the exchange folder with {seq} or {seq:8}, found \"a_{seq}_{day}.csv\""
    ),
    (
      "to: erp, entity: item, file: \"a_{seq}.txt\"",
      "9:12: outbound.o: missing key \"dialect\"; \"a_{seq}.txt\" does not say its format"
    ),
    (
      "to: erp, entity: item, file: \"a_{seq}.csv\", dialect: cvs",
      "9:69: outbound.o.dialect: unknown dialect \"cvs\"; did you mean \"csv\"?"
    ),
    (
      "to: erp, entity: item, file: \"a_{seq}.csv\", with: receipt",
      "9:66: outbound.o.with: receipt is no document"
    ),
    (
      "to: erp, entity: item, file: \"a_{seq}.csv\", columns: {A: skku}",
      "9:73: outbound.o.columns.A: item has no field \"skku\"; did you mean \"sku\"?"
    ),
    (
      "to: erp, entity: item, file: \"a_{seq}.csv\", marker: done",
      "9:68: outbound.o.marker: expected a file name as \"{file}.ok\", found \"done\""
    ),
    (
      "to: erp, entity: item, file: \"a_{seq}.csv\", ack: {feed: acks}",
      "9:72: outbound.o.ack.feed: unknown feed \"acks\""
    ),
    (
      "to: erp, entity: item, file: \"a_{seq}.csv\", max_rows: 0",
      "9:70: outbound.o.max_rows: expected a whole number from 1, found \"0\""
    ),
    (
      "to: erp, entity: item, file: \"a_{seq}.csv\", layout: hledger",
      "9:68: outbound.o.layout: only journal has a layout hledger"
    ),
  ])
  func `a stream that could not be written or found is a mistake`(keys: String, expected: String) {
    #expect(mistakes(behind: "outbound: {o: {\(keys)}}") == [expected])
  }

  @Test func `journals need an account for everything that they tell`() {
    let stream = "outbound: {o: {to: erp, entity: journal, file: \"a_{seq}.csv\"}}"
    #expect(
      mistakes(behind: stream) == ["1:1: missing key \"finance\"; the stream o carries journals"])
    #expect(
      mistakes(behind: "finance: {accounts: {inventory: a, grni: b, cogs: c}}\n" + stream)
        == ["9:11: finance.accounts: missing key \"shrinkage\"; the stream o carries journals"])
    #expect(
      mistakes(behind: "finance: {closed_until: 2026-10-31}\n" + stream)
        == ["9:1: finance: missing key \"accounts\""])
    let all = "finance: {accounts: {inventory: a, grni: b, cogs: c, shrinkage: d}}\n"
    #expect(mistakes(behind: all + stream) == [])
  }

  @Test func `a layout of its own leaves no room for dialect and columns`() {
    let sections = """
      finance: {accounts: {inventory: a, grni: b, cogs: c, shrinkage: d}}
      outbound: {o: {to: erp, entity: journal, file: "{seq}.journal", layout: hledger, dialect: csv}}
      """
    #expect(
      mistakes(behind: sections) == [
        "10:91: outbound.o.dialect: dialect has no meaning beside layout: hledger"
      ])
  }

  @Test(arguments: [
    (
      "picking: {HAN: {method: single}}",
      "9:11: picking.HAN: unknown warehouse \"HAN\"; did you mean \"HAM\"?"
    ),
    ("picking: {HAM: {}}", "9:11: picking.HAM: missing key \"method\""),
    (
      "picking: {HAM: {method: clusters}}",
      "9:25: picking.HAM.method: expected one of single, batch, cluster, found \"clusters\"; did you mean \"cluster\"?"
    ),
    (
      "picking: {HAM: {method: single, max_orders: 4}}",
      "9:45: picking.HAM.max_orders: a list of method single has one order"
    ),
    (
      "picking: {HAM: {method: batch, divide: [zones]}}",
      "9:41: picking.HAM.divide[1]: expected one of priority, zone, found \"zones\"; did you mean \"zone\"?"
    ),
    (
      "picking: {HAM: {method: batch, layout: {aisle_pitch: 0, bay_length: 1}}}",
      "9:54: picking.HAM.layout.aisle_pitch: expected metres above 0, up to 10000, found \"0\""
    ),
    (
      "picking: {HAM: {method: batch, layout: {aisle_pitch: 3, bay_length: 1, aisle_length: 9, middle: 9}}}",
      "9:97: picking.HAM.layout.middle: the middle cross aisle lies behind the end of the aisles"
    ),
    (
      "packing: {cartons: {}}",
      "9:10: packing: orders are packed as they are picked; missing key \"picking\""
    ),
    (
      "outbound: {o: {to: erp, entity: item, file: \"a_{seq}.html\", layout: sheet}}",
      "9:69: outbound.o.layout: only pick_list has a layout sheet"
    ),
    (
      "outbound: {o: {to: erp, entity: pick_list, file: \"a_{seq}.html\", layout: sheet, max_rows: 9}}",
      "9:91: outbound.o.max_rows: max_rows has no meaning beside layout: sheet"
    ),
  ])
  func `picking and packing that could not be done are a mistake`(
    section: String, expected: String
  ) {
    #expect(mistakes(behind: section) == [expected])
  }

  @Test func `a carton has an inside`() {
    let sections = """
      picking: {HAM: {method: single}}
      packing: {cartons: {S: {length_cm: 0.05, width_cm: 1, height_cm: 1}}}
      """
    #expect(
      mistakes(behind: sections) == [
        "10:36: packing.cartons.S.length_cm: expected centimetres from 0.1 to 10000, found \"0.05\""
      ])
  }

  @Test func `two streams must not write the same files`() {
    let sections = """
      outbound:
        a: {to: erp, entity: item, file: "erp/in/a_{seq:8}.csv"}
        b: {to: erp, entity: partner, file: "erp/in/a_{seq}.csv"}
      """
    #expect(
      mistakes(behind: sections) == [
        "11:39: outbound.b.file: \"erp/in/a_{seq}.csv\" is also written by the stream of line 10"
      ])
  }
}
