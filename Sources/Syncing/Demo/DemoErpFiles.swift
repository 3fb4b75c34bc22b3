/// What the demo's ERP exports: windows-1252, semicolons, decimal commas, German titles.
struct DemoErpFiles {
  let retailer: DemoRetailer

  /// File name below `erp/out` without its date, and the table in it.
  var tables: [(name: String, table: DemoTable)] {
    [
      ("artikel", items), ("artikeleinheiten", units), ("auftraege_kopf", sales),
      ("auftraege_pos", salesLines), ("bestellungen_kopf", purchases),
      ("bestellungen_pos", purchaseLines), ("geschaeftspartner", partners),
      ("lagerbestand", stock),
    ]
  }

  private static func table(_ titles: String) -> DemoTable {
    DemoTable(
      delimiter: ";", lineEnd: "\r\n", header: titles.split(separator: ";").map { String($0) })
  }

  private static func word(_ flag: Bool) -> String { flag ? "J" : "N" }

  private var partners: DemoTable {
    var table = Self.table("Rolle;Nummer;Name;Straße;PLZ;Ort;Land;Telefon;E-Mail;USt-IdNr")
    let roles = [
      ("K", DemoWords.customers), ("L", DemoWords.suppliers), ("S", DemoWords.carriers),
    ]
    for (role, partners) in roles {
      for (place, partner) in partners.enumerated() {
        let (number, name, street, postcode, city, country) = partner
        table.add([
          role, number, name, street, postcode, city, country,
          "+\(DemoWords.dialling(country)) 555 01\(DemoText.filled(place, width: 2))",
          "\(role == "K" ? "einkauf" : "auftrag")@\(number.lowercased()).example",
          country + DemoText.filled(812_000_000 + place * 7919 + number.utf8.count, width: 9),
        ])
      }
    }
    return table
  }

  private var items: DemoTable {
    var table = Self.table(
      "ArtNr;Bezeichnung;Matchcode;Warengruppe;Status;Basiseinheit;EAN;Chargenpflicht;"
        + "Haltbarkeit Tage;Gefahrgut;Ursprung;Einstandspreis;Währung;Gewicht kg;Lieferant;"
        + "Wiederbeschaffung Tage")
    for item in retailer.items {
      table.add([
        item.number, item.name, String(item.name.prefix(8)).uppercased(), item.group,
        item.isDiscontinued ? "L" : "A", item.unit, item.gtin, Self.word(item.lot != nil),
        item.shelfLife.map { String($0) } ?? "", Self.word(item.isHazmat), item.origin,
        DemoText.german(cents: item.cents), "EUR", DemoText.german(grams: item.grams),
        item.supplier, String(item.leadDays),
      ])
    }
    return table
  }

  private var units: DemoTable {
    var table = Self.table("ArtNr;Einheit;Zähler;Nenner;Stufe")
    for item in retailer.items {
      table.add([item.number, item.unit, "1", "1", "E"])
      if let size = item.caseSize { table.add([item.number, "KT", String(size), "1", "K"]) }
    }
    return table
  }

  private var sales: DemoTable {
    var table = Self.table(
      "AuftrNr;Version;Kunde;Bestellzeichen;Auftragsdatum;Liefertermin;Spediteur;Lager;Währung;"
        + "Empfänger;Straße;PLZ;Ort;Land;Storno")
    for (index, sale) in retailer.sales.enumerated() {
      let (number, name, street, postcode, city, country) = sale.customer
      let due = DemoMoment(day: sale.ordered.minutes / 1440 + 4)
      table.add([
        sale.number, "1", number, "B-\(number)-\(index + 1)", sale.ordered.germanTime,
        due.germanDate, sale.carrier, sale.warehouse.erpCode, "EUR", name, street, postcode, city,
        country, "N",
      ])
    }
    return table
  }

  private var salesLines: DemoTable {
    var table = Self.table("AuftrNr;Pos;ArtNr;Menge;ME;Preis;Storniert")
    for sale in retailer.sales {
      for line in sale.lines {
        table.add([
          sale.number, String(line.number), line.item.number,
          DemoText.german(pieces: line.quantity), line.item.unit,
          DemoText.german(cents: line.item.price), "0,000",
        ])
      }
    }
    return table
  }

  private var purchases: DemoTable {
    var table = Self.table(
      "BestNr;Version;Lieferant;Lager;Status;Bestelldatum;Liefertermin von;Liefertermin bis;"
        + "Geschlossen am;Währung")
    for purchase in retailer.purchases {
      let day = purchase.arrivalDay
      table.add([
        purchase.number, "1", purchase.supplier, purchase.warehouse.erpCode,
        Self.status(purchase.stage), purchase.ordered.germanTime,
        DemoMoment(day: day - 1).germanDate, DemoMoment(day: day + 5).germanDate,
        purchase.stage == .closed ? purchase.closed.germanTime : "", "EUR",
      ])
    }
    return table
  }

  private static func status(_ stage: DemoPurchase.Stage) -> String {
    switch stage {
    case .pending: "offen"
    case .approved, .partlyReceived: "freigegeben"
    case .closed: "erledigt"
    case .cancelled: "storniert"
    case .rejected: "abgelehnt"
    }
  }

  /// Ordered by the case where the article has one.
  private var purchaseLines: DemoTable {
    var table = Self.table("BestNr;Pos;ArtNr;Menge;ME;Preis je Stück;Erledigt")
    for purchase in retailer.purchases {
      for line in purchase.lines {
        let cases = line.item.caseSize.map { line.quantity / $0 }
        table.add([
          purchase.number, String(line.number), line.item.number,
          DemoText.german(pieces: cases ?? line.quantity), cases == nil ? line.item.unit : "KT",
          DemoText.german(cents: line.item.cents), Self.word(purchase.stage == .closed),
        ])
      }
    }
    return table
  }

  private var stock: DemoTable {
    var table = Self.table("Lager;ArtNr;Bestand;Stand")
    for row in retailer.stock {
      table.add([
        row.warehouse.erpCode, row.item.number, DemoText.german(pieces: row.book),
        DemoMoment.exported.germanTime,
      ])
    }
    return table
  }
}
