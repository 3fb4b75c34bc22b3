internal import Glibc

/// One call of another program: its arguments as they are, without a shell.
struct ProgramCall {
  /// How it ended.
  enum End: Equatable {
    case status(Int32)
    case signal(Int32)
    case tookTooLong
    /// It could not be started.
    case failed(String)
  }

  /// A name that is looked for in `PATH`, or a path; then the arguments.
  let words: [String]
  let input: [UInt8]
  let seconds: Int

  /// Runs the program with the input; what it says on standard output is nobody's.
  ///
  /// - Returns: how it ended; one that takes too long is killed with all that it started.
  func run() -> End {
    var pipeEnds: [Int32] = [0, 0]
    guard pipe(&pipeEnds) == 0 else { return .failed(Self.reason(errno)) }
    for descriptor in pipeEnds { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    let (reading, writing) = (pipeEnds[0], pipeEnds[1])
    var child: pid_t = 0
    let error = spawn(&child, reading: reading)
    close(reading)
    guard error == 0 else {
      close(writing)
      return .failed(Self.reason(error))
    }
    return feed(writing, until: Clock.steady() + seconds * 1000, child)
  }

  private func spawn(_ child: inout pid_t, reading: Int32) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, reading, STDIN_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // It gets a group of its own, so that all of it can be ended, and signals as usual.
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGPIPE, SIGXFSZ, SIGHUP, SIGINT, SIGTERM] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    return posix_spawnp(&child, words[0], &actions, &attributes, arguments, environ)
  }

  /// Writes the input, as fast as it is read, and waits for the end.
  private func feed(_ writing: Int32, until deadline: Int, _ child: pid_t) -> End {
    _ = fcntl(writing, F_SETFL, O_NONBLOCK)
    var rest = input[...]
    var isOpen = true
    while true {
      if isOpen && rest.isEmpty {
        close(writing)
        isOpen = false
      }
      var status: Int32 = 0
      let ended = waitpid(child, &status, WNOHANG)
      if ended == child || ended < 0 && errno != EINTR {
        if isOpen { close(writing) }
        return ended < 0 ? .failed(Self.reason(errno)) : Self.end(status)
      }
      guard Clock.steady() < deadline else {
        kill(-child, SIGKILL)
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        if isOpen { close(writing) }
        return .tookTooLong
      }
      guard isOpen else {
        _ = poll(nil, 0, 10)
        continue
      }
      var waiting = pollfd(fd: writing, events: Int16(POLLOUT), revents: 0)
      guard poll(&waiting, 1, 10) > 0 else { continue }
      let count = rest.withUnsafeBytes { write(writing, $0.baseAddress, $0.count) }
      // Whoever does not want to read all of it need not.
      if count < 0 && errno == EPIPE {
        rest = []
      } else if count > 0 {
        rest = rest.dropFirst(count)
      }
    }
  }

  private static func end(_ status: Int32) -> End {
    status & 0x7F == 0 ? .status(status >> 8 & 0xFF) : .signal(status & 0x7F)
  }

  private static func reason(_ number: Int32) -> String { String(cString: strerror(number)) }
}

extension ProgramCall.End {
  /// Why it did not do what it was called for; `nil` when it did.
  var trouble: String? {
    switch self {
    case .status(0): nil
    case .status(let status): "ended with \(status)"
    case .signal(let number): "was ended by signal \(number)"
    case .tookTooLong: "took too long"
    case .failed(let reason): "cannot be started: \(reason)"
    }
  }
}
