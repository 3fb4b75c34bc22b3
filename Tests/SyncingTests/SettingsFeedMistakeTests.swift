import Testing

@testable import Syncing

@Suite("Mistakes in feeds")
struct SettingsFeedMistakeTests {
  /// The mistakes of a feed `f` with these keys; its keys stand from line 11, column 5.
  private func feedMistakes(_ keys: String) -> [String] {
    let lines = keys.split(separator: "\n").map { "    " + $0 }
    return mistakes(behind: "feeds:\n  f:\n" + lines.joined(separator: "\n"))
  }

  private let from = "from: {system: erp, files: a.csv, dialect: csv}"

  @Test(
    arguments: [
      (
        "ready: {stable: soon}",
        "11:21: feeds.f.ready.stable: expected a duration as 30s, 5m, 2h or 1d, found \"soon\""
      ),
      (
        "ready: {}",
        "11:5: feeds.f.ready: missing one of \"marker\", \"stable\", \"rename\", \"manifest\", "
          + "\"trailer\""
      ),
      ("ready: {rename: false}", "11:21: feeds.f.ready.rename: expected true, found \"false\""),
      (
        "ready: {marker: \"{files}.ok\"}",
        "11:21: feeds.f.ready.marker: expected a file name as \"{file}.ok\", found \"{files}.ok\""
      ),
      (
        "guard: {max_missing: 2}",
        "11:26: feeds.f.guard.max_missing: expected a percentage as 2% up to 100%, found \"2\""
      ),
      (
        "guard: {max_missing: 101%}",
        "11:26: feeds.f.guard.max_missing: expected a percentage as 2% up to 100%, found \"101%\""
      ),
      (
        "guard: {min_row: 2}",
        "11:13: unknown key \"min_row\" in feeds.f.guard; did you mean \"min_rows\"?"
      ),
      ("rhythm: {late: 2h}", "11:5: feeds.f.rhythm: missing key \"every\""),
      ("rhythm: {every: 2h, late: 1h}", "11:31: feeds.f.rhythm.late: \"1h\" is shorter than every"),
      (
        "rhythm: {every: 1h, late: 2h, critical: 90m}",
        "11:45: feeds.f.rhythm.critical: \"90m\" is shorter than late"
      ),
      (
        "rhythm: {every: 1h, hours: \"22:00-06:00\"}",
        "11:32: feeds.f.rhythm.hours: expected hours of one day as \"06:00-22:00\", found \"22:00-06:00\""
      ),
      (
        "after: achive",
        "11:12: feeds.f.after: expected one of archive, keep, delete, found \"achive\"; did you mean \"archive\"?"
      ),
      ("mode: full", "11:11: feeds.f.mode: expected one of snapshot, delta, found \"full\""),
      (
        "duplicate_rows: [drop]",
        "11:21: feeds.f.duplicate_rows: expected one of keep, report, drop, found a list"
      ),
      (
        "scope: {warehose: [HAM]}",
        "11:13: feeds.f.scope.warehose: no field \"warehose\" in this feed; did you mean \"warehouse\"?"
      ),
      (
        "scope: {warehouse: HAMM}",
        "11:24: feeds.f.scope.warehouse: unknown warehouse \"HAMM\"; did you mean \"HAM\"?"
      ),
      ("max_bytes: 1e9", "11:16: feeds.f.max_bytes: expected a size as 256MiB, found \"1e9\""),
      (
        "max_bytes: 9999999999GiB",
        "11:16: feeds.f.max_bytes: expected a size as 256MiB, found \"9999999999GiB\""
      ),
      (
        "emit_mode: frist",
        "11:16: feeds.f.emit_mode: expected one of all, first, found \"frist\"; did you mean \"first\"?"
      ),
      (
        "when: {column: A}",
        "11:5: feeds.f.when: missing one of \"equals\", \"in\", \"matches\", \"not\""
      ),
      (
        "when: {column: A, equals: 1, matches: x}",
        "11:34: feeds.f.when: only one of \"equals\" and \"matches\" can be given"
      ),
      (
        "when: {column: A, matches: \"(\"}",
        "11:32: feeds.f.when.matches: the regular expression \"(\" cannot be read"
      ),
      (
        "when: {path: /a, equals: 1}",
        "11:18: feeds.f.when.path: the dialect \"csv\" is delimited; give a column"
      ),
      ("each: /a", "11:11: feeds.f.each: each reads JSON, and the dialect is delimited"),
    ])
  func `a feed that cannot be followed is a mistake`(key: String, expected: String) {
    let rest = "\n\(from)\nentity: stock\nfields: {warehouse: {constant: HAM}, sku: {column: A}}"
    let mode = key.hasPrefix("mode") ? "" : "\nmode: delta"
    #expect(feedMistakes(key + mode + rest) == [expected])
  }

