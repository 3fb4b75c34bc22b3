import Syncing
import Testing

/// Where a store may lie is decided by what its file system promises.
@Suite struct FileSystemKindTests {
  static let kinds: [(magic: Int64, name: String, promise: FileSystemKind.Promise)] = [
    (0xEF53, "local", .reliable), (0x5846_5342, "local", .reliable),
    (0x9123_683E, "local", .reliable), (0x794C_7630, "local", .reliable),
    (0x6969, "nfs", .unreliable), (0x517B, "smb", .unreliable),
    (0xFF53_4D42, "cifs", .unreliable), (0xFE53_4D42, "smb2", .unreliable),
    (0x0102_1997, "9p", .unknown), (0x6573_5546, "fuse", .unknown),
    (0x0102_1994, "tmpfs", .forgetful),
  ]

  @Test(arguments: kinds)
  func `a kind of file system keeps its promise or not`(
    kind: (magic: Int64, name: String, promise: FileSystemKind.Promise)
  ) {
    let judged = FileSystemKind(magic: kind.magic)
    #expect(judged.name == kind.name && judged.promise == kind.promise)
  }

  @Test func `programs behind fuse are told apart by the list of mounts`() {
    #expect(FileSystemKind(magic: 0x6573_5546, type: "fuse.sshfs").promise == .unreliable)
    #expect(FileSystemKind(magic: 0x6573_5546, type: "fuse.sshfs").name == "fuse.sshfs")
    #expect(FileSystemKind(magic: 0x6573_5546, type: "fuseblk").promise == .unknown)
    // The list is asked about fuse only: elsewhere the kernel's number says enough.
    #expect(FileSystemKind(magic: 0xEF53, type: "fuse.sshfs").promise == .reliable)
  }

  @Test func `the mount with the longest path above a folder is its mount`() {
    let mounts = """
      22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
      40 22 0:31 / /srv/drop rw,nosuid - fuse.sshfs partner:/out rw
      41 22 0:32 / /srv/dropped rw shared:3 master:4 - xfs /dev/sdb rw
      short line
      """
    let expected = [
      "/srv/drop": "fuse.sshfs", "/srv/drop/erp/out": "fuse.sshfs", "/srv/dropped/erp": "xfs",
      "/srv": "ext4", "/": "ext4",
    ]
    for (path, type) in expected {
      #expect(FileSystemKind.mountType(of: path, in: mounts) == type, "\(path)")
    }
    #expect(FileSystemKind.mountType(of: "/srv", in: "") == nil)
  }
}
