internal import CLinux
internal import Glibc

/// The number that the kernel gives the kind of file system that holds a path.
///
/// A path that does not exist is looked for at the nearest folder above it.
/// - Returns: `nil` where the kernel does not tell.
package func fileSystemMagic(of path: String) -> Int64? {
  var path = path[...]
  while true {
    let magic = wmsync_file_system_magic(path.isEmpty ? "/" : String(path))
    if magic >= 0 { return magic }
    guard errno == ENOENT || errno == ENOTDIR, let end = path.lastIndex(of: "/") else { return nil }
    path = path[..<end]
  }
}
