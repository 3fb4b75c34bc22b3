/// What the logistics provider in Tilburg writes: plain CSV with its own article codes and short
/// status codes, in local time.
struct DemoTilburgFiles {
  let retailer: DemoRetailer

  /// File name below `tpl/out`, and the table in it.
  var tables: [(name: String, table: DemoTable)] {
    [
      ("acks_20261120.csv", Self.table("message,result,reason,at")),
      ("parcels_20261120.csv", parcels), ("progress_20261120.csv", progress),
      ("receipts_20261120.csv", receipts), ("shipments_20261120.csv", shipments),
      ("stock_20261120.csv", stock),
    ]
  }

  private static func table(_ titles: String) -> DemoTable {
    DemoTable(
      delimiter: ",", lineEnd: "\n", header: titles.split(separator: ",").map { String($0) })
  }

  /// Tilburg's codes for the articles it keeps, and ours.
  var codes: DemoTable {
    var table = Self.table("client_code,sku")
    for item in retailer.items where item.isKept(in: .tilburg) {
      table.add([item.tilburgCode, item.sku])
    }
    return table
  }

  private var receipts: DemoTable {
    var table = Self.table(
      "receipt_no,line,purchase_no,purchase_line,client_code,qty,lot,best_before,received,done")
    for receipt in retailer.receipts where receipt.purchase.warehouse == .tilburg {
      for (place, line) in receipt.lines.enumerated() {
        table.add([
          receipt.number, String(place + 1), receipt.purchase.number, String(line.orderLine),
          line.item.tilburgCode, String(line.quantity), line.item.lot ?? "",
          line.item.bestBefore ?? "", receipt.received.plainTime, line.isComplete ? "Y" : "N",
        ])
      }
    }
    return table
  }

  private var ownShipments: [DemoShipment] {
    retailer.shipments.filter { $0.sale.warehouse == .tilburg }
  }

  private var shipments: DemoTable {
    var table = Self.table(
      "delivery,line,order_no,order_line,client_code,qty,status,carrier,lot,shipped")
    for shipment in ownShipments {
      for (place, line) in shipment.lines.enumerated() {
        let isMiscoded = place == 0 && shipment.number == retailer.faults.unknownCode
        table.add([
          shipment.number, String(place + 1), shipment.sale.number, String(line.orderLine),
          isMiscoded ? DemoFaults.unknownCode : line.item.tilburgCode, String(line.quantity),
          line.closing == .complete ? "CC" : "BP", Self.carrier(shipment.sale.carrier),
          line.item.lot ?? "", shipment.shipped.plainTime,
        ])
      }
    }
    return table
  }

  private static func carrier(_ carrier: String) -> String { carrier == "DHL" ? "DHLNL" : "PNL" }

  private var parcels: DemoTable {
    var table = Self.table("delivery,colli,tracking,carrier,kg,labelled")
    for shipment in ownShipments {
      for parcel in shipment.parcels {
        table.add([
          shipment.number, parcel.number, "3S" + parcel.tracking,
          Self.carrier(shipment.sale.carrier), DemoText.kilograms(parcel.grams),
          shipment.shipped.plainTime,
        ])
      }
    }
    return table
  }

  private var progress: DemoTable {
    var table = Self.table("event,order_no,status,at")
    for step in DemoProgress.all(of: retailer.sales.filter { $0.warehouse == .tilburg }) {
      let status =
        switch step.code {
        case .acked: "AC"
        case .picking: "PI"
        case .picked: "PD"
        case .packed: "PA"
        }
      table.add([step.event, step.order, status, step.at.plainTime])
    }
    return table
  }

  private var stock: DemoTable {
    var table = Self.table("site,client_code,status,qty,allocated,counted")
    for row in retailer.stock where row.warehouse == .tilburg {
      table.add([
        row.warehouse.siteCode, row.item.tilburgCode, "A", String(row.physical),
        String(row.allocated), DemoMoment.exported.plainTime,
      ])
    }
    return table
  }
}
