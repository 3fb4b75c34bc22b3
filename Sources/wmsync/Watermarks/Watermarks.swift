import ArgumentParser

struct Watermarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watermarks",
    abstract: "How far each feed was read.",
    subcommands: [WatermarksList.self, WatermarksRewind.self, WatermarksSet.self],
    defaultSubcommand: WatermarksList.self)
}
