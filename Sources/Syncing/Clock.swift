package import Domain
internal import Glibc

/// The one place that asks what time it is.
package enum Clock {
  /// Now, to the second.
  package static func now() -> Timestamp {
    Timestamp(microseconds: Int64(time(nil)) * 1_000_000)
  }
}
