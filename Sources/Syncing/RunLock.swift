internal import Glibc

/// The right to change a site: a kernel lock that dies with the process, so that none goes stale.
package final class RunLock {
  private let descriptor: Int32

  /// Takes the lock.
  ///
  /// - Parameters:
  ///   - folder: the state folder.
  ///   - waitSeconds: how long to wait for another run to end.
  /// - Throws: `locked` when it does not, `inputOutput`.
  package init(folder: String, waitSeconds: Int = 0) throws(SyncFailure) {
    let path = folder + "/lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard descriptor >= 0 else {
      throw SyncFailure(
        .inputOutput, "\(path): cannot open the lock: \(String(cString: strerror(errno)))")
    }
    var looksLeft = waitSeconds * 10
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        let reason = String(cString: strerror(errno))
        close(descriptor)
        throw SyncFailure(.inputOutput, "\(path): cannot lock: \(reason)")
      }
      guard looksLeft > 0 else {
        close(descriptor)
        throw SyncFailure(
          .locked, "\(path): another run is at work on this site; nothing was done")
      }
      looksLeft -= 1
      usleep(100_000)
      do {
        try Interruption.check()
      } catch {
        close(descriptor)
        throw error
      }
    }
  }

  deinit { close(descriptor) }
}
