import ArgumentParser
import Syncing

struct ExceptionsResolve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resolve", abstract: "Say that it is settled.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var targets: ExceptionTargets

  @Flag(help: "Approve a correction of the book, or an adjustment; needs --note, the reason.")
  var approve = false

  @Option(help: "Write a code into the cross reference: THEIRS=OURS; again for more.")
  var map: [String] = []

  @Option(
    help: "With --map: which cross reference, where the feed has several.",
    completion: .site(SiteNames.crossReferences))
  var xref: String?

  func validate() throws {
    if approve && targets.note?.isEmpty ?? true {
      throw ValidationError("--approve needs --note: the reason")
    }
    if approve && !map.isEmpty { throw ValidationError("give --approve or --map, not both") }
    if xref != nil && map.isEmpty { throw ValidationError("--xref goes with --map") }
    if !map.isEmpty && targets.ids.count != 1 {
      throw ValidationError("--map is for one exception, by its number")
    }
    for text in map where CodePair(text) == nil {
      throw ValidationError("--map \(text): write THEIRS=OURS")
    }
  }

  func run() throws {
    let pairs = map.compactMap(CodePair.init)
    let action = map.isEmpty ? ExceptionAction.resolve(approves: approve) : .map(pairs, in: xref)
    try common.act(action, on: targets)
  }
}
