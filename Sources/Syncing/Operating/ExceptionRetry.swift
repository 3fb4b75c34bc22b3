internal import Domain
internal import Persistence

/// Has the next run try again what an exception is about: a record that was refused goes out once
/// more, a held row is read again, a document is judged anew.
struct ExceptionRetry {
  let site: Site

  /// - Throws: `notFound` when nothing can be tried again, and what the store failed with.
  func prepare(_ booked: BookedException) throws {
    let parts = booked.subject.split(separator: "|", maxSplits: 1).map(String.init)
    switch parts[0] {
    case "message" where parts.count == 2:
      try sendAgain(refusedBy: parts[1], booked)
    case "held" where [.keyDuplicate, .eventIdConflict].contains(booked.exception.code):
      throw SyncFailure(
        .notFound, "exception \(booked.id): only its sender can say which of the rows is true")
    case "unsent":
      throw SyncFailure(
        .notFound, "exception \(booked.id): correct the record at its source, or the dialect")
    case "held", "reference":
      guard try site.store.forgetHeldContext(of: booked.exception.fingerprint) > 0 else {
        throw SyncFailure(
          .notFound,
          "exception \(booked.id): its rows are read again by themselves when what is missing comes"
        )
      }
    case "overdue":
      throw SyncFailure(
        .notFound,
        "exception \(booked.id): deliver the file again with `wmsync push --resend`; the receiver"
          + " may have it")
    case "file", "feed", "rows":
      throw SyncFailure(
        .notFound,
        "exception \(booked.id): every run looks at the file again; nothing else can be tried")
    default:
      try site.store.touch(again: booked.subject)
    }
  }

  private func sendAgain(refusedBy message: String, _ booked: BookedException) throws {
    let refused = try site.store.rejectedRecords(of: message)
    guard !refused.isEmpty else {
      throw SyncFailure(
        .notFound,
        "exception \(booked.id): nothing of ours was refused that was not sent again since")
    }
    for (stream, key) in refused {
      guard let settings = site.settings.outbound.first(where: { $0.id == stream }) else {
        continue
      }
      try site.store.forgetRetries(of: key, on: stream)
      try site.store.forgetSent(key, on: stream)
      try site.store.touch(
        Touched.outbound(settings.entity), CollectionOfOne(settings.candidate(for: key).text))
    }
  }
}
