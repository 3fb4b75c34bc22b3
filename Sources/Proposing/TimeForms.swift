import Mapping

/// A usual way of writing dates or times, with its pattern.
struct TimeForm {
  let pattern: String
  /// Whether it has a time of day.
  let hasClock: Bool
  private let reading: TimePattern
  private let isCompact: Bool

  init(_ pattern: String, hasClock: Bool) {
    self.pattern = pattern
    self.hasClock = hasClock
    reading = TimePattern(pattern)
    isCompact = pattern == "yyyyMMdd"
  }

  /// Whether a text is written in this way and is a possible day.
  func reads(_ text: some StringProtocol) -> Bool {
    guard case .time = reading.read(String(text)) else { return false }
    // Eight digits are a day only where they are likely to be one.
    guard isCompact, let year = Int(text.prefix(4)) else { return true }
    return (1990...2079).contains(year) || year == 9999
  }

  /// Whether a text is written in this way, although the calendar may not have it.
  func fits(_ text: some StringProtocol) -> Bool { reading.read(String(text)) != .other }
}

/// The usual ways of writing dates and times.
enum TimeForms {
  /// Dates and their times that leave no doubt, then those that do, the likelier first.
  static let common: [TimeForm] = {
    let dates = [
      "yyyy-MM-dd", "dd.MM.yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "dd-MM-yyyy", "yyyy/MM/dd",
      "yyyyMMdd", "yyyy.MM.dd", "d.M.yyyy", "d/M/yyyy", "M/d/yyyy", "dd.MM.yy", "MM/dd/yy",
      "dd/MM/yy",
    ]
    let clocks = [
      " HH:mm:ss", " HH:mm", " HH:mm:ss.SSS", " HH:mm:ss X", " H:mm", " H:mm:ss",
    ]
    var forms = [TimeForm("rfc3339", hasClock: true)]
    forms += dates.map { TimeForm($0, hasClock: false) }
    for date in dates { forms += clocks.map { TimeForm(date + $0, hasClock: true) } }
    forms += ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.SSS", "yyyyMMddHHmmss"]
      .map { TimeForm($0, hasClock: true) }
    return forms
  }()

  /// The form that reads all of some cells; of several, the first, and the others beside it.
  ///
  /// - Parameter cells: what is filled of one column.
  /// - Returns: the form, others that read the cells as well but say another day, and cells that
  ///   are written alike but are no possible day; `nil` where no form fits.
  static func form(
    of cells: [Substring]
  ) -> (form: TimeForm, rivals: [TimeForm], impossible: Int)? {
    guard let first = cells.first else { return nil }
    let few = cells.prefix(5000)
    let likely = common.filter { $0.fits(first) && $0.fits(few[few.endIndex - 1]) }
    let fitting = likely.filter { form in few.allSatisfy { form.fits($0) } }
    let rated = fitting.map { form in (form: form, read: few.count { form.reads($0) }) }
    guard let most = rated.map(\.read).max(), most * 100 >= few.count * 95, most > 0 else {
      return nil
    }
    let best = rated.filter { $0.read == most }.map(\.form)
    let chosen = best.first { isMonthFirst($0.pattern) && changesBehind(few) } ?? best[0]
    return (chosen, best.filter { isRival($0, of: chosen) }, few.count - most)
  }

  /// Whether two forms read one text as two days.
  private static func isRival(_ other: TimeForm, of form: TimeForm) -> Bool {
    isDayFirst(form.pattern) && isMonthFirst(other.pattern)
      || isMonthFirst(form.pattern) && isDayFirst(other.pattern)
  }

  private static func isDayFirst(_ pattern: String) -> Bool { pattern.first == "d" }
  private static func isMonthFirst(_ pattern: String) -> Bool { pattern.first == "M" }

  /// Whether the second number of dates differs more often than the first: days do, months do not.
  private static func changesBehind(_ cells: ArraySlice<Substring>) -> Bool {
    let numbers = cells.map { $0.split { !$0.isNumber }.prefix(2).map(String.init) }
    let first = Set(numbers.compactMap(\.first))
    let second = Set(numbers.compactMap { $0.count > 1 ? $0[1] : nil })
    return second.count > first.count
  }
}
