import Glibc
import Syncing

/// What is put in order before the program looks at anything else.
enum ProcessStart {
  static func prepare() {
    openStandardStreams()
    umask(0o027)
    // A reader that goes away and a limit on file sizes are errors of a call, not ends of a run.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    unblockSignals()
    Environment.forgetUndocumented()
  }

  /// A stream that was closed leads nowhere; else the store or the lock would get its number,
  /// and messages would be written into them.
  private static func openStandardStreams() {
    for descriptor in STDIN_FILENO...STDERR_FILENO
    where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      let access = descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY
      guard open("/dev/null", access) == descriptor else { _exit(ExitStatus.inputOutput.rawValue) }
    }
  }

  /// Whoever started us may have blocked what is to end us.
  private static func unblockSignals() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGHUP, SIGINT, SIGTERM] { sigaddset(&signals, number) }
    sigprocmask(SIG_UNBLOCK, &signals, nil)
  }
}
