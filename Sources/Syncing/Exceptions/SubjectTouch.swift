internal import Domain
internal import Persistence

extension StateStore {
  /// Has the next run look again at what an exception was about: a person said that it is
  /// settled, and the data must agree.
  ///
  /// - Parameter subject: the exception's subject.
  /// - Throws: what the store, a file or a stage failed with.
  func touch(again subject: String) throws {
    let parts = subject.split(separator: "|", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return }
    switch parts[0] {
    case Touched.purchases, Touched.sales, Touched.stock, Touched.transfers, Touched.counts,
      Touched.adjustments, Touched.routes:
      try touch(parts[0], CollectionOfOne(parts[1]))
    case Touched.returns:
      // The system stands before the number.
      let row = RecordKey(text: parts[1]).parts
      if row.count > 1 { try touch(parts[0], CollectionOfOne(row[1])) }
    case "master":
      let master = parts[1].split(separator: "|", maxSplits: 1).map(String.init)
      guard master.count == 2 else { return }
      try touch(Touched.master(EntityID(master[0])), CollectionOfOne(master[1]))
    case Touched.serials:
      try touch(parts[0], CollectionOfOne(parts[1]))
    case Touched.orphans:
      let row = parts[1].split(separator: "|", maxSplits: 2).map(String.init)
      if row.count == 3 { try touch(parts[0], CollectionOfOne(RecordKey(parts: row).text)) }
    case "twin":
      try touch(Touched.sales, CollectionOfOne(parts[1]))
    case "lots", "leak", "rolled", "explained", "valuation":
      try touch(Touched.stock, CollectionOfOne(parts[1]))
    case "promise":
      try touch(Touched.availability, CollectionOfOne(parts[1]))
    case "alike":
      let alike = parts[1].split(separator: "|", maxSplits: 2).map(String.init)
      guard alike.count == 3 else { return }
      try touch(Touched.master(EntityID(alike[0])), CollectionOfOne(alike[2]))
    default:
      break
    }
  }
}
