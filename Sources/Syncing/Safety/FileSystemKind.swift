internal import Sending

/// What a file system promises, told from the number that the kernel gives its kind.
package struct FileSystemKind: Equatable, Sendable {
  package enum Promise: Equatable, Sendable {
    /// Locks, renames and syncs hold.
    case reliable
    /// Another machine or program decides about them; nobody can say.
    case unknown
    /// They do not hold between machines.
    case unreliable
    /// They hold until the machine stops.
    case forgetful
  }

  package let name: String
  package let promise: Promise

  private static let known: [Int64: (String, Promise)] = [
    0x6969: ("nfs", .unreliable), 0x517B: ("smb", .unreliable),
    0xFF53_4D42: ("cifs", .unreliable), 0xFE53_4D42: ("smb2", .unreliable),
    0x5346_414F: ("afs", .unreliable), 0x7375_7245: ("coda", .unreliable),
    0x564C: ("ncp", .unreliable), 0x0102_1997: ("9p", .unknown),
    0x00C3_6400: ("ceph", .unknown), 0x6573_5546: ("fuse", .unknown),
    0x0102_1994: ("tmpfs", .forgetful), 0x8584_58F6: ("ramfs", .forgetful),
  ]

  /// FUSE programs that bring folders of another machine.
  private static let remote: Set<String> = [
    "fuse.sshfs", "fuse.smbnetfs", "fuse.rclone", "fuse.s3fs", "fuse.curlftpfs", "fuse.davfs",
    "fuse.gcsfuse", "fuse.goofys", "fuse.glusterfs",
  ]

  /// - Parameters:
  ///   - magic: `f_type` of `statfs`.
  ///   - type: what the list of mounts calls it, where that is known; it tells FUSE programs apart.
  package init(magic: Int64, type: String? = nil) {
    let (name, promise) = Self.known[magic] ?? ("local", .reliable)
    guard name == "fuse", let type else {
      self.name = name
      self.promise = promise
      return
    }
    self.name = type
    self.promise = Self.remote.contains(type) ? .unreliable : promise
  }

  /// The kind of the file system that holds a path, or the nearest folder above it that exists.
  ///
  /// - Returns: `nil` where the kernel does not tell.
  static func holding(_ path: String) -> FileSystemKind? {
    guard let magic = fileSystemMagic(of: path) else { return nil }
    let kind = FileSystemKind(magic: magic)
    guard kind.name == "fuse", let mounts = try? SmallFile.bytes(of: "/proc/self/mountinfo")
    else { return kind }
    let type = mountType(of: path, in: String(decoding: mounts, as: UTF8.self))
    return FileSystemKind(magic: magic, type: type)
  }

  /// The type of the mount with the longest path above this one.
  ///
  /// In a line of the list, the fifth word is the mount's path and the type stands behind a lone
  /// dash.
  package static func mountType(of path: String, in mounts: String) -> String? {
    var best: (length: Int, type: String)?
    for line in mounts.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 5, let dash = words.firstIndex(of: "-"), dash + 1 < words.count
      else { continue }
      let mount = words[4] == "/" ? "" : words[4]
      guard path == mount || path.hasPrefix(mount + "/"), mount.utf8.count >= best?.length ?? 0
      else { continue }
      best = (mount.utf8.count, String(words[dash + 1]))
    }
    return best?.type
  }
}
