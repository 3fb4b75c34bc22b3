internal import Domain
internal import Intake
internal import Mapping
internal import Persistence

/// Remembers the rows of a feed's newest full export, so that a row that stands in the next one
/// with the same bytes is neither decoded nor looked up nor written.
///
/// What is remembered is a cache beside the store. It is used only while everything that decides
/// what a row means is as it was: feed, file, configuration, cross references, what the references
/// of its rows could find. Where a row that was recognised and a row that was decoded turn out to
/// name the same record, the file is read again without it.
final class RowMemory {
  /// The rows of the file cannot be told apart by their bytes alone.
  struct Unreliable: Error {}

  private let session: Session
  private let feed: FeedSettings
  let seed: UInt64
  /// What the newest file left behind; `nil` when every row is to be decoded.
  private(set) var known: RowFingerprints?
  /// Every live record of the feed is among what is known.
  private(set) var isWhole = false

  /// Below so many rows a file is read faster than it is remembered.
  private static let fewestRows = 5_000
  /// What is remembered takes 24 bytes a record; beyond this a file is always read in full, so
  /// that its size does not decide how much memory a run needs.
  private static let mostEntries = 6_000_000
  private static let mostBytes: Int64 = 1 << 30

  private init(_ session: Session, _ feed: FeedSettings, seed: UInt64) {
    self.session = session
    self.feed = feed
    self.seed = seed
  }

  /// The memory of a feed as its state says; `nil` when its rows mean something only in their file.
  static func recalled(
    _ session: Session, _ feed: FeedSettings, _ state: FeedState, header: [String]?, bytes: Int64
  ) throws -> RowMemory? {
    guard session.usesRowMemory != .never, feed.mayBeRemembered(among: session.settings.feeds),
      bytes <= mostBytes, let identity = try session.store.setting("identity"),
      let seed = UInt64(identity.prefix(16), radix: 16)
    else { return nil }
    let memory = RowMemory(session, feed, seed: seed)
    guard let last = state.lastFile,
      state.header == header?.joined(separator: HeaderContract.separator),
      let file = try session.store.file(last)
    else { return memory }
    if let found = try memory.place(file, state).read() {
      memory.known = found.fingerprints
      memory.isWhole = found.isWhole
    }
    return memory
  }

  /// Keeps what a file left behind, once it was accepted.
  func keep(_ collector: FingerprintCollector, _ file: LedgerFile, _ state: FeedState) throws {
    let isWorthIt = session.usesRowMemory == .always || file.counts.rows >= Self.fewestRows
    guard isWorthIt, collector.count <= Self.mostEntries, !session.isRehearsal else { return }
    let place = try place(file, state)
    try FolderMaker.make(place.path.folderPart)
    let fingerprints = collector.sorted(with: known)
    known = nil
    do throws(IntakeFailure) {
      try place.write(fingerprints, isWhole: file.counts.held == 0)
    } catch {
      // Nothing is lost by it but time.
      session.notes.append("\(error.message); the next export of \(feed.id) is read in full")
    }
  }

  /// Everything that must be as it was for a recognised row to mean what it meant.
  private func place(_ file: LedgerFile, _ state: FeedState) throws -> FingerprintFile {
    var state = state
    (state.state, state.gapSince) = ("", nil)
    var parts = [
      Release.version, StateStore.catalogue, session.context, "\(file.id)", file.sha256,
      "\(state)", try session.store.setting(Self.released(feed.id)) ?? "",
    ]
    if feed.refersToMasters { parts.append(try session.store.setting(Self.lostMasters) ?? "") }
    if feed.convertsUnits {
      let changed = try session.store.lastFactorChange(before: session.now)
      parts.append(try session.store.setting(Self.movedUnits) ?? "")
      parts.append(changed.map(String.init) ?? "")
    }
    return FingerprintFile(
      path: session.settings.stateFolder + "/rows/\(feed.id)", seed: seed,
      binding: parts.joined(separator: "\u{1f}"))
  }

  /// Settings that change whenever rows that were fine may not be so any more.
  private static let lostMasters = "masters lost"
  private static let movedUnits = "units moved"

  /// Changes whenever rows that waited have written records behind the newest file's back.
  private static func released(_ feed: FeedID) -> String { "rows released \(feed)" }

  /// Notes that rows that waited were taken: what is remembered of the feed's newest file may not be
  /// what its records say now.
  static func noteReleased(of feed: FeedID, in session: Session) throws {
    try session.count(released(feed))
  }

  /// Notes that records were written or taken out of view on which rows of other feeds depend.
  static func noteMoved(
    _ moved: Set<EntityID>, lost: Set<EntityID>, in session: Session
  ) throws {
    if lost.contains(where: { RecordSchema.named($0)?.nature == .master }) {
      try session.count(lostMasters)
    }
    let units = [RecordSchema.item, .itemUnit].map(\.entity)
    if !moved.union(lost).isDisjoint(with: units) { try session.count(movedUnits) }
  }

  /// What stands for a record among fingerprints.
  static func number(of keyHash: Int64, _ schema: RecordSchema) -> UInt64 {
    UInt64(bitPattern: keyHash ^ StableHash.of(schema.entity.text))
  }

  // MARK: After the last row

  /// Records of the earlier file that this one does not name.
  ///
  /// - Parameter decoded: numbers of the records whose rows were decoded, in any order.
  /// - Returns: their numbers.
  /// - Throws: `Unreliable` when a record was named by a recognised row and by a decoded one.
  func missing(besides decoded: [UInt64]) throws(Unreliable) -> Set<UInt64> {
    guard let known else { return [] }
    let named = Set(decoded)
    var missing: Set<UInt64> = []
    var isTwice = false
    known.forEach { entry, isSeen in
      if isSeen {
        if !named.isEmpty, named.contains(entry.record) { isTwice = true }
      } else if !named.contains(entry.record) {
        missing.insert(entry.record)
      }
    }
    if isTwice { throw Unreliable() }
    return missing
  }

  /// Every record that a recognised row named.
  func recognized() -> Set<UInt64> {
    var records: Set<UInt64> = []
    known?.forEach { entry, isSeen in if isSeen { records.insert(entry.record) } }
    return records
  }
}

/// Whether rows are remembered; the result of a run is the same.
package enum RowMemoryUse: String, Sendable {
  /// Those of files large enough.
  case auto
  case always
  case never
}

extension FeedSettings {
  /// Whether the bytes of a row alone decide what becomes of it while nothing else changes.
  fileprivate func mayBeRemembered(among feeds: [FeedSettings]) -> Bool {
    guard mode == .snapshot, duplicateRows == .keep, !mapping.countsRows else { return false }
    if case .trailer = ready { return false }
    return ownsItsRecords(among: feeds)
  }

  fileprivate var convertsUnits: Bool {
    mapping.emits.contains { $0.fields.contains { $0.unit != nil } }
  }

  fileprivate var refersToMasters: Bool {
    mapping.emits.contains { $0.fields.contains { $0.existsIn != nil } }
  }
}

extension FeedMapping {
  /// A running number makes a row depend on those before it.
  var countsRows: Bool {
    let conditions = [when] + emits.map(\.when)
    let fields = emits.flatMap(\.fields)
    let sources =
      conditions.compactMap { $0?.source } + fields.map(\.source) + fields.compactMap(\.unit)
    return sources.contains { if case .ordinal = $0 { true } else { false } }
  }
}

extension Session {
  fileprivate func count(_ name: String) throws {
    let before = try store.setting(name).flatMap { Int($0) } ?? 0
    try store.set(name, to: String(before + 1))
  }
}
