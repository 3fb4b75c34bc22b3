internal import Glibc

/// Whether other users can change what a run trusts, and whether a run would lock its user out.
struct SiteSafety {
  let settings: Settings

  /// Why nothing may be done here; the first reason of several.
  ///
  /// - Parameters:
  ///   - isChange: whether files will be made.
  ///   - asOtherUser: whether the caller insists on being another user than the store's.
  /// - Throws: `configuration`.
  func require(isChange: Bool, asOtherUser: Bool) throws(SyncFailure) {
    var refusals = [openFolder(settings.stateFolder, evenIfSticky: true)]
    refusals += exchangedFolders.map { openFolder($0) }
    if isChange {
      refusals.append(networkStore())
      if !asOtherUser { refusals.append(otherOwner()) }
    }
    if let refusal = refusals.compactMap({ $0 }).first {
      throw SyncFailure(.configuration, refusal)
    }
  }

  // MARK: Who may write

  /// Why a configuration with this owner and mode is not trusted.
  static func refusal(of path: String, _ status: stat) -> String? {
    let mode = status.st_mode & 0o7777
    if mode & 0o002 != 0 {
      return "\(path): is writable by everyone (\(octal(mode))); refusing to use it; "
        + "chmod o-w \(path)"
    }
    if mode & 0o020 != 0, status.st_uid != 0, status.st_uid != geteuid() {
      return "\(path): belongs to \(user(status.st_uid)) and is writable by a group "
        + "(\(octal(mode))); refusing to use it; chmod g-w \(path)"
    }
    return nil
  }

  /// Why a folder is not used; in a sticky folder others can add files and take away none.
  func openFolder(_ path: String, evenIfSticky: Bool = false) -> String? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
    let mode = status.st_mode & 0o7777
    guard mode & 0o002 != 0, evenIfSticky || mode & S_ISVTX == 0 else { return nil }
    return "\(path): is writable by everyone (\(Self.octal(mode))); refusing to use it; "
      + "chmod o-w \(path)"
  }

  /// The exchange folder and those that files are read from or written to, each once.
  var exchangedFolders: [String] {
    var folders = [settings.exchangeFolder]
    for path in settings.feeds.map(\.files) + settings.outbound.map(\.file) {
      var folder = settings.root(of: path)
      for part in path.split(separator: "/").dropLast() {
        guard !part.contains(where: { "*?[{".contains($0) }) else { break }
        folder += "/" + part
        folders.append(folder)
      }
    }
    return folders.unique
  }

  // MARK: Whose it is

  /// Why this user must not make files here: the store's own user could not replace them.
  func otherOwner() -> String? {
    for path in [settings.stateFolder, settings.storePath] {
      var status = stat()
      guard stat(path, &status) == 0, status.st_uid != geteuid() else { continue }
      return "\(path): belongs to \(Self.user(status.st_uid)) but you are "
        + "\(Self.user(geteuid())); run as that user, or insist with --as-other-user"
    }
    return nil
  }

  static func user(_ number: uid_t) -> String {
    guard let entry = getpwuid(number) else { return "uid \(number)" }
    return "\(String(cString: entry.pointee.pw_name)) (uid \(number))"
  }

  private static func octal(_ mode: mode_t) -> String { "0" + String(mode, radix: 8) }

  // MARK: Where it lies

  /// Why the store is not opened where it lies.
  func networkStore() -> String? {
    guard let kind = FileSystemKind.holding(settings.stateFolder), kind.promise == .unreliable
    else { return nil }
    return "\(settings.stateFolder): is on \(kind.name); refusing: locks are not reliable "
      + "there; set `state` to a folder on a local disk"
  }

  /// What delivery to the exchange folder cannot promise.
  func networkExchange() -> String? {
    guard let kind = FileSystemKind.holding(settings.exchangeFolder),
      kind.promise == .unreliable
    else { return nil }
    return "\(settings.exchangeFolder): is on \(kind.name): after a crash a file may be "
      + "delivered there twice; partners must key on its name"
  }
}
