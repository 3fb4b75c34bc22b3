package import Domain
package import Intake
package import Mapping
internal import Persistence
package import Planning
package import Reconciliation

/// Everything `wmsync.yaml` says, checked and resolved: inheritance applied, references known,
/// paths still relative to the exchange folder.
///
/// Dictionaries are looked up by name only; whatever has an order stands in an array, in file
/// order.
package struct Settings: Sendable {
  package var site: String
  /// IANA name; for times without an offset.
  package var timezone: String
  /// Absolute path of the state folder.
  package var stateFolder: String
  /// Absolute path under which every feed, cross reference and outbound file is found.
  package var exchangeFolder: String
  package var systems: [SystemSettings]
  package var warehouses: [WarehouseSettings]
  package var dialects: [String: Dialect]
  package var crossReferences: [String: CrossReferenceSettings]
  package var feeds: [FeedSettings]
  package var ownership: [OwnershipRule]
  package var tolerances: [ToleranceRule]
  package var receiving: ReceivingSettings
  package var shipping: ShippingSettings
  package var finance: FinanceSettings
  /// What a warehouse may adjust without approval.
  package var adjustments: AdjustmentFacts.Limits
  package var notices: NoticeSettings
  /// Seconds that goods may be on their way between two warehouses.
  package var transferSeconds: Int
  /// Seconds that an event waits for the document it belongs to; 0 when it does not wait.
  package var parentSeconds: Int
  package var outbound: [OutboundSettings]
  package var alerts: AlertSettings
  package var retention: RetentionSettings
  package var limits: LimitSettings
  package var routing = RoutingSettings()
  /// How orders are picked, warehouse by warehouse; the others make no lists.
  package var picking: [PickingSettings] = []
  /// What orders are packed into; `nil` where nobody is told.
  package var packing: PackingSettings?
  /// What channels may sell; `nil` where none is told.
  package var availability: AvailabilitySettings?
  /// When and how much is ordered; `nil` where nobody wants proposals.
  package var replenishment: ReplenishmentSettings?

  /// Streams whose files reach their partner: what these sent, somebody was told.
  package var liveStreams: [OutboundSettings] { outbound.filter { !$0.isShadow } }

  /// The folder that the path of an outbound file starts from.
  func root(of path: String) -> String {
    OutboxFile.isShadow(path) ? stateFolder : exchangeFolder
  }

  /// Whether anybody tells how customer orders go on, so that where they stand can be told.
  var tellsStages: Bool {
    let tells = [RecordSchema.shipment.entity, RecordSchema.orderProgress.entity]
    return feeds.contains { $0.mapping.emits.contains { tells.contains($0.entity) } }
  }

  /// Whether anything is planned: then what is open of orders is kept.
  package var plans: Bool {
    !routing.rules.isEmpty || availability != nil || !picking.isEmpty || replenishment != nil
  }
}

/// How far one run goes before it leaves the rest to a person or to the next run.
package struct LimitSettings: Hashable, Sendable {
  /// Rows of one file that may be wrong, and exceptions that a run may open.
  package var exceptions = 10_000
  /// Bytes that stay free where the store lies.
  package var freeBytes: Int64 = 64 << 20
  /// Seconds that what has happened may lie ahead of the run's clock.
  package var futureSeconds = 86_400
  /// Rows of a first load after which what was read is kept.
  package var loadRows = 1_000_000
  /// Whether a changed configuration waits for a person.
  package var changes = ChangePolicy.apply
}

/// How a changed configuration takes effect.
package enum ChangePolicy: String, CaseIterable, Hashable, Sendable {
  /// With the next run.
  case apply
  /// When a person has accepted it by its hash.
  case confirm
}

/// What may come, and when.
package struct ReceivingSettings: Equatable, Sendable {
  package var allowance = Allowance()
  /// Seconds after the announced time at which goods are overdue.
  package var adviceSeconds = 86_400
}

/// What the books are told.
package struct FinanceSettings: Hashable, Sendable {
  /// Accounts by what they are for.
  package var accounts: [AccountRole: String] = [:]
  /// The last day that is closed; `nil` where none is.
  package var closedUntil: CalendarDate?

  package init() {}
}

