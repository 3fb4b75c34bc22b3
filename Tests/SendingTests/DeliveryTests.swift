import Glibc
import Testing
import Workbench

@testable import Sending

@Suite struct DeliveryTests {
  private let folder: ThrowawayFolder
  private let bytes = Array("sku\nA\n".utf8)
  private let name = "items-000001.csv"

  init() throws {
    folder = try ThrowawayFolder()
  }

  private var path: String { folder.path(of: "to-wms") }

  private func delivery(store: String = "st-1", stream: String = "wms-items") -> Delivery {
    Delivery(stream: stream, store: store, folder: path)
  }

  private func failure(_ body: () throws -> Void) throws -> Delivery.Failure? {
    do {
      try body()
      return nil
    } catch let failure as Delivery.Failure {
      return failure
    }
  }

  private func stageFirst(sequence: Int = 1) throws {
    try delivery().stage(name, bytes)
    try delivery().raiseGuard(to: sequence, sha256: "aa")
  }

  private func send() throws -> Delivery.Outcome {
    try delivery().send(name, sequence: 1, bytes: bytes)
  }

  private func guardLine(_ stream: String = "wms-items") -> String? {
    folder.text(of: "to-wms/.wmsync-staging/guard-\(stream)")
  }

  @Test func `a staged file is not yet in the folder and a sent one is`() throws {
    try delivery().check(lastSequence: 1, sha256: "aa")
    try delivery().stage(name, bytes)
    #expect(folder.names(in: "to-wms") == [".wmsync-staging"])
    try delivery().raiseGuard(to: 1, sha256: "aa")
    #expect(guardLine() == "st-1 1 1 aa\n")
    #expect(try send() == .sent)
    #expect(folder.names(in: "to-wms") == [".wmsync-staging", name])
    #expect(Workbench.bytes(path + "/" + name) == bytes)
    #expect(folder.names(in: "to-wms/.wmsync-staging") == ["guard-wms-items"])
  }

  @Test func `staging again after an interruption leaves the file as it must be`() throws {
    try delivery().stage(name, Array("sku\nhal".utf8))
    try stageFirst()
    #expect(try send() == .sent)
    #expect(Workbench.bytes(path + "/" + name) == bytes)
  }

  @Test func `a file that the partner took meanwhile was sent before`() throws {
    try stageFirst()
    #expect(try send() == .sent)
    #expect(unlink(path + "/" + name) == 0)
    #expect(try send() == .sentBefore)
    #expect(!folder.exists("to-wms/" + name))
  }

  @Test func `a file that still stands there was sent before`() throws {
    try stageFirst()
    #expect(try send() == .sent)
    #expect(try send() == .sentBefore)
    #expect(Workbench.bytes(path + "/" + name) == bytes)
  }

  @Test func `a file that is gone is unclear where the guard does not vouch for it`() throws {
    try delivery().stage(name, bytes)
    #expect(unlink(path + "/.wmsync-staging/" + name) == 0)
    func isUnclear() throws -> Bool {
      guard case .unclear(let text)? = try failure({ _ = try send() }) else { return false }
      return text.contains(path + "/" + name) && text.contains("wms-items")
    }
    #expect(try isUnclear())
    try delivery(store: "st-2").raiseGuard(to: 1, sha256: "aa")
    #expect(try isUnclear())
    try folder.write("to-wms/.wmsync-staging/guard-wms-items", "st-1 0 aa\n")
    #expect(try isUnclear())
    try delivery().raiseGuard(to: 1, sha256: "aa")
    #expect(try send() == .sentBefore)
  }

  @Test func `a folder that was emptied of everything is unclear`() throws {
    try folder.makeFolder("to-wms")
    guard case .unclear? = try failure({ _ = try send() }) else {
      Issue.record("an empty folder proves nothing")
      return
    }
  }

  @Test func `a name that somebody else took stops the stream and stays theirs`() throws {
    try folder.write("to-wms/" + name, "theirs")
    try stageFirst()
    guard case .nameTaken(let text)? = try failure({ _ = try send() }) else {
      Issue.record("the file of another was not noticed")
      return
    }
    #expect(text.contains(path + "/" + name))
    #expect(folder.text(of: "to-wms/" + name) == "theirs")
    #expect(Workbench.bytes(path + "/.wmsync-staging/" + name) == bytes)
    #expect(unlink(path + "/" + name) == 0)
    #expect(try send() == .sent)
  }

  @Test func `the same bytes under the name are taken as sent`() throws {
    try folder.write("to-wms/" + name, bytes: bytes)
    try stageFirst()
    #expect(try send() == .adopted)
    #expect(Workbench.bytes(path + "/" + name) == bytes)
    #expect(!folder.exists("to-wms/.wmsync-staging/" + name))
  }

