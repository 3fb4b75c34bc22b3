package import Domain
internal import Glibc

/// The one place that asks what time it is.
package enum Clock {
  /// Now, to the second.
  package static func now() -> Timestamp {
    Timestamp(microseconds: Int64(time(nil)) * 1_000_000)
  }

  /// Milliseconds of a clock that nobody sets: how long something took, never when it was.
  static func steady() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