/// What may leave, and until when it may be stopped.
package struct ShippingSettings: Sendable {
  package var allowance = Allowance()
  /// The last stage in which an order can be cancelled.
  package var cancelUntil = OrderStage.picking
  /// Who decides what becomes of a rest; `nil` when nobody was named.
  package var backorderOwner: SystemID?
  /// Seconds that a rest may be kept for later before it is reported.
  package var backorderSeconds = 7 * 86_400
  /// Seconds in which the warehouse must say a word on what it was sent; `nil` when nobody waits.
  package var ackSeconds: Int?
  /// Seconds that a line may stay in one stage; `nil` when nobody watches.
  package var stuckSeconds: Int?
  /// What was cancelled and never left is credited.
  package var refundsCancelled = false
  /// Conditions of returns that the carrier could not deliver.
  package var undeliverable: Set<String> = ["return_to_sender", "undeliverable"]
}

/// When a customer is told of a shipment.
package struct NoticeSettings: Hashable, Sendable {
  /// Seconds after which the notice goes out without a tracking number.
  package var waitSeconds = 86_400
  /// By carrier: where the carrier shows a parcel, with `{tracking}` for its number.
  package var trackingURLs: [String: String] = [:]
}

package enum SystemRole: String, CaseIterable, Hashable, Sendable {
  case erp
  case wms
  case thirdParty = "3pl"
  case channel
  case crm
}

package struct SystemSettings: Hashable, Sendable {
  package var id: SystemID
  package var role: SystemRole
}

/// A cross reference: given in the configuration or in a file below the exchange folder.
package struct CrossReferenceSettings: Hashable, Sendable {
  package enum Source: Hashable, Sendable {
    case values([String: String])
    /// Path, dialect name, their column and ours.
    case file(path: String, dialect: String, theirs: String, ours: String)
  }

  package var name: String
  package var source: Source
  package var unmatched: CrossReference.Unmatched
}

package struct FeedSettings: Hashable, Sendable {
  package enum Mode: String, CaseIterable, Hashable, Sendable {
    /// A full export: what is missing is gone.
    case snapshot
    /// Absence means nothing.
    case delta
  }

  package enum After: String, CaseIterable, Hashable, Sendable {
    case archive
    case keep
    case delete
  }

  package enum DuplicateRows: String, CaseIterable, Hashable, Sendable {
    case keep
    case report
    case drop
  }

  package enum Order: String, CaseIterable, Hashable, Sendable {
    case name
    /// By the last number in the file's name; a gap holds what comes after.
    case sequence
    case modified = "mtime"
  }

  /// When a file may be read.
  package enum Readiness: Hashable, Sendable {
    /// When this file stands beside it; `{file}` is the export's name.
    case marker(String)
    /// When size and times did not change for so many seconds.
    case stable(seconds: Int)
    /// At once: the sender renames finished files into place.
    case rename
    /// When this file stands beside it and says what the export holds.
    case manifest(String)
    /// When its last row says what stands before it.
    case trailer(Trailer)

    /// The file beside the export that goes with it, as a template; `nil` where there is none.
    package var companion: String? {
      switch self {
      case .marker(let template), .manifest(let template): template
      case .stable, .rename, .trailer: nil
      }
    }
  }

  package var id: FeedID
  package var system: SystemID
  /// Glob below the exchange folder.
  package var files: String
  package var dialect: Dialect
  package var order: Order
  package var ready: Readiness
  package var mode: Mode
  package var guards: GuardSettings
  package var rhythm: RhythmSettings?
  package var after: After
  package var duplicateRows: DuplicateRows
  /// Field to the values that a full file claims to cover; empty covers everything of the feed.
  package var scope: [String: [String]]
  package var mapping: FeedMapping
  /// Stock holds what was picked and has not left yet.
  package var includesPicked = true
  /// A file may come again under its name with other content, as `INVENTORY.CSV` does.
  package var isRewrittenInPlace: Bool
  /// Seconds that a missing sequence number may stay out before it is reported.
  package var gapGraceSeconds: Int
  /// Most bytes a file may have.
  package var maxBytes: Int64
  /// Most rows a file may have; `nil` without a limit.
  package var maxRows: Int?
  /// Whose files are taken.
  package var owners: FileOwners
  /// Position in the configuration.
  package var line: Int
}

/// How far a full export may move from the one before.
package struct GuardSettings: Hashable, Sendable {
  package var minRows: Int?
  /// Shares in percent of the records the feed had.
  package var maxMissingPercent: ExactDecimal?
  package var maxChangedPercent: ExactDecimal?
  package var maxToZeroPercent: ExactDecimal?
}

