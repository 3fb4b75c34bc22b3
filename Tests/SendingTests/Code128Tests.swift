import Sending
import Testing
import Workbench

@Suite struct Code128Tests {
  private func written(_ text: String) throws -> [Int] { try #require(Code128(text)).symbols }

  @Test func `the check symbol of PJJ123C is 54 after the start of set A and 55 after that of B`()
    throws
  {
    #expect(Code128.check(of: [103, 48, 42, 42, 17, 18, 19, 35]) == 54)
    #expect(try written("PJJ123C") == [104, 48, 42, 42, 17, 18, 19, 35, 55, 106])
  }

  @Test func `an even number of digits is written in pairs`() throws {
    #expect(try written("123456") == [105, 12, 34, 56, 44, 106])
    #expect(try written("00") == [105, 0, 2, 106])
  }

  @Test func `digits within a text are paired only where that is shorter`() throws {
    // Two digits between letters: changing the set and back would take more than it saves.
    #expect(try written("A12B").dropLast(2) == [104, 33, 17, 18, 34])
    // Four in the middle: as long either way, so the set stays.
    #expect(try written("A1234B").dropLast(2) == [104, 33, 17, 18, 19, 20, 34])
    // Six in the middle, four at the end: shorter in pairs.
    #expect(try written("A123456B").dropLast(2) == [104, 33, 99, 12, 34, 56, 100, 34])
    #expect(try written("A1234").dropLast(2) == [104, 33, 99, 12, 34])
    // An odd number: one digit stays outside the pairs.
    #expect(try written("12345").count == 1 + 4 + 2)
    #expect(try written("1234A").dropLast(2) == [105, 12, 34, 100, 33])
  }

  @Test func `a symbol is eleven modules wide and the stop thirteen`() throws {
    let code = try #require(Code128("Az09 ~/_"))
    #expect(code.widths.reduce(0, +) == code.modules)
    #expect(code.widths.count == (code.symbols.count - 1) * 6 + 7)
    #expect(Array(code.widths.prefix(6)) == [2, 1, 1, 2, 1, 4])
    #expect(Array(code.widths.suffix(7)) == [2, 3, 3, 1, 1, 1, 2])
  }

  @Test func `each of the symbols is another pattern with an even number of dark modules`() {
    var seen: Set<[Int]> = []
    var symbols: Set<Int> = []
    let texts =
      (0x20...0x7e).map { String(UnicodeScalar(UInt8($0))) }
      + (0...99).map { $0 < 10 ? "0\($0)" : "\($0)" }
    for text in texts {
      guard let code = Code128(text) else {
        Issue.record("\(text) is not written")
        continue
      }
      for (place, symbol) in code.symbols.dropLast().enumerated() {
        let pattern = Array(code.widths[(place * 6)..<(place * 6 + 6)])
        #expect(pattern.reduce(0, +) == 11, "\(symbol)")
        #expect((pattern[0] + pattern[2] + pattern[4]) % 2 == 0, "\(symbol)")
        seen.insert(pattern)
        symbols.insert(symbol)
      }
    }
    #expect(symbols.isSuperset(of: 0...99))
    #expect(seen.count == symbols.count)
  }

  @Test func `what set B cannot say has no barcode`() {
    for text in ["", "Größe", "tab\t", "\u{7f}", "👍"] { #expect(Code128(text) == nil) }
  }

  @Test(arguments: 1...40)
  func `what is written reads back, and no way of writing it is shorter`(seed: Int) throws {
    var dice = SeededNumbers(seed: UInt64(seed))
    for _ in 0..<40 {
      let text = dice.text(of: Array("0123456789AB".utf8), upTo: 12)
      guard let code = Code128(text) else {
        #expect(text.isEmpty)
        continue
      }
      #expect(read(code.symbols) == text)
      #expect(code.symbols.count == shortest(Array(text.utf8)) + 2, "\(text)")
    }
  }

  /// What a reader says; `nil` where the check symbol is wrong.
  private func read(_ symbols: [Int]) -> String? {
    let body = symbols.dropLast(2)
    guard symbols.last == 106, Code128.check(of: Array(body)) == symbols[symbols.count - 2],
      let start = body.first
    else { return nil }
    var isC = start == 105
    var text = ""
    for symbol in body.dropFirst() {
      switch (isC, symbol) {
      case (false, 99): isC = true
      case (true, 100): isC = false
      case (true, _): text += symbol < 10 ? "0\(symbol)" : "\(symbol)"
      case (false, _): text += String(UnicodeScalar(UInt8(symbol + 32)))
      }
    }
    return text
  }

  /// The fewest symbols with the start, by trying every way.
  private func shortest(_ bytes: [UInt8]) -> Int {
    func cost(_ place: Int, isC: Bool, changed: Bool) -> Int {
      guard place < bytes.count else { return 0 }
      var best = 1_000
      if !isC { best = 1 + cost(place + 1, isC: false, changed: false) }
      let isPair =
        place + 1 < bytes.count
        && bytes[place...place + 1].allSatisfy { (0x30...0x39).contains($0) }
      if isC, isPair { best = 1 + cost(place + 2, isC: true, changed: false) }
      guard !changed else { return best }
      return min(best, 1 + cost(place, isC: !isC, changed: true))
    }
    return 1 + min(cost(0, isC: false, changed: false), cost(0, isC: true, changed: false))
  }
}
