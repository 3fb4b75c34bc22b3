/// What columns are usually called, and which of our fields that may be.
///
/// Names are compared without case, spaces and signs. English and German names, those of SAP,
/// Microsoft Dynamics, NetSuite, Shopify, Odoo and of usual warehouse systems.
enum FieldNames {
  /// Our field to what others call it; a name may stand at several fields.
  private static let names: [(field: String, names: String)] = [
    (
      "sku",
      """
      sku skucode itemsku variantsku lineitemsku item itemno itemnr itemnumber itemid itemcode \
      article articleno articlenumber articleid articlecode artikel artikelnr artikelnummer \
      artikelno artnr artno artnum material materialno materialnumber materialnr matnr product \
      productid productno productnumber productcode productsku stockcode partno partnumber part \
      partid partcode clientsku clientcode inventoryitemid variantid sachnummer \
      internalreference defaultcode warennummer
      """
    ),
    (
      "name",
      """
      name description desc itemname itemdescription productname articlename materialdescription \
      maktx bezeichnung bezeichnung1 artikelbezeichnung title text kurztext shortdescr \
      companyname displayname vendorname suppliername customername partnername searchname firma \
      locationname benennung
      """
    ),
    (
      "status",
      """
      status state itemstatus active isactive lifecyclestatus orderstatus status1 mstae sperrkz \
      discontinued
      """
    ),
    (
      "base_uom",
      "uom baseuom unit unitofmeasure baseunit meins einheit mengeneinheit me quantityunit unitid stockunit"
    ),
    (
      "uom",
      "uom unit unitofmeasure salesunit vrkme einheit mengeneinheit me quantityunit orderunit unitid"
    ),
    ("gtin", "gtin ean ean13 eancode barcode upc ean11 gtin13 gtin14 upccode strichcode"),
    (
      "item_group",
      "itemgroup group productgroup materialgroup matkl warengruppe category prodcategoryid productcategory categ producttype type productline"
    ),
    (
      "unit_cost",
      "unitcost cost costprice standardcost standardprice ek ekpreis einkaufspreis stprs averagecost purchaseprice"
    ),
    ("currency", "currency curr waers waehrung currencycode currencyid"),
    (
      "weight_kg",
      "weightkg weight grossweight netweight gewicht gewichtkg brgew ntgew weightmeasure bruttogewicht grams"
    ),
    ("length_cm", "lengthcm length laenge laengecm depth tiefe"),
    ("width_cm", "widthcm width breite breitecm"),
    ("height_cm", "heightcm height hoehe hoehecm"),
    ("hazmat", "hazmat dangerous dangerousgoods gefahrgut adr"),
    ("lot_tracked", "lottracked batchmanaged batchtracked xchpf chargenpflicht"),
    ("serial_tracked", "serialtracked serialised serialized seriennummernpflicht"),
    ("origin_country", "origincountry countryoforigin origin ursprungsland herkl"),
    ("abc_class", "abcclass abc abckennzeichen maabc"),
    (
      "lead_time_days",
      "leadtimedays leadtime plifz lieferzeit wiederbeschaffungszeit daystomanufacture"
    ),
    ("min_order_qty", "minorderqty moq minimumorderquantity minqty mindestbestellmenge bstmi"),
    ("order_multiple", "ordermultiple packsize orderquantum bstrf verpackungseinheit"),
    (
      "safety_stock",
      "safetystock safetystocklevel sicherheitsbestand eisbe minstock mindestbestand"
    ),
    ("reorder_point", "reorderpoint reorderlevel meldebestand minbe reorderqtypoint"),
    ("shelf_life_days", "shelflifedays shelflife mhdrz haltbarkeit"),
    (
      "partner",
      """
      partner partnerid partnerno businesspartner businesspartnerid customer customerid customerno \
      customernumber kunde kundennr kundennummer kunnr vendor vendorid vendorno lieferant \
      lieferantennr lifnr supplierid suppliercode businessentityid accountnumber accountno
      """
    ),
    ("email", "email emailaddress mail emailadresse contactemail"),
    ("phone", "phone phonenumber telephone telefon tel telnr contactphone"),
    ("country", "country countrycode land landcode land1 shippingcountry countryregionid"),
    ("postcode", "postcode postalcode zip zipcode plz pstlz"),
    ("city", "city ort ort01 town"),
    ("address1", "street strasse stras address address1 address1street"),
    (
      "warehouse",
      """
      warehouse warehouseid warehousecode warehouseno wh whs whse lager lagernr lagerort lgort \
      facility facilityid site siteid inventsiteid inventlocationid locationid werks werk depot \
      stocklocation inventorylocation locationcode
      """
    ),
    (
      "bin",
      "bin binlocation binno location lagerplatz platz lgpla shelf slot wmslocationid locator"
    ),
    (
      "lot",
      "lot lotno lotnumber batch batchno batchnumber batchid charge charg inventbatchid lotid"
    ),
    ("serial", "serial serialno serialnumber seriennummer sernr inventserialid"),
    ("lpn", "lpn licenseplate licenseplateid palletid pallet containerid sscc hu handlingunit"),
    ("owner", "owner ownercode depositor mandant"),
    (
      "on_hand",
      """
      onhand qtyonhand quantityonhand onhandqty onhandquantity physical physicalqty physicalinvent \
      stock stockqty stocklevel stockonhand bestand lagerbestand istbestand labst qoh quantity qty \
      menge inventory inventoryquantity physicalonhandquantity totalquantity actualqty
      """
    ),
    (
      "allocated",
      """
      allocated allocatedqty reserved reservedqty qtyreserved committed commited quantitycommitted \
      reserviert reservedquantity reservedonhandquantity qtyallocated
      """
    ),
    (
      "available",
      """
      available availableqty qtyavailable quantityavailable verfuegbar free freestock \
      availableonhandquantity atp availabletosell availablequantity
      """
    ),
    (
      "as_of",
      "asof countedat asofdate snapshotat snapshotdate stichtag updatedat timestamp exportedat stockdate modified modifieddate zeitpunkt stand"
    ),
    (
      "order",
      """
      order orderid orderno ordernumber salesorder salesorderid salesorderno salesordernumber so \
      sonumber auftrag auftragsnr auftragsnummer vbeln invoiceno invoice bestellnummer \
      documentnumber ordername orderreference saleid
      """
    ),
    (
      "line",
      """
      line lineid lineno linenumber linenum pos position posnr position_nr orderline orderlineno \
      salesorderitem itempos polineno poline lineitemid ebelp salesorderline purchaseorderline zeile \
      orderlineid linesequence sequence auftragsposition
      """
    ),
    (
      "qty",
      """
      qty quantity orderqty orderedqty quantityordered orderquantity orderedquantity menge \
      bestellmenge auftragsmenge kwmeng lineitemquantity qtyordered salesqty orderedsalesquantity \
      purchaseqty anzahl stueck units returnqty returnquantity
      """
    ),
    (
      "unit_price",
      "unitprice price salesprice netprice preis stueckpreis einzelpreis netpr lineitemprice listprice vkpreis"
    ),
    ("price", "price salesprice listprice preis amount unitprice vkpreis"),
    (
      "customer",
      """
      customer customerid customerno customernumber partnerid soldto soldtoparty kunde kundennr \
      kundennummer kunnr custaccount buyer invoicecustomeraccountnumber client
      """
    ),
    (
      "supplier",
      """
      supplier supplierid suppliercode vendor vendorid vendorno lieferant lieferantennr lifnr \
      vendaccount ordervendoraccountnumber supplierpartnerid
      """
    ),
    (
      "ordered_at",
      "orderedat orderdate date createdat invoicedate bestelldatum auftragsdatum erdat audat created documentdate datum placedat"
    ),
    (
      "deliver_by",
      "deliverby requestedshipdate shipdate liefertermin requestedshippingdate lieferdatum deliverydate duedate expectedshipdate dueat"
    ),
    (
      "expected_from",
      "expectedfrom expectedat expecteddate expectedarrival eta duedate deliverydate liefertermin eindt arrivaldate dateplanned"
    ),
    ("ship_to_country", "shiptocountry shippingcountry deliverycountry lieferland country land"),
    ("ship_to_postcode", "shiptopostcode shiptozip shippingzip lieferplz deliveryzip"),
    ("channel", "channel saleschannel vertriebskanal salesorg source"),
    (
      "po",
      """
      po poid pono ponumber purchaseorder purchaseorderid purchaseorderno purchaseordernumber \
      purchid ebeln bestellung bestellnr bestellnummer
      """
    ),
    ("po_line", "poline polineno purchaseorderline ebelp bestellposition purchaseorderdetailid"),
    (
      "receipt",
      "receipt receiptid receiptno receiptnumber goodsreceipt grn grnno wareneingang wareneingangsnr mblnr goodsinnote goodsinnoteid transactionid"
    ),
    (
      "qty_good",
      "qtygood receivedqty qtyreceived quantityreceived receivedquantity received goodqty eingangsmenge wemenge stockedqty acceptedqty erfmg qty quantity menge"
    ),
    ("qty_rejected", "qtyrejected rejectedqty rejected damagedqty ausschuss defectqty"),
    (
      "received_at",
      "receivedat receiveddate receiptdate datereceived eingangsdatum wedatum budat buchungsdatum arrivedat"
    ),
    (
      "shipment",
      "shipment shipmentid shipmentno shipmentnumber delivery deliveryid deliveryno lieferung liefernr lieferschein lieferscheinnr goodsoutnote goodsoutnoteid packslip fulfillmentid packingslip"
    ),
    (
      "shipped_at",
      "shippedat shippeddate shipdate dateshipped versanddatum versandt despatchdate dispatchdate wadat wadatist"
    ),
    (
      "order_line", "orderline orderlineno orderlineid salesorderline auftragsposition vgpos lineno"
    ),
    (
      "tracking",
      "tracking trackingno trackingnumber trackingid sendungsnummer sendungsnr awb consignmentno trackingref"
    ),
    (
      "carrier",
      "carrier carriercode carriername spediteur frachtfuehrer shippingcarrier trackingcompany shipper shipvia"
    ),
    (
      "return",
      "return returnid returnno returnnumber rma rmano rmanumber rmaid retoure retourennr creditno"
    ),
    ("reason", "reason reasoncode grund ursache adjustmentreason returnreason bwart"),
    (
      "adjustment",
      "adjustment adjustmentid adjustmentno journalid korrektur korrekturnr bestandskorrektur adjustmentnumber"
    ),
    (
      "delta",
      "delta difference differenz adjustmentqty qtychange change quantitychange adjustedqty korrekturmenge"
    ),
    ("adjusted_at", "adjustedat adjustmentdate datum date korrekturdatum transactiondate"),
  ]

