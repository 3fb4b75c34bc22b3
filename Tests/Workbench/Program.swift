import Glibc
import Synchronization

/// A built program that a test starts and reads to its end.
package struct Program: Sendable {
  /// How a program ended and what it said; `status` is 128 + n after signal n.
  package typealias Outcome = (status: Int32, out: String, err: String)

  /// The program's absolute path.
  package let path: String

  package init(path: String) {
    self.path = path
  }

  /// The wmsync to test.
  ///
  /// The one in `WMSYNC`; else the release build where `WMSYNC_TEST_RELEASE` is set; else the one
  /// built together with the running tests; else the debug build of the checkout.
  package static let wmsync: Program = {
    if let named = variable("WMSYNC") { return Program(path: named) }
    let builds = Workbench.root + "/.build/"
    if variable("WMSYNC_TEST_RELEASE") != nil {
      return Program(path: builds + "release/wmsync")
    }
    let beside = folderOfTests() + "/wmsync"
    return Program(path: access(beside, X_OK) == 0 ? beside : builds + "debug/wmsync")
  }()

  /// Starts the program and waits for its end.
  ///
  /// The program sees the variables that cron sets, what `environment` adds, and nothing of the
  /// test's own surroundings. Standard input is empty without `stdin`.
  /// - Throws: when it cannot be started, or runs longer than `seconds` and was killed.
  package func run(
    _ arguments: [String], in folder: String, environment: [String: String] = [:],
    stdin: String = "", seconds: Int = 60
  ) throws(WorkbenchError) -> Outcome {
    guard access(path, X_OK) == 0 else {
      throw WorkbenchError("\(path) is not built; run `swift build` or set WMSYNC")
    }
    let started = try start(arguments, in: folder, Self.surroundings(environment), stdin)
    var reading = started.reading
    defer { reading.close() }
    let process = started.process
    let isDone = reading.readAll(seconds: seconds)
    if !isDone { kill(-process, SIGKILL) }
    let status = Self.wait(for: process)
    guard isDone else {
      let said = reading.outText + reading.errText
      throw WorkbenchError("\(path) \(arguments) was killed after \(seconds) s; it said: \(said)")
    }
    return (status, reading.outText, reading.errText)
  }

  /// Held while descriptors are open that another program started meanwhile would inherit and
  /// keep open.
  private static let starting = Mutex(())

  private func start(
    _ arguments: [String], in folder: String, _ environment: [String], _ stdin: String
  ) throws(WorkbenchError) -> (process: pid_t, reading: PipeReading) {
    try Self.starting.withLock { _ throws(WorkbenchError) in
      let input = try Self.inputFile(stdin)
      defer { close(input) }
      let out = try Self.pipe()
      let err = try Self.pipe()
      var reading = PipeReading(out: out.read, err: err.read)
      // Swift's Glibc cannot set the folder of a program to be; env can, and becomes the program.
      let words = ["env", "-C", folder, path] + arguments
      let spawned = Self.spawn("/usr/bin/env", words, environment, [input, out.write, err.write])
      close(out.write)
      close(err.write)
      guard let process = spawned else {
        reading.close()
        throw WorkbenchError("posix_spawn", path)
      }
      return (process, reading)
    }
  }

  private static func spawn(
    _ file: String, _ words: [String], _ environment: [String], _ descriptors: [Int32]
  ) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (target, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(target))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The threads that tests run on block signals; a program must start with none blocked. A
    // group of its own, so that a program that hangs is killed with all it started.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    errno = posix_spawn(&process, file, &actions, &attributes, &arguments, &variables)
    return errno == 0 ? process : nil
  }

  private static func wait(for process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  private static func surroundings(_ added: [String: String]) -> [String] {
    var variables = ["PATH": "/usr/bin:/bin", "HOME": "/", "SWIFT_BACKTRACE": "enable=no"]
    // Where the system finds the runtime, and where measuring builds write what they measured.
    for passed in ["LD_LIBRARY_PATH", "LLVM_PROFILE_FILE", "ASAN_OPTIONS", "TSAN_OPTIONS"] {
      if let value = variable(passed) { variables[passed] = value }
    }
    variables.merge(added) { _, new in new }
    return variables.map { "\($0)=\($1)" }.sorted()
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  private static func folderOfTests() -> String {
    guard let own = realpath("/proc/self/exe", nil) else { return "" }
    defer { free(own) }
    return String(cString: own).split(separator: "/").dropLast().map { "/" + $0 }.joined()
  }

  private static func pipe() throws(WorkbenchError) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw WorkbenchError("pipe", "") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// An open file without a name: it cannot block the way a pipe that nobody reads does.
  private static func inputFile(_ text: String) throws(WorkbenchError) -> Int32 {
    var name = Array("/tmp/wmsync-stdin-XXXXXX".utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw WorkbenchError("mkstemp", "/tmp") }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(name)
    let bytes = Array(text.utf8)
    guard write(descriptor, bytes, bytes.count) == bytes.count else {
      close(descriptor)
      throw WorkbenchError("write", "/tmp")
    }
    lseek(descriptor, 0, SEEK_SET)
    return descriptor
  }
}
