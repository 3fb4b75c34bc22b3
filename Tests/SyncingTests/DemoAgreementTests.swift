import Domain
import Mapping
import Reconciliation
import Syncing
import Testing

@Suite("The demo agrees with itself, but for the planted faults")
struct DemoAgreementTests {
  private let demo: DemoReading

  init() throws {
    demo = try DemoReading()
  }

  private func key(_ code: ExceptionCode) -> String {
    DemoSite.plantedFaults.first { $0.code == code }?.key ?? ""
  }

  private func sum(_ records: [Record], by fields: [String], of field: String) -> [String:
    ExactDecimal]
  {
    var sums: [String: ExactDecimal] = [:]
    for record in records {
      let key = RecordKey(fields.map { record[$0] }).text
      sums[key, default: .zero] += record[field].decimal ?? .zero
    }
    return sums
  }

  @Test func `one row waits, for the code that Tilburg's cross reference lacks`() throws {
    #expect(demo.troubles.isEmpty)
    let waiting = try #require(demo.held.first)
    #expect(demo.held.count == 1)
    #expect(waiting.feed == "tpl-shipments")
    #expect(waiting.fault.code == .skuUnknown)
    #expect(waiting.fault.unknownID == key(.skuUnknown))
    #expect(demo.mapped.allSatisfy { !$0.hasWarnings })
  }

  @Test func `every article code of Tilburg leads to an article, and none twice to the same`()
    throws
  {
    let table = try #require(demo.crossReferences["tpl-sku"]).values
    let skus = Set(demo.records("item").compactMap { $0["sku"].text })
    #expect(table.count > 100)
    #expect(table.values.allSatisfy { skus.contains($0) })
    #expect(Set(table.values).count == table.count)
    #expect(table[key(.skuUnknown)] == nil)
  }