  /// Names of a row's own id, whatever the row is.
  private static let ids: Set<String> = ["id", "pk", "key", "number", "no", "nr", "code"]

  /// Whether a column is called as the id of whatever its row is, as `/pk`.
  static func isID(_ heading: String) -> Bool {
    let last = heading.split(separator: "/").last.map(String.init) ?? heading
    return ids.contains(normal(last)) && heading.split(separator: "/").count <= 1
  }

  private static let byName: [String: [String]] = {
    var found: [String: [String]] = [:]
    for entry in names {
      for name in [normal(entry.field)] + entry.names.split(separator: " ").map({ normal($0) }) {
        if found[name]?.contains(entry.field) != true {
          found[name, default: []].append(entry.field)
        }
      }
    }
    return found
  }()

  /// Our fields that a column of this name may be, the likelier first; empty for an unknown name.
  ///
  /// Of a JSON pointer the last name counts, with the one before it where both together are known.
  static func concepts(of heading: String) -> [String] {
    guard heading.first == "/" else { return byName[normal(heading)] ?? [] }
    let parts = heading.split(separator: "/").filter { Int($0) == nil }
    guard let last = parts.last else { return [] }
    let joined = parts.suffix(2).joined()
    return byName[normal(joined)] ?? byName[normal(last)] ?? []
  }

  /// How near a name is to our field: 0 is nearest; `nil` where it is none of its usual names.
  static func distance(of heading: String, to field: String) -> Int? {
    guard let place = concepts(of: heading).firstIndex(of: field) else { return nil }
    let parts = heading.split(separator: "/").filter { Int($0) == nil }
    let usual = ordered[field] ?? []
    let known = [parts.suffix(2).joined(), parts.last.map(String.init) ?? heading].map {
      normal($0)
    }
    let rank = known.compactMap { usual.firstIndex(of: $0) }.min() ?? usual.count
    return place * 100 + rank
  }

  private static let ordered: [String: [String]] = Dictionary(
    uniqueKeysWithValues: names.map { entry in
      (entry.field, [normal(entry.field)] + entry.names.split(separator: " ").map { normal($0) })
    })

  /// Lower case, letters and digits only, umlauts spelt out.
  static func normal(_ name: some StringProtocol) -> String {
    var text = ""
    for character in name.lowercased() {
      switch character {
      case "ä": text += "ae"
      case "ö": text += "oe"
      case "ü": text += "ue"
      case "ß": text += "ss"
      default: if character.isLetter || character.isNumber { text.append(character) }
      }
    }
    return text
  }
}
