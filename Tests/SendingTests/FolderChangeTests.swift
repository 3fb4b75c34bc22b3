import Glibc
import Testing
import Workbench

@testable import Sending

/// Copies into a folder never replace a file of somebody else and never wait for what is no file.
@Suite struct FolderChangeTests {
  private func failure(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return (error as? FileFailure)?.message
    }
  }

  @Test func `a copy is laid down, found the same again, and never laid over another`() throws {
    let place = try ThrowawayFolder()
    try place.write("source", "one")
    let folder = Folder(path: place.path)
    let source = place.path(of: "source")
    #expect(try folder.lay(source, as: "copy") == .laid)
    #expect(try folder.lay(source, as: "copy") == .same)
    try place.write("copy", "other")
    #expect(try folder.lay(source, as: "copy") == .taken)
    #expect(place.text(of: "copy") == "other")
    #expect(place.names() == ["copy", "source"])
  }

  @Test func `what is missing or no file is not copied and keeps nobody waiting`() throws {
    let place = try ThrowawayFolder()
    let folder = Folder(path: place.path)
    #expect(mkfifo(place.path(of: "pipe"), 0o600) == 0)
    let missing = failure { try folder.copy(place.path(of: "none"), as: "copy") }
    #expect(missing?.hasSuffix("none: cannot open: No such file or directory") == true)
    let pipe = failure { try folder.copy(place.path(of: "pipe"), as: "copy") }
    #expect(pipe?.contains("pipe: cannot read what is no regular file") == true)
    #expect(place.names() == ["pipe"])
  }

  @Test func `moving what is not there moves nothing`() throws {
    let place = try ThrowawayFolder()
    let folder = Folder(path: place.path)
    #expect(try !folder.move("none", to: place.path(of: "new")))
    #expect(place.names() == [])
  }
}
