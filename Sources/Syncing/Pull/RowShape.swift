internal import Domain
internal import Intake
internal import Mapping

/// How many cells a row of a delimited file must have.
struct RowShape {
  private let least: Int?
  private let most: Int?

  /// - Parameters:
  ///   - feed: the feed; its dialect says what becomes of short and long rows.
  ///   - header: column names; `nil` for a file without header.
  ///   - columns: column numbers that the mapping reads, from 1.
  init(of feed: FeedSettings, header: [String]?, columns: [Int]) {
    guard feed.dialect.format == .csv else {
      least = nil
      most = nil
      return
    }
    least = feed.dialect.shortRows == .pad ? nil : header?.count ?? columns.max()
    most = feed.dialect.extraColumns == .error ? header?.count : nil
  }

  /// Why a row cannot be trusted: cells were cut off, or a delimiter stands inside a cell.
  func fault(of row: RawRow) -> RowFault? {
    if let least, row.cellCount < least {
      return fault("the row has \(row.cellCount) cells, \(least) are expected")
    }
    if let most, row.cellCount > most {
      return fault("the row has \(row.cellCount) cells, the header has \(most)")
    }
    return nil
  }

  private func fault(_ reason: String) -> RowFault {
    RowFault(.rowInvalid, field: "", column: "row", value: "", reason: reason)
  }
}
