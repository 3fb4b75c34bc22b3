import Testing

@testable import Syncing

/// The mistakes of a configuration as `line:column: message`; empty when it is read.
func mistakes(in text: String) -> [String] {
  do {
    _ = try Settings.read(text: text, path: "wmsync.yaml")
    return []
  } catch {
    return error.errors.map { "\($0.line):\($0.column): \($0.message)" }
  }
}

/// The mistakes of sections put behind the short configuration; their first line is line 9.
func mistakes(behind sections: String) -> [String] {
  mistakes(in: shortConfiguration + sections)
}

@Suite("Mistakes in wmsync.yaml")
struct SettingsMistakeTests {
  @Test(arguments: [
    ("", "1:1: the file is empty; it starts with version: 1"),
    ("- a\n", "1:1: expected a mapping, found a list"),
    ("site: a\n", "1:1: missing key \"version\"; the file starts with version: 1"),
    ("site: a\nversion: 1\n", "2:1: version must come first"),
    ("version: 2\nsite: a\n", "1:10: version: expected 1, found \"2\""),
    ("version: 1\n", "1:1: missing key \"site\""),
    ("version: 1\nsite:\n", "2:1: site: expected a text, found nothing"),
    ("version: 1\nsite: [a]\n", "2:7: site: expected a text, found a list"),
    ("version: 1\nsite: a\nstate: \" \"\n", "3:8: state: expected a folder, found \" \""),
    ("version: 1\nsite: a\nfeilds: {}\n", "3:1: unknown key \"feilds\"; did you mean \"feeds\"?"),
    ("version: 1\nsite: a\nzzz: 1\n", "3:1: unknown key \"zzz\""),
    (
      "version: 1\nsite: &s a\n",
      "2:7: anchors and aliases are not read; use like: other-feed"
    ),
    (
      "version: 1\nsite: a\n---\nb: 1\n",
      "3:1: not readable as YAML: expected a single document in the stream from line 1: but found another document"
    ),
    (
      "version: 1\nsite: 'a\n",
      "3:1: not readable as YAML: while scanning a quoted scalar from line 2: found unexpected end of stream"
    ),
    (
      "version: 1\nsite: a\nstate: {b: c\n",
      "4:1: not readable as YAML: while parsing a flow mapping from line 3: did not find expected ',' or '}'"
    ),
    ("version: 1\nsite: a\u{7}b\n", "2:8: the character U+0007 is not allowed here"),
    ("version: 1\nsite: a\u{0}b\n", "2:8: the character U+0000 is not allowed here"),
  ])
  func `a file that cannot be taken as a configuration says where and why`(
    text: String, expected: String
  ) {
    #expect(mistakes(in: text) == [expected])
  }