  @Test func `a link under the name is never followed`() throws {
    try folder.write("elsewhere.csv", bytes: bytes)
    try folder.makeFolder("to-wms")
    #expect(symlink(folder.path(of: "elsewhere.csv"), path + "/" + name) == 0)
    try stageFirst()
    #expect(
      try failure { _ = try send() }
        == .file(FileFailure(path: path + "/" + name, action: "open", code: ELOOP)))
  }

  @Test func `an older store is refused by number`() throws {
    try delivery().check(lastSequence: 0, sha256: nil)
    try stageFirst(sequence: 5)
    try delivery().check(lastSequence: 5, sha256: "aa")
    try delivery().check(lastSequence: 5, sha256: nil)
    try delivery().check(lastSequence: 6, sha256: "bb")
    for sha256 in [nil, "aa"] as [String?] {
      guard
        case .storeTooOld(let text)? = try failure({
          try delivery().check(lastSequence: 4, sha256: sha256)
        })
      else {
        Issue.record("the older store was not noticed")
        continue
      }
      #expect(text.contains("up to number 5"))
      #expect(text.contains("only 4"))
    }
  }

  @Test func `an older store that counted up again is refused by content`() throws {
    try stageFirst(sequence: 5)
    guard
      case .storeTooOld? = try failure({ try delivery().check(lastSequence: 5, sha256: "bb") })
    else {
      Issue.record("the other content under the same number was not noticed")
      return
    }
  }

  @Test func `another store is refused and each stream is guarded for itself`() throws {
    try stageFirst(sequence: 5)
    guard
      case .storeTooOld(let text)? = try failure({
        try delivery(store: "st-2").check(lastSequence: 9, sha256: nil)
      })
    else {
      Issue.record("the other store was not noticed")
      return
    }
    #expect(text.contains("another store"))
    #expect(text.contains("/.wmsync-staging/guard-wms-items"))
    try delivery(store: "st-2", stream: "wms-orders").check(lastSequence: 0, sha256: nil)
  }

  @Test func `a guard is raised and never lowered`() throws {
    try stageFirst(sequence: 5)
    try delivery().raiseGuard(to: 4, sha256: "bb")
    #expect(guardLine() == "st-1 1 5 aa\n")
    try delivery().raiseGuard(to: 6, sha256: "cc")
    #expect(guardLine() == "st-1 1 6 cc\n")
  }

  @Test(arguments: ["", "st-1 5\n", "st-1 five aa\n", "st-1 5 aa bb\n"])
  func `a guard that cannot be read stops the stream`(line: String) throws {
    try folder.write("to-wms/.wmsync-staging/guard-wms-items", line)
    for step in [
      { try delivery().check(lastSequence: 9, sha256: nil) },
      { try delivery().raiseGuard(to: 9, sha256: "aa") },
    ] {
      guard case .unclear? = try failure(step) else {
        Issue.record("the guard was taken for readable")
        continue
      }
    }
    #expect(guardLine() == line)
  }

  @Test func `a marker is written empty and again`() throws {
    try stageFirst()
    #expect(try send() == .sent)
    try delivery().mark("items-000001.done")
    try delivery().mark("items-000001.done")
    #expect(folder.text(of: "to-wms/items-000001.done") == "")
    #expect(folder.names(in: "to-wms") == [".wmsync-staging", name, "items-000001.done"])
  }

  @Test func `no half of a marker is ever in the partner's folder`() throws {
    try stageFirst()
    #expect(try send() == .sent)
    // A half under this name could not be written.
    try folder.makeFolder("to-wms/items-000001.done.tmp")
    try delivery().mark("items-000001.done")
    #expect(folder.text(of: "to-wms/items-000001.done") == "")
  }

  @Test func `a marker never empties a file that has its name as a second one`() throws {
    try stageFirst()
    try folder.write("theirs", "kept")
    #expect(link(folder.path(of: "theirs"), folder.path(of: "to-wms/items-000001.done")) == 0)
    try delivery().mark("items-000001.done")
    #expect(folder.text(of: "theirs") == "kept")
    #expect(folder.text(of: "to-wms/items-000001.done") == "")
  }

  @Test func `a file in the place of the folder is named with the reason`() throws {
    try folder.write("to-wms", "a file")
    let found = try #require(try failure { try delivery().stage(name, bytes) })
    #expect(
      found
        == .file(
          FileFailure(path: path + "/.wmsync-staging", action: "make the folder", code: ENOTDIR)))
    #expect(found.message.hasPrefix(path + "/.wmsync-staging: cannot make the folder: "))
    #expect(found.message.hasSuffix(String(cString: strerror(ENOTDIR))))
    #expect(folder.text(of: "to-wms") == "a file")
  }

  @Test func `a folder in the place of the file is named with the reason`() throws {
    try folder.makeFolder("to-wms/" + name)
    try stageFirst()
    #expect(
      try failure { _ = try send() }
        == .file(FileFailure(path: path + "/" + name, action: "read", code: EISDIR)))
    #expect(Workbench.bytes(path + "/.wmsync-staging/" + name) == bytes)
  }

  @Test func `a folder in the place of the staged file is named with the reason`() throws {
    try folder.makeFolder("to-wms/.wmsync-staging/" + name)
    #expect(
      try failure { try delivery().stage(name, bytes) }
        == .file(
          FileFailure(
            path: path + "/.wmsync-staging/" + name, action: "rename into place", code: EISDIR)))
  }
}
