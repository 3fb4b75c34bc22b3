import Domain
import Reconciliation
import Testing

@Suite struct CheckExampleTests {
  @Test(arguments: allChecks.map(\.code))
  func `a check speaks up in its examples as often as they say`(code: ExceptionCode) throws {
    let check = try #require(code.check)
    for example in check.examples {
      #expect(
        check.findings(in: example.situation).count == example.findings, "\(code): \(example.story)"
      )
    }
  }

  @Test(arguments: allChecks.map(\.code))
  func `a check has examples on both sides of its edge`(code: ExceptionCode) throws {
    let check = try #require(code.check)
    #expect(check.examples.contains { $0.findings > 0 })
    #expect(check.examples.contains { $0.findings == 0 })
    let stories = check.examples.map(\.story)
    #expect(Set(stories).count == stories.count)
  }

  @Test(arguments: allChecks.map(\.code))
  func `a check is asked only about situations it judges`(code: ExceptionCode) throws {
    let check = try #require(code.check)
    #expect(!check.judges.isEmpty)
    #expect(check.examples.allSatisfy { check.judges.contains($0.situation.kind) })
    let foreign = allChecks.flatMap(\.examples).map(\.situation).filter {
      !check.judges.contains($0.kind)
    }
    #expect(!foreign.isEmpty)
    #expect(foreign.allSatisfy { check.findings(in: $0).isEmpty })
  }

  @Test(arguments: allChecks.map(\.code))
  func `an exception says where, what each side says and what to do`(code: ExceptionCode) throws {
    let check = try #require(code.check)
    #expect(!check.meaning.isEmpty)
    #expect(!check.remedy.isEmpty)
    for finding in raised(by: check) {
      #expect(!finding.key.isEmpty)
      #expect(!finding.hint.isEmpty)
      if let origin = finding.origin {
        let place = origin.line > 0 ? "\(origin.file):\(origin.line): " : ""
        #expect(finding.message.utf8.starts(with: place.utf8))
        #expect(finding.message.utf8.count > place.utf8.count)
      } else {
        #expect(!finding.message.isEmpty)
      }
    }
  }

  @Test(arguments: allChecks.map(\.code))
  func `messages and hints are plain words without codes`(code: ExceptionCode) throws {
    let check = try #require(code.check)
    let texts =
      raised(by: check).flatMap { [$0.message, $0.hint] } + [check.meaning, check.remedy]
    for text in texts {
      #expect(!ExceptionCode.allCases.contains { text.contains($0.rawValue) }, "\(text)")
      #expect(!text.contains("nil") && !text.contains("Optional"), "\(text)")
    }
  }

  @Test(arguments: allChecks.map(\.code))
  func `findings of one situation have different fingerprints`(code: ExceptionCode) throws {
    let check = try #require(code.check)
    for example in check.examples {
      let prints = check.findings(in: example.situation).map(\.fingerprint)
      #expect(Set(prints).count == prints.count, "\(example.story)")
    }
  }

  @Test(arguments: allChecks.map(\.code))
  func `the same situation always leads to the same findings`(code: ExceptionCode) throws {
    let check = try #require(code.check)
    for example in check.examples {
      #expect(
        check.findings(in: example.situation) == check.findings(in: example.situation),
        "\(example.story)")
    }
  }

  @Test(arguments: allChecks.map(\.code).filter { $0 != .rowInvalid })
  func `a check raises its own code`(code: ExceptionCode) throws {
    let check = try #require(code.check)
    #expect(raised(by: check).allSatisfy { $0.code == code })
  }

  private func raised(by check: any Check) -> [SyncException] {
    check.examples.flatMap { check.findings(in: $0.situation) }
  }
}
