import Testing
import Workbench

@Suite struct LengthTests {
  static let linesOfFile = 400
  static let linesOfFunction = 70

  @Test func `no file is longer than 400 lines`() {
    let files = SourceFile.ofSources + SourceFile.ofTests + SourceFile.files(below: "Scripts")
    #expect(!files.isEmpty)
    let long = files.filter { $0.lines.count > Self.linesOfFile }
      .map { "\($0.path): \($0.lines.count) lines, at most \(Self.linesOfFile)" }
    #expect(long == [])
  }

  @Test func `no function is longer than 70 lines`() {
    var long: [String] = []
    for file in SourceFile.ofSources + SourceFile.ofTests {
      let bytes = Workbench.bytes(Workbench.root + "/" + file.path)
      for function in FunctionScan(bytes).lengths()
      where function.length > Self.linesOfFunction {
        long.append(
          "\(file.place(function.line)): \(function.name) of \(function.length) lines,"
            + " at most \(Self.linesOfFunction)")
      }
    }
    #expect(long == [])
  }

  @Test func `the length of a function runs from its keyword to its closing brace`() {
    let source = #"""
      struct Stock {
        init(_ text: String = "}") { /* { */ }
        // func commented() {
        var total: Int {
          let open = "{ \(sum { $0 + 1 }) "
          return 1
        }
        func find<Key>(_ key: Key, then: (Key) -> Void = { _ in }) throws(StoreError) -> [Int]
        where Key: Hashable {
          let text = """
            func in text() { "
            """
          return []
        }
        static let shared = Stock.init(#"\(no) ""#)
      }
      protocol Check {
        func one(_ value: Int) -> (Int, Int)
        func two()
      }
      """#
    let lengths = FunctionScan(Array(source.utf8)).lengths()
    #expect(
      lengths == [
        FunctionLength(name: "init", line: 1, length: 1),
        FunctionLength(name: "var", line: 3, length: 4),
        FunctionLength(name: "func", line: 7, length: 7),
      ])
  }
}