  @Test(arguments: [
    (
      "{system: erb, files: a, dialect: csv}",
      "14:20: feeds.f.from.system: unknown system \"erb\"; did you mean \"erp\"?"
    ),
    (
      "{system: erp, files: /a, dialect: csv}",
      "14:32: feeds.f.from.files: expected a path below the exchange folder, found \"/a\""
    ),
    (
      "{system: erp, files: a/../../b, dialect: csv}",
      "14:32: feeds.f.from.files: expected a path below the exchange folder, found \"a/../../b\""
    ),
    (
      "{system: erp, files: a, dialect: cvs}",
      "14:44: feeds.f.from.dialect: unknown dialect \"cvs\"; did you mean \"csv\"?"
    ),
    (
      "{system: erp, files: a, dialect: csv, order: time}",
      "14:56: feeds.f.from.order: expected one of name, sequence, mtime, found \"time\"; did you mean \"mtime\"?"
    ),
    ("{files: a, dialect: csv}", "14:5: feeds.f.from: missing key \"system\""),
    ("erp", "14:11: feeds.f.from: expected a mapping, found \"erp\""),
  ])
  func `a feed must say where its files come from`(from: String, expected: String) {
    let text = "mode: delta\nentity: ack\nfields: {message: {constant: a}}\nfrom: \(from)"
    #expect(feedMistakes(text) == [expected])
  }

