import Glibc

/// Reads both outputs of a program as they come, so that neither pipe fills up and blocks it.
struct PipeReading {
  private var descriptors: [Int32]
  private var collected: [[UInt8]] = [[], []]
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  init(out: Int32, err: Int32) {
    descriptors = [out, err]
  }

  var outText: String { String(decoding: collected[0], as: UTF8.self) }
  var errText: String { String(decoding: collected[1], as: UTF8.self) }

  /// Reads until both ends are closed; `false` when that takes longer than `seconds`.
  mutating func readAll(seconds: Int) -> Bool {
    let deadline = Self.now() + seconds * 1000
    while descriptors.contains(where: { $0 >= 0 }) {
      let left = deadline - Self.now()
      guard left > 0 else { return false }
      var waiting = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      guard poll(&waiting, nfds_t(waiting.count), Int32(left)) > 0 else { continue }
      for (index, entry) in waiting.enumerated() where entry.revents != 0 { take(index) }
    }
    return true
  }

  mutating func close() {
    for index in descriptors.indices { close(index) }
  }

  private mutating func take(_ index: Int) {
    let count = read(descriptors[index], &chunk, chunk.count)
    if count > 0 {
      collected[index] += chunk[..<count]
    } else if count == 0 || errno != EINTR {
      close(index)
    }
  }

  private mutating func close(_ index: Int) {
    guard descriptors[index] >= 0 else { return }
    _ = Glibc.close(descriptors[index])
    descriptors[index] = -1
  }

  /// Milliseconds of a clock that nobody sets.
  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }
}
