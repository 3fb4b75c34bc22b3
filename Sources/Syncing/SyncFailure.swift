internal import Domain
internal import Intake
internal import Persistence
internal import Reporting
internal import Sending

/// How a command ended, as the shell sees it.
package enum ExitStatus: Int32, CaseIterable, Sendable {
  /// Done; business exceptions may exist.
  case done = 0
  /// Failed and rolled back; safe to repeat.
  case failed = 1
  /// Findings, where they were asked for.
  case findings = 2
  /// A feed was held, guarded or critically late; the rest was committed.
  case partial = 3
  /// There is no state store.
  case noStore = 10
  /// Another run holds the lock.
  case locked = 11
  /// The store is newer than the program.
  case newerStore = 12
  case usage = 64
  /// No such record, exception or file.
  case notFound = 65
  case inputOutput = 74
  case configuration = 78
  /// Ended by SIGHUP, SIGINT or SIGTERM; the step at work was rolled back.
  case hungUp = 129
  case interrupted = 130
  case terminated = 143

  /// What `status --check` alone means with these, as monitoring plugins do.
  package static let checkWarning = ExitStatus.failed
  package static let checkCritical = ExitStatus.findings
  package static let checkUnknown = ExitStatus.partial
}

/// A command that could not do what it was asked: its exit status and one line for the operator.
package struct SyncFailure: Error, Equatable, Sendable {
  package let status: ExitStatus
  /// What happened and what to do.
  package let message: String
  /// The message begins with a place, as editors read it.
  package let isLocated: Bool

  package init(_ status: ExitStatus, _ message: String, isLocated: Bool = false) {
    self.status = status
    self.message = message
    self.isLocated = isLocated
  }

  /// The message in one line that acts on no terminal; that of a configuration has its lines.
  package var text: String { isLocated ? message : SafeText.shown(message) }

  /// Any failure of a stage, as the operator sees it.
  package init(_ error: any Error) {
    switch error {
    case let failure as SyncFailure: self = failure
    case let failure as StoreError:
      let remedy = failure.store.map { "; " + Backups(beside: $0).remedy } ?? ""
      self.init(Self.status(of: failure.kind), failure.message + remedy)
    case let failure as IntakeFailure: self.init(.inputOutput, failure.message)
    case let failure as FileFailure: self.init(.inputOutput, failure.message)
    case let failure as Delivery.Failure:
      switch failure {
      case .file, .nameTaken: self.init(.inputOutput, failure.message)
      case .unclear, .storeTooOld: self.init(.configuration, failure.message)
      }
    case let failure as SettingsErrors:
      self.init(.configuration, failure.text, isLocated: true)
    default: self.init(.failed, "\(error)")
    }
  }

  private static func status(of kind: StoreError.Kind) -> ExitStatus {
    switch kind {
    case .missing: .noStore
    case .busy: .locked
    case .newer: .newerStore
    case .foreign, .damaged, .inputOutput: .inputOutput
    case .internalFault: .failed
    }
  }
}