  @Test func `a doubled key names both lines and hides no other mistake`() {
    let text = """
      version: 1
      site: a
      systems:
        erp: {role: erp}
        erp: {role: wms}
        wms: {rolle: wms, role: wms, role: "role: erp"}
      site: b
      site : c
      "timezone": UTC
      timezone: y
      """
    #expect(
      mistakes(in: text) == [
        "5:3: key \"erp\" is given twice in systems, first in line 4",
        "6:9: unknown key \"rolle\" in systems.wms; did you mean \"role\"?",
        "6:32: key \"role\" is given twice in systems.wms, first in line 6",
        "7:1: key \"site\" is given twice, first in line 2",
        "8:1: key \"site\" is given twice, first in line 2",
        "10:1: key \"timezone\" is given twice, first in line 9",
      ])
  }

  @Test func `a number and the same number in quotation marks are one key`() {
    #expect(
      mistakes(behind: "xrefs: {a: {values: {1: x, \"1\": y}}}") == [
        "9:28: key \"1\" is given twice in xrefs.a.values, first in line 9"
      ])
  }

  @Test func `all mistakes are reported together, in the order of the file`() {
    let text = """
      version: 1
      site: a
      outbound:
        x: {to: erq, entity: itm, file: /etc/passwd}
      systems: {erp: {role: erb}}
      recieving: {over_pct: 2}
      """
    #expect(
      mistakes(in: text) == [
        "4:11: outbound.x.to: unknown system \"erq\"; did you mean \"erp\"?",
        "4:24: outbound.x.entity: unknown record type \"itm\"; did you mean \"item\"?",
        "4:35: outbound.x.file: expected a path below the exchange folder with {seq} or {seq:8},"
          + " found \"/etc/passwd\"",
        "5:23: systems.erp.role: expected one of erp, wms, 3pl, channel, crm, found \"erb\";"
          + " did you mean \"erp\"?",
        "6:1: unknown key \"recieving\"; did you mean \"receiving\"?",
      ])
  }

  @Test(arguments: [
    (
      "systems: {a/b: {role: erp}}",
      "3:11: \"a/b\" cannot name a system; use letters, digits, \"-\", \"_\" and \".\""
    ),
    ("systems: {erp: {}}", "3:11: systems.erp: missing key \"role\""),
    (
      "systems: {erp: {role: erp}}\nwarehouses: {H: {}}",
      "4:14: warehouses.H: missing key \"system\""
    ),
    (
      "systems: {erp: {role: erp}}\nwarehouses: {H: {system: erp, alias: {epr: \"1\"}}}",
      "4:39: warehouses.H.alias.epr: unknown system \"epr\"; did you mean \"erp\"?"
    ),
    (
      "systems: {erp: {role: erp}}\nwarehouses: {H: {system: erp, serves: [Germany]}}",
      "4:40: warehouses.H.serves[1]: expected a country as DE, found \"Germany\""
    ),
    (
      "systems: {erp: {role: erp}}\nwarehouses: {H: {system: erp, cutoff: {dhl: 4 pm}}}",
      "4:45: warehouses.H.cutoff.dhl: expected a time of day as \"16:30\", found \"4 pm\""
    ),
    (
      "systems: {erp: {role: erp}}\nwarehouses: {H: {system: erp, closed: [saturday]}}",
      "4:40: warehouses.H.closed[1]: expected a day of the week as sat, or a date as 2026-12-25, found \"saturday\""
    ),
    (
      "systems: {erp: {role: erp}}\nwarehouses: {H: {system: erp, lat: 91}}",
      "4:36: warehouses.H.lat: expected degrees from -90 to 90, found \"91\""
    ),
    (
      "systems: {erp: {role: erp}}\nwarehouses:\n  H: {system: erp, alias: {erp: \"1\"}}\n  T: {system: erp, alias: {erp: \"1\"}}",
      "6:3: warehouses.T: erp calls both H and T \"1\""
    ),
  ])
  func `a party that cannot be told apart or addressed is a mistake`(
    sections: String, expected: String
  ) {
    #expect(mistakes(in: "version: 1\nsite: a\n" + sections) == [expected])
  }

  @Test(arguments: [
    (
      "delimeter: \";\"",
      "6:7: unknown key \"delimeter\" in dialects.d; did you mean \"delimiter\"?"
    ),
    ("format: xml", "6:15: dialects.d.format: expected one of csv, json, ndjson, found \"xml\""),
    (
      "encoding: utf8",
      "6:17: dialects.d.encoding: expected one of utf-8, windows-1252, iso-8859-1, iso-8859-15, utf-16, found \"utf8\"; did you mean \"utf-8\"?"
    ),
    (
      "bom: perhaps",
      "6:12: dialects.d.bom: expected one of allow, require, forbid, found \"perhaps\""
    ),
    ("delimiter: \"\"", "6:18: dialects.d.delimiter: expected one or more characters, found \"\""),
    (
      "quote: '\"\"'",
      "6:14: dialects.d.quote: expected one ASCII character or none, found \"\"\"\""
    ),
    (
      "delimiter: \"'\", quote: \"'\"",
      "6:30: dialects.d.quote: the quote \"'\" is part of the delimiter"
    ),
    (
      "skip_lines: -1",
      "6:19: dialects.d.skip_lines: expected a whole number from 0 to 1000000, found \"-1\""
    ),
    ("trim: yes", "6:13: dialects.d.trim: expected true or false, found \"yes\""),
    (
      "decimal: \"1\"",
      "6:16: dialects.d.decimal: expected one character that is neither digit nor sign, found \"1\""
    ),
    (
      "thousands: \".\"",
      "6:18: dialects.d.thousands: the decimal mark and the thousands mark are both \".\""
    ),
    (
      "date: dd.mm.yyyy",
      "6:13: dialects.d.date: the pattern \"dd.mm.yyyy\" lacks \"M\", as dd.MM.yyyy"
    ),
    (
      "date: DD.MM.yyyy",
      "6:13: dialects.d.date: \"DD\" means nothing in the pattern \"DD.MM.yyyy\""
    ),
    ("date: rfc3339", "6:13: dialects.d.date: \"r\" means nothing in the pattern \"rfc3339\""),
    (
      "datetime: yyyy-MM-dd",
      "6:17: dialects.d.datetime: the pattern \"yyyy-MM-dd\" lacks \"H\", as dd.MM.yyyy HH:mm:ss or rfc3339"
    ),
    (
      "datetime: \"yyyy-MM-dd'THH:mm\"",
      "6:17: dialects.d.datetime: an apostrophe is not closed in the pattern \"yyyy-MM-dd'THH:mm\""
    ),
    ("records: items", "6:16: dialects.d.records: expected a path as /a/b, found \"items\""),
    ("records: /a~2", "6:16: dialects.d.records: expected a path as /a/b, found \"/a~2\""),
    (
      "max_row_bytes: 1MB",
      "6:22: dialects.d.max_row_bytes: expected a size as 256MiB, found \"1MB\""
    ),
    (
      "max_row_bytes: 2GiB",
      "6:22: dialects.d.max_row_bytes: expected a size from 1 byte to 1GiB, found \"2GiB\""
    ),
    (
      "max_depth: 0",
      "6:18: dialects.d.max_depth: expected a whole number from 1 to 512, found \"0\""
    ),
    (
      "timezone: [UTC]", "6:17: dialects.d.timezone: expected the name of a time zone, found a list"
    ),
  ])
  func `a dialect that would have to be guessed is a mistake`(keys: String, expected: String) {
    let text = "version: 1\nsite: a\nsystems: {}\nwarehouses: {}\ndialects:\n  d: {\(keys)}\n"
    #expect(mistakes(in: text) == [expected])
  }
}
