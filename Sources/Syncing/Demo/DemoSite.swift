package import Domain

/// The demo: a retailer of outdoor goods in Hamburg with an ERP, two warehouses on one system, and
/// a logistics provider in Tilburg.
///
/// Everything in its exports agrees, but for the planted faults.
package enum DemoSite {
  /// Every file of the demo, path below the site folder and bytes, in path order.
  ///
  /// A path that ends in `/` is an empty folder.
  package static func files() -> [(path: String, bytes: [UInt8])] {
    let retailer = DemoRetailer()
    let folders = ["erp", "tpl", "wms"].map { ("exchange/\($0)/in/", [UInt8]()) }
    return inPathOrder(
      [("wmsync.yaml", Array(DemoConfiguration.text.utf8))] + folders + erp(retailer)
        + warehouses(retailer) + tilburg(retailer))
  }

  private static func erp(_ retailer: DemoRetailer) -> [(path: String, bytes: [UInt8])] {
    let files = DemoErpFiles(retailer: retailer).tables.map { name, table in
      ("exchange/erp/out/\(name)_20261120.csv", table.windows1252)
    }
    return files + [("exchange/erp/out/lagerbestand_20261120.csv.ok", Array("OK\r\n".utf8))]
  }

  private static func warehouses(_ retailer: DemoRetailer) -> [(path: String, bytes: [UInt8])] {
    DemoWarehouseFiles(retailer: retailer).documents.map { ("exchange/wms/out/\($0)", $1) }
  }

  private static func tilburg(_ retailer: DemoRetailer) -> [(path: String, bytes: [UInt8])] {
    let files = DemoTilburgFiles(retailer: retailer)
    return files.tables.map { ("exchange/tpl/out/\($0)", $1.utf8) }
      + [("exchange/xref/tpl_sku.csv", files.codes.utf8)]
  }

  /// What a first run finds wrong, and nothing else: code, key of the exception, and how it came
  /// about; in order of key.
  package static let plantedFaults: [(code: ExceptionCode, key: String, story: String)] = {
    let retailer = DemoRetailer()
    var faults: [(code: ExceptionCode, key: String, story: String)] = [
      (
        .skuUnknown, DemoFaults.unknownCode,
        "Tilburg shipped an article under a code that its cross reference does not have;"
          + " the row waits until the code is added"
      )
    ]
    if let line = retailer.faults.overReceived {
      faults.append(
        (
          .receiptOver, RecordKey(parts: [line.purchase, String(line.line)]).text,
          "the supplier sent a fifth more than Hamburg ordered, and all of it was received"
        ))
    }
    if let row = retailer.faults.miscounted {
      faults.append(
        (
          .stockUnexplained,
          RecordKey(parts: [row.warehouse.rawValue, row.item.sku]).text,
          "\(DemoFaults.missingPieces) cookers left Hamburg without a booking;"
            + " the ERP still has them in its books"
        ))
    }
    return faults.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }()
}

/// Files in the order of the bytes of their paths.
func inPathOrder(
  _ files: [(path: String, bytes: [UInt8])]
) -> [(path: String, bytes: [UInt8])] {
  files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
}
