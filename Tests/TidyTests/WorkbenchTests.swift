import Testing
import Workbench

/// The tests' own tools: a tool that lies makes every test above it worthless.
@Suite struct WorkbenchTests {
  private let shell = Program(path: "/bin/sh")

  @Test func `a throw-away folder holds what was written and is gone afterwards`() throws {
    var folder: ThrowawayFolder? = try ThrowawayFolder()
    let path = try #require(folder).path
    try folder?.write("erp/out/items.csv", "sku\n1\n")
    try folder?.write("erp/out/items.csv", "sku\n2\n")
    #expect(folder?.text(of: "erp/out/items.csv") == "sku\n2\n")
    #expect(folder?.text(of: "erp/out/none.csv") == nil)
    #expect(folder?.names(in: "erp") == ["out"])
    #expect(folder?.names() == ["erp"])
    #expect(folder?.exists("erp/out") == true)
    #expect(folder?.exists("wms") == false)
    folder = nil
    #expect(Workbench.names(in: path) == [])
  }

  @Test func `a program's status and both outputs are told apart`() throws {
    let folder = try ThrowawayFolder()
    let ended = try shell.run(["-c", "pwd; echo no >&2; exit 3"], in: folder.path)
    #expect(ended.status == 3)
    #expect(ended.out == folder.path + "\n")
    #expect(ended.err == "no\n")
  }

  @Test func `a program sees its arguments, its input and no variable of the test's`() throws {
    let script = "printf '%s,' \"$@\"; cat; env | cut -d= -f1 | sort | tr '\\n' ' '"
    let ended = try shell.run(
      ["-c", script, "sh", "a b", ""], in: "/", environment: ["WMSYNC_X": "1"], stdin: "in ")
    #expect(ended.out.hasPrefix("a b,,in "))
    let names = ended.out.split(separator: " ").dropFirst(2)
    let known: Set<Substring> = [
      "HOME", "PATH", "PWD", "OLDPWD", "SHLVL", "SWIFT_BACKTRACE", "WMSYNC_X", "_",
      "LD_LIBRARY_PATH", "LLVM_PROFILE_FILE", "ASAN_OPTIONS", "TSAN_OPTIONS",
    ]
    #expect(names.contains("WMSYNC_X"))
    #expect(Set(names).subtracting(known) == [])
  }

  @Test func `more output than a pipe holds is read to its end`() throws {
    let script = "head -c 300000 /dev/zero | tr '\\0' e >&2; head -c 500000 /dev/zero | tr '\\0' o"
    let ended = try shell.run(["-c", script], in: "/")
    #expect(ended.status == 0)
    #expect(ended.out.utf8.count == 500_000)
    #expect(ended.err.utf8.count == 300_000)
  }

  @Test func `a program ended by a signal has 128 and its number`() throws {
    #expect(try shell.run(["-c", "kill -TERM $$"], in: "/").status == 143)
  }

  @Test func `a program that hangs is killed with what it started`() {
    #expect(throws: WorkbenchError.self) {
      try shell.run(["-c", "sleep 30 & sleep 30"], in: "/", seconds: 1)
    }
  }

  @Test func `a program that is not there is a failure and no status`() {
    #expect(throws: WorkbenchError.self) {
      try Program(path: "/bin/no-such-program").run([], in: "/")
    }
  }

  @Test func `random numbers are the same for the same seed`() {
    var one = SeededNumbers(seed: 1)
    var again = SeededNumbers(seed: 1)
    var other = SeededNumbers(seed: 2)
    let first = (0..<8).map { _ in one.next() }
    #expect(first == (0..<8).map { _ in again.next() })
    #expect(first != (0..<8).map { _ in other.next() })
  }
}
