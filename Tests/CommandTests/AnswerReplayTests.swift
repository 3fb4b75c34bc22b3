import Testing
import Workbench

/// Answers of a partner that come again, too early, or to nothing.
@Suite struct AnswerReplayTests {
  private static let ack = "message;result;at\nwms-items-00000001;accepted;2026-11-23T06:01:00Z\n"

  private func site() throws -> TestSite {
    let site = try CornerShop.opened()
    let configuration = CornerShop.configuration()
      .replacing(
        "ownership:",
        with: """
            wms-acks:
              entity: ack
              from: {system: wms, files: "wms/out/ack_*.csv", dialect: plain, order: name}
              ready: {rename: true}
              mode: delta
              fields: {message: {column: message}, result: {column: result}, at: {column: at}}
          ownership:
          """
      )
      .replacing(
        "dialect: plain,\n", with: "dialect: plain, ack: {feed: wms-acks, within: 30m},\n")
    try site.folder.write("wmsync.yaml", configuration)
    return site
  }

  private func answers(_ site: TestSite) throws -> [String] {
    try site.query(
      "SELECT code, state FROM exceptions WHERE entity = 'ack' AND state <> 'resolved'")
  }

  @Test func `an answer that comes three times is one answer`() throws {
    let site = try site()
    try site.done("run")
    for number in 1...3 {
      try site.write("wms/out/ack_\(number).csv", Self.ack)
      try site.done("run", at: "2026-11-23T07:0\(number):00Z")
      #expect(try site.query("SELECT state FROM outbound") == ["acknowledged"])
      #expect(try answers(site) == [])
    }
    try site.write("wms/out/ack_1.csv", Self.ack)
    try site.done("run", at: "2026-11-23T07:04:00Z")
    #expect(try site.query("SELECT state FROM outbound") == ["acknowledged"])
    #expect(site.folder.names(in: "exchange/wms/in").count { $0.hasPrefix("items") } == 1)
  }

  @Test func `an answer to a message that was never sent is an exception and harms nothing`() throws
  {
    let site = try site()
    try site.done("run")
    try site.write(
      "wms/out/ack_1.csv", Self.ack.replacing("00000001", with: "00000077"))
    _ = try site.wmsync("run", at: "2026-11-23T06:10:00Z")
    #expect(try answers(site).count == 1)
    #expect(try site.query("SELECT state FROM outbound") == ["published"])
  }

  @Test func `an answer that comes before its message is an exception until it is repeated`() throws
  {
    let site = try site()
    try site.write("wms/out/ack_1.csv", Self.ack)
    _ = try site.wmsync("run")
    #expect(try site.query("SELECT state FROM outbound") == ["published"])
    #expect(try answers(site).count == 1)
    _ = try site.wmsync("run", at: TestSite.later)
    #expect(site.folder.names(in: "exchange/wms/in").count { $0.hasPrefix("items") } == 1)
  }
}