/// How often a file is expected, in seconds.
package struct RhythmSettings: Hashable, Sendable {
  package var every: Int
  package var late: Int?
  package var critical: Int?
  /// Minutes since local midnight between which files are expected; `nil` all day.
  package var hours: ClosedRange<Int>?
}

/// A source-of-truth rule; the most specific one that fits wins.
package struct OwnershipRule: Hashable, Sendable {
  /// As `item.*` or `item.weight_kg`.
  package var field: String
  package var warehouse: WarehouseID?
  /// Record key it is limited to.
  package var key: String?
  package var owner: SystemID
  package var fallback: SystemID?
  package var onDrift: DriftPolicy
  /// Where it was written: `wmsync.yaml:41`, or `rules set by NAME`.
  package var source: String
}

package struct ToleranceRule: Hashable, Sendable {
  package var field: String
  package var warehouse: WarehouseID?
  package var absolute: ExactDecimal
  package var relativePercent: ExactDecimal
  package var valueLimit: ExactDecimal?
  /// Seconds a difference must last before it counts.
  package var settleSeconds: Int
  /// Complete snapshots a difference must survive before it counts.
  package var snapshots: Int
  /// What is larger counts at once; `nil` where everything must last.
  package var hardLimit: ExactDecimal?
  /// So long what explains a difference may wait to be posted.
  package var agedSeconds = 86_400
  /// So close to a snapshot the time of an event does not tell whether it is part of it.
  package var windowSeconds = 0
  /// What is put right in the book without asking; `nil` where a person must approve it.
  package var correction: CorrectionLimit?
  package var source: String
}

/// So much of a difference of stock is put right in the book without asking.
package struct CorrectionLimit: Hashable, Sendable {
  package var absolute: ExactDecimal
  /// At the item's cost; what has none is not put right.
  package var value: ExactDecimal?

  package init(absolute: ExactDecimal, value: ExactDecimal?) {
    self.absolute = absolute
    self.value = value
  }
}

package struct OutboundSettings: Hashable, Sendable {
  package struct Column: Hashable, Sendable {
    package var title: String
    /// A field of the entity, of `with`, or `message`, `seq`.
    package var field: String
  }

  package struct Acknowledgement: Hashable, Sendable {
    package var feed: FeedID
    package var withinSeconds: Int?
    /// What an answer must be about to count as one; less is noted and waited on.
    package var level = AcknowledgementLevel.business
    /// Codes of refusals that pass by themselves, as a locked record.
    package var passingCodes: [String] = []
    /// How often a record that was refused so is sent again.
    package var retries = 3
  }

  package var id: StreamID
  package var to: SystemID
  package var entity: EntityID
  /// Header record type whose fields join each line.
  package var with: EntityID?
  /// Only records of these warehouses; empty means all.
  package var warehouses: [WarehouseID]
  /// Path below the exchange folder with `{seq:8}`.
  package var file: String
  package var dialect: Dialect
  package var maxRows: Int?
  /// In file order; empty means all fields of the entity.
  package var columns: [Column]
  /// Name of a file written behind each file, with `{file}` for its name.
  package var marker: String?
  package var acknowledgement: Acknowledgement?
  /// Order lines over a kit go out as lines over its parts.
  package var explodesKits = false
  /// Journals are written as plain text accounting reads them.
  package var isHledger = false
  /// Pick lists are written as pages to be printed, one file each.
  package var isSheet = false
  /// Its files go to a folder of our own, never to the partner, who is told nothing by it.
  package var isShadow = false
  package var line: Int
}

/// How long things are kept, in seconds; `nil` for ever.
package struct RetentionSettings: Hashable, Sendable {
  package static let usualBackups = 14
  package var inbound: Int?
  package var outbound: Int?
  package var runs: Int?
  package var closedExceptions: Int?
  /// How many automatic backups are kept.
  package var backups = RetentionSettings.usualBackups
}

/// One mistake in the configuration, with its place.
package struct SettingsError: Error, Hashable, Sendable {
  package var line: Int
  package var column: Int
  /// As `unknown key "feilds"; did you mean "fields"?`.
  package var message: String
}

/// All mistakes of a configuration at once, in file order.
package struct SettingsErrors: Error, Sendable {
  package var file: String
  /// The file's lines, for the caret.
  package var lines: [String]
  package var errors: [SettingsError]
}
