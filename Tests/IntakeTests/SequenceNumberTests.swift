import Intake
import Testing

/// The number by which the files of a feed are put in order.
@Suite struct SequenceNumberTests {
  static let names: [(name: String, pattern: String, number: Int?)] = [
    ("out/orders_0007.csv", "orders_*.csv", 7), ("out/v1.2_0007.csv", "*.csv", 7),
    ("out.3/orders_0007.csv.gz", "orders_*.csv.gz", 7), ("out/orders_0007.csv.gz", "orders_*", 7),
    ("orders_0007.utf8.csv", "orders_*.utf8.csv", 7), ("orders_0007_v2.csv", "o*_v2.csv", 7),
    ("orders_0007.v2.csv", "*.csv", 2), ("orders_2026-11-23_0042.csv", "orders_*.csv", 42),
    ("orders-0042", "orders-????", 42), ("orders-0042", "orders-[0-9]*", 42),
    ("orders_42.csv", "orders_42.csv", 42), ("orders.csv", "*.csv", nil),
    ("2026/orders.csv", "*.csv", nil), ("orders_99999999999999999999.csv", "*.csv", nil),
    ("7.csv", "*.csv", 7), ("größe_7.csv", "gr*e_?.csv", 7),
  ]

  @Test(arguments: names)
  func `it is the last one before what the pattern ends with`(
    one: (name: String, pattern: String, number: Int?)
  ) {
    #expect(FoundFile.sequence(of: one.name, matching: one.pattern) == one.number)
  }
}