  @Test(arguments: [
    (
      "csv", "sku: {column: A}, nmae: {column: B}",
      "14:32: feeds.f.fields: item has no field \"nmae\"; did you mean \"name\"?"
    ),
    ("csv", "name: {column: A}", "14:5: feeds.f.fields: the key of item needs sku"),
    ("csv", "sku: A", "14:19: feeds.f.fields.sku: expected a mapping, found \"A\""),
    (
      "csv", "sku: {}",
      "14:14: feeds.f.fields.sku: missing one of \"column\", \"path\", \"constant\", \"ordinal\", \"template\""
    ),
    (
      "csv", "sku: {column: A, constant: B}",
      "14:31: feeds.f.fields.sku: only one of \"column\" and \"constant\" can be given"
    ),
    (
      "csv", "sku: {column: 0}",
      "14:28: feeds.f.fields.sku.column: expected a whole number from 1 to 100000, found \"0\""
    ),
    (
      "csv", "sku: {path: /a}",
      "14:26: feeds.f.fields.sku.path: the dialect \"csv\" is delimited; give a column"
    ),
    (
      "bare", "sku: {column: A}",
      "14:28: feeds.f.fields.sku.column: the dialect \"bare\" has no header; give the column's number"
    ),
    (
      "bare", "sku: {template: \"{A}\"}",
      "14:30: feeds.f.fields.sku.template: the dialect \"bare\" has no header; \"A\" is no column's number"
    ),
    (
      "json", "sku: {column: A}",
      "14:28: feeds.f.fields.sku.column: the dialect \"json\" is JSON; give a path as /A"
    ),
    (
      "json", "sku: {path: a}",
      "14:26: feeds.f.fields.sku.path: expected a path as /a/b, found \"a\""
    ),
    (
      "json", "sku: {path: ../a}",
      "14:26: feeds.f.fields.sku.path: \"../a\" steps out of an each, and there is none here"
    ),
    (
      "json", "sku: {ordinal: [A]}",
      "14:30: feeds.f.fields.sku.ordinal[1]: the dialect \"json\" is JSON; \"A\" is no path"
    ),
    (
      "csv", "sku: {ordinal: []}",
      "14:29: feeds.f.fields.sku.ordinal: expected a column, found a list"
    ),
    (
      "csv", "sku: {template: \"{A\"}",
      "14:30: feeds.f.fields.sku.template: expected a template as \"{Name}-{3}\", found \"{A\""
    ),
    (
      "csv", "sku: {column: A, pad: {left: 8}}",
      "14:31: feeds.f.fields.sku.pad: missing key \"with\""
    ),
    (
      "csv", "sku: {column: A, pad: {left: 8, with: ab}}",
      "14:52: feeds.f.fields.sku.pad.with: expected one character, found \"ab\""
    ),
    (
      "csv", "sku: {column: A, pad: {left: 8, right: 8, with: a}}",
      "14:46: feeds.f.fields.sku.pad: only one of \"left\" and \"right\" can be given"
    ),
    (
      "csv", "sku: {column: A, case: Upper}",
      "14:37: feeds.f.fields.sku.case: expected one of upper, lower, found \"Upper\"; did you mean \"upper\"?"
    ),
    (
      "csv", "sku: {column: A, replace: {pattern: \"[\"}}",
      "14:50: feeds.f.fields.sku.replace.pattern: the regular expression \"[\" cannot be read"
    ),
    ("csv", "sku: {column: A, xref: x}", "14:37: feeds.f.fields.sku.xref: unknown xref \"x\""),
    ("csv", "sku: {column: A, negate: true}", "14:31: feeds.f.fields.sku.negate: sku is no number"),
    (
      "csv", "sku: {column: A, true: [J]}",
      "14:31: feeds.f.fields.sku.true: sku is no true-or-false field"
    ),
    (
      "csv", "sku: {column: A, exists_in: supplier}",
      "14:42: feeds.f.fields.sku.exists_in: expected one of item, partner, location, found \"supplier\""
    ),
    (
      "csv", "sku: {column: A, exists_in: partner}",
      "14:42: feeds.f.fields.sku.exists_in: a partner is looked up by the field's name: customer, supplier or carrier"
    ),
    (
      "csv", "sku: {column: A, on_error: stop}",
      "14:41: feeds.f.fields.sku.on_error: expected one of hold, warn, found \"stop\""
    ),
    (
      "csv", "sku: {column: A, requierd: true}",
      "14:31: unknown key \"requierd\" in feeds.f.fields.sku; did you mean \"required\"?"
    ),
    (
      "csv", "sku: {column: A}, status: {column: B, values: {A: actve}}",
      "14:64: feeds.f.fields.status.values.A: \"actve\" is no status of item; did you mean \"active\"?"
    ),
    (
      "csv", "sku: {column: A}, status: {constant: live}",
      "14:51: feeds.f.fields.status.constant: \"live\" is no status of item"
    ),
    (
      "csv", "sku: {column: A}, hazmat: {column: B, true: J, false: [N, J]}",
      "14:72: feeds.f.fields.hazmat.false[2]: \"J\" is also a word for true"
    ),
    (
      "csv", "sku: {column: A}, weight_kg: {column: B, min: 2, max: 1}",
      "14:68: feeds.f.fields.weight_kg.max: 1 is less than min 2"
    ),
    (
      "csv", "sku: {column: A}, weight_kg: {column: B, min: abc}",
      "14:60: feeds.f.fields.weight_kg.min: expected a number, found \"abc\""
    ),
    (
      "csv", "sku: {column: A}, weight_kg: {column: B, unit: {path: /a}}",
      "14:68: feeds.f.fields.weight_kg.unit.path: the dialect \"csv\" is delimited; give a column"
    ),
    (
      "csv", "sku: {column: A}, weight_kg: {column: B, implied_decimals: 7}",
      "14:73: feeds.f.fields.weight_kg.implied_decimals: expected a whole number from 0 to 6, found \"7\""
    ),
  ])
  func `a field that could never be read is a mistake`(
    dialect: String, fields: String, expected: String
  ) {
    let from = "from: {system: erp, files: a.csv, dialect: \(dialect)}"
    let text = "mode: delta\nentity: item\n\(from)\nfields: {\(fields)}"
    #expect(feedMistakes(text) == [expected])
  }