  @Test func `every reference leads to a master record`() {
    var known: Set<String> = []
    for each in demo.mapped {
      let entity = each.record.schema.entity
      if ["item", "partner", "location"].contains(entity.text) {
        known.insert("\(entity) \(each.record.key)")
      }
    }
    for each in demo.mapped {
      for reference in each.references {
        #expect(
          known.contains("\(reference.entity) \(reference.key)"),
          "\(each.feed) names \(reference.entity) \(reference.key)")
      }
    }
    #expect(demo.mapped.reduce(0) { $0 + $1.references.count } > 3000)
  }

  @Test func `no key stands twice in the records of a system`() {
    var seen: Set<String> = []
    for each in demo.mapped {
      let key = "\(each.system) \(each.record.schema.entity) \(each.record.key)"
      #expect(seen.insert(key).inserted, "\(key) stands twice")
    }
  }

  @Test func `book and physical stock differ for one article only, in Hamburg`() {
    let level = ["warehouse", "sku"]
    let book = sum(demo.records("stock", of: "erp"), by: level, of: "on_hand")
    let physical = sum(
      demo.records("stock", of: "wms") + demo.records("stock", of: "tpl"), by: level,
      of: "on_hand")
    #expect(Set(book.keys) == Set(physical.keys))
    let differing = book.keys.filter { book[$0] != physical[$0] }
    #expect(differing == [key(.stockUnexplained)])
    #expect(differing.first?.hasPrefix("HAM|") == true)
    #expect(demo.records("stock").allSatisfy { ($0["on_hand"].decimal ?? .zero) >= .zero })
    #expect(
      demo.records("stock", of: "wms").allSatisfy {
        ($0["allocated"].decimal ?? .zero) <= ($0["on_hand"].decimal ?? .zero)
      })
  }

  @Test func `on one purchase line more came than the allowance, in Hamburg`() {
    let lines = demo.records("purchase_order_line")
    var ordered: [String: Record] = [:]
    for line in lines { ordered[line.key.text] = line }
    let received = sum(demo.records("receipt"), by: ["po", "po_line"], of: "qty_good")
    var over: [String] = []
    for key in received.keys.sorted() {
      guard let quantity = ordered[key]?["qty"].decimal, let came = received[key] else {
        Issue.record("receipt on unknown line \(key)")
        continue
      }
      let most = quantity + demo.settings.receiving.allowance.overPercent.percent(of: quantity)
      if came > most { over.append(key) } else { #expect(came <= quantity) }
    }
    #expect(over == [key(.receiptOver)])
    for receipt in demo.records("receipt") {
      let line = ordered[RecordKey([receipt["po"], receipt["po_line"]]).text]
      #expect(receipt["sku"] == line?["sku"])
      #expect(receipt["qty_damaged"].decimal ?? .zero == .zero)
      #expect(receipt["qty_rejected"].decimal ?? .zero == .zero)
    }
  }

  @Test func `a purchase order is closed when all of it came, and open while some is missing`() {
    let received = sum(demo.records("receipt"), by: ["po", "po_line"], of: "qty_good")
    let lines = demo.records("purchase_order_line")
    var states: Set<String> = []
    for order in demo.records("purchase_order") {
      let own = lines.filter { $0["po"] == order["po"] }
      let came = own.map { received[$0.key.text] ?? .zero }
      let isFull = zip(own, came).allSatisfy { line, quantity in
        quantity >= line["qty"].decimal ?? .zero
      }
      let status = order["status"].text ?? ""
      states.insert(status)
      #expect(isFull == (status == "closed"), "\(order.key) is \(status)")
      #expect((order["closed_at"] != .null) == (status == "closed"))
      if ["pending", "cancelled", "rejected"].contains(status) {
        #expect(came.allSatisfy { $0 == .zero })
      }
      for receipt in demo.records("receipt") where receipt["po"] == order["po"] {
        #expect(receipt.warehouse == order.warehouse)
        #expect(receipt["complete"].flag == false || status == "closed")
        if let closed = order["closed_at"].time, let arrival = receipt["received_at"].time {
          #expect(arrival < closed)
        }
      }
    }
    #expect(states == ["pending", "approved", "rejected", "cancelled", "closed"])
  }

  @Test func `no order line is shipped over, and a short one is a backorder`() {
    var lines: [String: Record] = [:]
    for line in demo.records("sales_order_line") { lines[line.key.text] = line }
    var orders: [String: Record] = [:]
    for order in demo.records("sales_order") { orders[order.key.text] = order }
    let shipped = sum(demo.records("shipment"), by: ["order", "order_line"], of: "qty")
    var newest: [String: String] = [:]
    for shipment in demo.records("shipment") {
      let key = RecordKey([shipment["order"], shipment["order_line"]]).text
      #expect(shipment["sku"] == lines[key]?["sku"])
      #expect(shipment.warehouse == orders["\(shipment["order"])"]?.warehouse)
      newest[key] = shipment["closing"].text
    }
    var backorders = 0
    for (key, quantity) in shipped {
      let ordered = lines[key]?["qty"].decimal ?? .zero
      #expect(quantity <= ordered, "\(key)")
      #expect((quantity < ordered) == (newest[key] == "backorder"), "\(key)")
      if newest[key] == "backorder" { backorders += 1 }
    }
    #expect(backorders > 5)
  }

  @Test func `every shipment has a parcel with a tracking number of its own`() {
    let parcels = demo.records("parcel")
    let withParcel = Set(parcels.map { $0["shipment"] })
    #expect(demo.records("shipment").allSatisfy { withParcel.contains($0["shipment"]) })
    #expect(Set(parcels.map { $0["tracking"] }).count == parcels.count)
  }

  @Test func `dangerous goods lie in Hamburg only`() {
    let hazardous = Set(
      demo.records("item").filter { $0["hazmat"].flag == true }.map { $0["sku"] })
    #expect(!hazardous.isEmpty)
    for row in demo.records("stock") where hazardous.contains(row["sku"]) {
      #expect(row.warehouse == "HAM")
    }
  }

  @Test func `nothing has happened after the exports were made`() throws {
    let exported = try #require(demo.records("stock", of: "wms").first?["as_of"].time)
    for each in demo.mapped {
      for field in ["ordered_at", "closed_at", "received_at", "shipped_at", "labelled_at", "at"]
      where each.record.schema.position(of: field) != nil {
        #expect(each.record[field].time ?? exported <= exported, "\(each.record.key)")
      }
    }
    #expect(demo.records("stock").allSatisfy { $0["as_of"].time == exported })
  }
}
