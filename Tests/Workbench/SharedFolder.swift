import Glibc

/// The checkout and what lies beside it, found from this file's own place.
package enum Workbench {
  /// The repository's top folder.
  package static let root: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(3)
    return parts.joined(separator: "/")
  }()

  /// Exports made by others with their ground truth, beside the checkout; `nil` with a loud line
  /// on standard error where they are absent.
  package static let sharedFolder: String? = {
    let folder = root + "/../shared"
    var status = stat()
    if stat(folder + "/data", &status) == 0 { return folder }
    let line = "NOT RUN: ../shared is absent, tests on real exports are skipped\n"
    _ = line.withCString { write(2, $0, strlen($0)) }
    return nil
  }()

  /// strace, where it is there and may trace; `nil` with a loud line on standard error elsewhere.
  package static let strace: Program? = {
    let places: [String] = ["/usr/bin/strace", "/usr/local/bin/strace"]
    let place = places.first { path in access(path, X_OK) == 0 }
    let strace = place.map { Program(path: $0) }
    let tried = try? strace?.run(["-qq", "-o", "/dev/null", "/bin/true"], in: "/")
    if tried?.status == 0 { return strace }
    let line =
      "NOT RUN: strace is missing or forbidden, nothing is killed or watched at a system call\n"
    _ = line.withCString { write(2, $0, strlen($0)) }
    return nil
  }()

  /// hledger, where it is there; `nil` with a loud line on standard error elsewhere.
  package static let hledger = program(
    "hledger", else: "no journal is read by another program")

  /// The browser that prints pick lists and shows pages, likewise.
  static let chromium = program("chromium", else: "no pick list is printed")

  /// What reads the barcodes of a picture, likewise.
  package static let zbarimg = program("zbarimg", else: "no barcode is read back")

  private static func program(_ name: String, else loss: String) -> Program? {
    let places: [String] = ["/usr/bin/" + name, "/usr/local/bin/" + name]
    if let place = places.first(where: { access($0, X_OK) == 0 }) { return Program(path: place) }
    let line = "NOT RUN: \(name) is missing, \(loss)\n"
    _ = line.withCString { write(2, $0, strlen($0)) }
    return nil
  }

  /// The bytes of a file; empty when it cannot be read, which the test then sees.
  package static func bytes(_ path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
  }

  package static func text(_ path: String) -> String {
    String(decoding: bytes(path), as: UTF8.self)
  }

  /// Names in a folder, sorted by bytes; empty when there is no such folder.
  package static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
