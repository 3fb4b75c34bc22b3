internal import Glibc
internal import Synchronization

/// A signal that asks a run to end, noted until the run reaches a point where it can stop.
package enum Interruption {
  private static let pending = Atomic<Int32>(0)

  private static let kinds: [(number: Int32, name: String, status: ExitStatus)] = [
    (SIGHUP, "SIGHUP", .hungUp), (SIGINT, "SIGINT", .interrupted),
    (SIGTERM, "SIGTERM", .terminated),
  ]

  /// From here on the first signal is noted, and the second one ends the process at once.
  ///
  /// A signal that is ignored stays so, as `nohup` wants it.
  static func watch() {
    _ = pending.load(ordering: .relaxed)
    for kind in kinds {
      var before = sigaction()
      sigaction(kind.number, nil, &before)
      guard unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self) != Self.ignored
      else { continue }
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        Interruption.pending.store(number, ordering: .relaxed)
        signal(SIGHUP, SIG_DFL)
        signal(SIGINT, SIG_DFL)
        signal(SIGTERM, SIG_DFL)
      }
      action.sa_flags = SA_RESTART
      sigaction(kind.number, &action, nil)
    }
  }

  /// The value of `SIG_IGN`, which cannot be compared as a function.
  private static let ignored = 1

  /// Stops here if a signal came; called where everything since the last commit can be undone.
  ///
  /// - Throws: the interruption, with 128 and the signal's number as status.
  static func check() throws(SyncFailure) {
    let number = pending.load(ordering: .relaxed)
    guard number != 0, let kind = kinds.first(where: { $0.number == number }) else { return }
    throw SyncFailure(
      kind.status,
      "interrupted by \(kind.name): what was finished is kept, the rest is rolled back; run again")
  }
}
