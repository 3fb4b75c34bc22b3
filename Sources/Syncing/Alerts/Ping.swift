internal import Glibc

/// Tells a monitor that runs start and how they end, so that one that never comes is noticed.
///
/// The address stands in the environment and is given to curl on its standard input: neither the
/// configuration nor the list of processes shows it.
struct Ping {
  private let settings: AlertSettings.Ping
  private let address: String

  /// - Returns: `nil` where no monitor is configured, or the environment has no address.
  init?(_ settings: AlertSettings.Ping?) {
    guard let settings, let address = Environment.value(of: settings.variable) else { return nil }
    self.settings = settings
    self.address = address.utf8.last == UInt8(ascii: "/") ? String(address.dropLast()) : address
  }

  /// - Returns: what went wrong, for the notes of the run.
  func start() -> String? {
    settings.style == .healthchecks ? call(address + "/start") : nil
  }

  /// - Parameter status: the exit status of the run.
  /// - Returns: what went wrong, for the notes of the run.
  func end(_ status: Int32) -> String? {
    switch settings.style {
    case .healthchecks: call(address + "/\(status)")
    case .plain: status == 0 ? call(address) : nil
    }
  }

  private func call(_ address: String) -> String? {
    guard !address.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") }) else {
      return "ping: \(settings.variable) is no address"
    }
    let call = ProgramCall(
      words: [
        "curl", "--config", "-", "--silent", "--fail", "--output", "/dev/null", "--max-time",
        String(settings.timeout),
      ],
      input: Array("url = \"\(address)\"\n".utf8), seconds: settings.timeout + 1)
    return call.run().trouble.map { "ping: curl \($0)" }
  }
}