  @Test func `a path steps out of an each only once`() {
    let text = """
      mode: delta
      from: {system: erp, files: a.json, dialect: json}
      emit: [{entity: item, each: /a, fields: {sku: {path: ../../b}, name: {path: ../c}}}]
      """
    #expect(
      feedMistakes(text) == [
        "13:58: feeds.f.emit[1].fields.sku.path: \"../../b\" steps out further than the each"
      ])
  }

  @Test func `a feed has either fields or emits, and at least one of them`() {
    #expect(
      feedMistakes("mode: delta\n\(from)") == [
        "10:3: feeds.f: missing key \"entity\"", "10:3: feeds.f: missing key \"fields\"",
      ])
    #expect(
      feedMistakes("mode: delta\n\(from)\nentity: ack\nemit: []") == [
        "13:5: feeds.f: entity stands in each emit when there is an emit",
        "14:11: feeds.f.emit: expected at least one record type",
      ])
  }

  @Test func `one slip of the pen is one mistake`() {
    #expect(
      feedMistakes("mdoe: delta\n\(from)\nentity: item\nfields: {skuu: {colunm: A}}") == [
        "11:5: unknown key \"mdoe\" in feeds.f; did you mean \"mode\"?",
        "14:14: feeds.f.fields: item has no field \"skuu\"; did you mean \"sku\"?",
      ])
    #expect(
      feedMistakes("mode: delta\n\(from)\nentity: item\nfields: {sku: {colunm: A}}") == [
        "14:20: unknown key \"colunm\" in feeds.f.fields.sku; did you mean \"column\"?"
      ])
  }

  @Test func `only a feed of events may leave its mode open`() {
    #expect(
      feedMistakes("\(from)\nentity: ack\nfields: {message: {column: A}}") == [])
    #expect(
      feedMistakes("\(from)\nentity: item\nfields: {sku: {column: A}}") == [
        "10:3: feeds.f: missing key \"mode\"; a feed is a snapshot or a delta"
      ])
  }

  @Test func `inheriting in a circle or from nobody is reported at the like`() {
    let sections = """
      feeds:
        a: {like: b}
        b: {like: c, after: kepe}
        c: {like: a}
        d: {like: a}
        e: {like: dd}
        g: {like: g}
      """
    #expect(
      mistakes(behind: sections) == [
        "10:13: feeds.a.like: a → b → c → a never ends",
        "11:13: feeds.b.like: b → c → a → b never ends",
        "11:23: feeds.b.after: expected one of archive, keep, delete, found \"kepe\";"
          + " did you mean \"keep\"?",
        "12:13: feeds.c.like: c → a → b → c never ends",
        "14:13: feeds.e.like: unknown feed \"dd\"; did you mean \"d\"?",
        "15:13: feeds.g.like: g → g never ends",
      ])
  }

  @Test func `a mistake that several feeds inherit is reported once`() {
    let sections = """
      feeds:
        a: {entity: item, mode: delta, from: {system: erp, files: a, dialect: csv}, fields: {sku: {colum: A}}}
        b: {like: a}
        c: {like: b, after: kepe}
      """
    #expect(
      mistakes(behind: sections) == [
        "10:94: unknown key \"colum\" in feeds.a.fields.sku; did you mean \"column\"?",
        "12:23: feeds.c.after: expected one of archive, keep, delete, found \"kepe\";"
          + " did you mean \"keep\"?",
      ])
  }
}
