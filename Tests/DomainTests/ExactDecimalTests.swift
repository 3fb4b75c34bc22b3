import Domain
import Testing

@Suite struct ExactDecimalTests {
  private func european(_ text: String) -> String? {
    ExactDecimal(text, decimalMark: UInt8(ascii: ","), thousandsMark: UInt8(ascii: "."))?
      .description
  }

  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("7", "7"), ("+7", "7"), ("-7", "-7"), ("007", "7"),
    (".5", "0.5"), ("-.5", "-0.5"), ("5.", "5"), ("12.50", "12.5"), ("0.000001", "0.000001"),
    ("-0.000001", "-0.000001"), ("3.0000", "3"), (".0000", "0"), ("1.0000000000", "1"),
    ("0.10000000000000000000000000000000", "0.1"),
    ("00000000000000000000000000000000012", "12"),
  ])
  func `a plain number is read exactly`(written: String, meant: String) {
    #expect(ExactDecimal(written)?.description == meant)
  }

  @Test(arguments: [
    "", " ", "-", "+", ".", "-.", "1 2", " 1", "1 ", "--1", "+-1", "1-", "1.2.3", "1,5", "0x10",
    "1_000", "NaN", "inf", "½", "１", "1\u{0}", "1.5€", "e5", ".e5",
  ])
  func `what is not a number is refused`(written: String) {
    #expect(ExactDecimal(written) == nil)
  }

  @Test func `six places are kept and a seventh is refused unless it is zero`() {
    #expect(ExactDecimal("1.123456")?.millionths == 1_123_456)
    #expect(ExactDecimal("1.1234560")?.millionths == 1_123_456)
    #expect(ExactDecimal("1.1234561") == nil)
    #expect(ExactDecimal("0.0000001") == nil)
  }

  @Test(arguments: [
    ("1e3", "1000"), ("1E3", "1000"), ("1e+3", "1000"), ("1.5e1", "15"), ("25e-1", "2.5"),
    ("1e-6", "0.000001"), ("10e-7", "0.000001"), ("1e12", "1000000000000"), ("0e99999", "0"),
    ("-2e0", "-2"),
  ])
  func `an exponent moves the decimal mark`(written: String, meant: String) {
    #expect(ExactDecimal(written)?.description == meant)
  }

  @Test(arguments: [
    "1e", "1e+", "1e-", "1e5.0", "1ee5", "1e-7", "1e13", "1e400", "1e99999999999999999999",
    "1e-99999999999999999999", "1e--5", "1e-+5", "1e+-5", "1e++5",
  ])
  func `a broken or too large exponent is refused`(written: String) {
    #expect(ExactDecimal(written) == nil)
  }

  @Test func `the limit itself is accepted and a millionth more is refused`() {
    #expect(ExactDecimal("1000000000000") == ExactDecimal(1_000_000_000_000))
    #expect(ExactDecimal("-1000000000000") == ExactDecimal(-1_000_000_000_000))
    #expect(ExactDecimal("1000000000000.000001") == nil)
    #expect(ExactDecimal("-1000000000000.000001") == nil)
    #expect(ExactDecimal("999999999999.999999")?.description == "999999999999.999999")
  }

  @Test func `digits without end are refused and never trap`() {
    for length in [18, 19, 20, 21, 40, 400] {
      let nines = String(repeating: "9", count: length)
      #expect(ExactDecimal(nines) == nil)
      #expect(ExactDecimal("-" + nines) == nil)
      #expect(ExactDecimal("0." + nines) == nil)
      #expect(ExactDecimal(nines + "." + nines) == nil)
      #expect(ExactDecimal(nines + "e" + nines) == nil)
    }
  }

  @Test(arguments: [
    ("1.234,56", "1234.56"), ("-1.234,56", "-1234.56"), ("1.234.567,5", "1234567.5"),
    ("1.234", "1234"), ("12,5", "12.5"), (",5", "0.5"), ("999.999", "999999"), ("1234,5", "1234.5"),
    ("5,", "5"),
  ])
  func `a comma can be the decimal mark and a full stop the thousands mark`(
    written: String, meant: String
  ) {
    #expect(european(written) == meant)
  }

  @Test(arguments: [
    "1.23", "12.34,5", "1234.567", ".123", "1..234", "1.234.", "1.2345", "1.234.56,7", "1,234.5",
    "1,2,3", "1.234e3.0", "1234.567,0", "1.23,4",
  ])
  func `a thousands mark that does not part groups of three is refused`(written: String) {
    #expect(european(written) == nil)
  }

  @Test func `without a thousands mark none is accepted`() {
    #expect(ExactDecimal("1,234.5") == nil)
    let swiss = ExactDecimal("1'234.5", thousandsMark: UInt8(ascii: "'"))
    #expect(swiss?.description == "1234.5")
  }

  @Test func `what is rendered reads back to the same value`() {
    for millionths: Int64 in [
      0, 1, -1, 10, 999_999, 1_000_000, -1_000_001, 123_456_789, 1_000_000_000_000_000_000,
    ] {
      let value = ExactDecimal(millionths: millionths)
      #expect(ExactDecimal(value.description) == value)
    }
    #expect(ExactDecimal(millionths: .min).description == "-9223372036854.775808")
  }
}
