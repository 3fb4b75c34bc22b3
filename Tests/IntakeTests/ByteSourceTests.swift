import Glibc
import Intake
import Testing

struct ByteSourceTests {
  @Test func `a file that is absent is unreadable for the system's reason`() {
    #expect(
      throws: UnreadableFile(
        line: 0, byteOffset: 0, reason: "cannot be opened: No such file or directory",
        isSystemFault: true)
    ) { try ByteSource(path: "/nowhere/stock.csv") }
  }

  @Test func `a folder is unreadable for the system's reason`() throws {
    let reading = Reading(try ByteSource(path: "/"), .csv())
    #expect(reading.refusal?.reason == "cannot be read: Is a directory")
  }

  @Test func `an open file is read from where it stands and stays open`() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { close(ends[0]) }
    let text = "sku\nA\n"
    #expect(write(ends[1], text, text.utf8.count) == text.utf8.count)
    close(ends[1])
    #expect(Reading(ByteSource(descriptor: ends[0]), .csv()).cells == [["A"]])
    #expect(fcntl(ends[0], F_GETFD) >= 0)
  }
}
