/// What the demo's articles, partners and places are called.
enum DemoWords {
  /// A kind of article: its noun, what it costs and weighs at least, and pieces per case.
  struct Kind {
    let noun: String
    let cents: Int
    let grams: Int
    let caseSize: Int?
    let isHazmat: Bool

    init(_ noun: String, _ cents: Int, _ grams: Int, case size: Int? = nil, hazmat: Bool = false) {
      self.noun = noun
      self.cents = cents
      self.grams = grams
      caseSize = size
      isHazmat = hazmat
    }
  }

  struct Group {
    let code: String
    /// Articles of the group are numbered from here.
    let firstNumber: Int
    let unit: String
    let kinds: [Kind]
    let variants: [String]
    /// Days; `nil` for goods that do not spoil.
    let shelfLife: Int?
  }

  static let groups = [
    Group(
      code: "BEKL", firstNumber: 110_001, unit: "ST",
      kinds: [
        Kind("Regenjacke", 6490, 420, case: 10), Kind("Wanderhose", 3990, 380, case: 12),
        Kind("Wollmütze", 890, 80, case: 24), Kind("Fleecepullover", 2990, 310, case: 12),
        Kind("Überhose", 2490, 260, case: 12), Kind("Handschuhe", 1290, 110, case: 24),
        Kind("Daunenweste", 7990, 290, case: 10), Kind("Funktionsunterhemd", 1890, 140, case: 20),
        Kind("Windstopper", 4590, 330), Kind("Schlauchtuch", 490, 40, case: 50),
      ],
      variants: ["Größe S", "Größe M", "Größe L", "weiß", "dunkelgrün"], shelfLife: nil),
    Group(
      code: "LAGER", firstNumber: 210_001, unit: "ST",
      kinds: [
        Kind("Kuppelzelt", 18_900, 2900), Kind("Gruppenzelt", 104_900, 14_200),
        Kind("Schlafsack", 8990, 1250, case: 6), Kind("Isomatte \"Düne\"", 2490, 480, case: 10),
        Kind("Hängematte", 3290, 540, case: 12), Kind("Biwaksack", 4990, 620),
        Kind("Zeltunterlage", 1590, 350, case: 10), Kind("Kopfkissen", 990, 120, case: 20),
        Kind("Rucksack 45 l", 7490, 1480, case: 4), Kind("Packsack", 890, 90, case: 24),
      ],
      variants: ["olivgrün", "sandgelb", "schieferblau", "weiß", "extra groß"], shelfLife: nil),
    Group(
      code: "KOCHEN", firstNumber: 310_001, unit: "ST",
      kinds: [
        Kind("Gaskartusche 230 g", 420, 380, case: 24, hazmat: true),
        Kind("Spirituskocher", 3490, 410, case: 6), Kind("Kochgeschirr", 2290, 520, case: 8),
        Kind("Brennspiritus 1 l", 310, 850, case: 12, hazmat: true),
        Kind("Thermoflasche", 1690, 360, case: 12), Kind("Feuerstahl", 790, 60, case: 40),
        Kind("Göffel", 190, 20, case: 100), Kind("Faltbecher", 390, 50, case: 50),
        Kind("Grillrost", 1490, 980), Kind("Wassersack", 1190, 150, case: 20),
      ],
      variants: ["Stück", "Paar", "rot", "schwarz", "mit Tragebügel"], shelfLife: nil),
    Group(
      code: "PROVIANT", firstNumber: 410_001, unit: "BTL",
      kinds: [
        Kind("Nussriegel", 95, 45, case: 48), Kind("Linseneintopf", 410, 160, case: 12),
        Kind("Käsespätzle", 450, 170, case: 12), Kind("Früchtemüsli", 290, 125, case: 20),
        Kind("Süßkirschen getrocknet", 260, 100, case: 20), Kind("Hühnersuppe", 380, 140, case: 12),
        Kind("Mineraldrink", 120, 30, case: 60), Kind("Vollkornkekse", 170, 200, case: 30),
        Kind("Röstzwiebeln", 140, 75, case: 30), Kind("Haferbrei mit Äpfeln", 240, 110, case: 20),
      ],
      variants: ["Beutel", "Großpackung", "ungesüßt", "würzig", "mild"], shelfLife: 540),
  ]

  static let models = [
    "Müritz", "Brocken", "Süderoog", "Wörthsee", "Föhr", "Alster", "Rügen", "Höllental", "Schlei",
    "Kühkopf", "Zugspitze", "Eßfeld", "Königssee",
  ]

  static let origins = ["DE", "PT", "VN", "SE", "PL"]

  /// Number, name, street, postcode, city, country.
  typealias Address = (String, String, String, String, String, String)

  static let suppliers: [Address] = [
    ("70001", "Weberei Götz & Söhne GmbH", "Färberstraße 8", "72764", "Reutlingen", "DE"),
    ("70002", "Têxteis Gonçalves Lda.", "Rua da Fábrica 41", "4800-019", "Guimarães", "PT"),
    ("70003", "Maßkonfektion Jäger KG", "Gewerbering 3", "08523", "Plauen", "DE"),
    ("70004", "Zeltbau Nordmann AG", "Hafenstraße 77", "24103", "Kiel", "DE"),
    ("70005", "Fjäll & Skog AB", "Verkstadsvägen 12", "831 52", "Östersund", "SE"),
    ("70006", "Rucksackwerk Höß GmbH", "Am Mühlbach 5", "87509", "Immenstadt", "DE"),
    ("70007", "Brennstoffe Möller OHG", "Industriestraße 19", "21107", "Hamburg", "DE"),
    ("70008", "Metallwaren Grünwald GmbH", "Schmiedgasse 2", "42651", "Solingen", "DE"),
    ("70009", "Kochzeug Weiß e. K.", "Lindenallee 30", "31134", "Hildesheim", "DE"),
    ("70010", "Trockenfrüchte Süß GmbH", "Obstmarkt 14", "21635", "Jork", "DE"),
    ("70011", "Proviantküche Käthe Böhm", "Kornstraße 9", "28201", "Bremen", "DE"),
    ("70012", "Bäckerei Großmann KG", "Mühlenweg 1", "29221", "Celle", "DE"),
  ]

  static let customers: [Address] = [
    ("10001", "Bergsport Müller GmbH", "Königstraße 21", "23552", "Lübeck", "DE"),
    ("10002", "Ausrüster Küste OHG", "Strandallee 4", "23669", "Timmendorfer Strand", "DE"),
    ("10003", "Trekkinghaus Groß", "Lange Straße 60", "38100", "Braunschweig", "DE"),
    ("10004", "Wander & Weg eG", "Marktstraße 15", "30159", "Hannover", "DE"),
    ("10005", "Pfadfinderladen Köln", "Sülzburgstraße 112", "50937", "Köln", "DE"),
    ("10006", "Outdoor Jørgensen ApS", "Søndergade 33", "8000", "Aarhus", "DK"),
    ("10007", "Friluftsbutiken Åre AB", "Årevägen 78", "837 52", "Åre", "SE"),
    ("10008", "Kanu-Depot Mecklenburg", "Seestraße 2", "17192", "Waren (Müritz)", "DE"),
    ("10009", "Sporthaus Weißenfels", "Jüdenstraße 18", "06667", "Weißenfels", "DE"),
    ("10010", "Alpenverein Sektion Elbe", "Böckmannstraße 7", "20099", "Hamburg", "DE"),
    ("10011", "Reisebüro & Zelt Förster", "Bahnhofstraße 44", "37073", "Göttingen", "DE"),
    ("10012", "Camping Schröder KG", "Deichstraße 90", "27472", "Cuxhaven", "DE"),
    ("10013", "Hüttenbedarf Ötztal", "Dorfstraße 11", "6450", "Sölden", "AT"),
    ("10014", "Draußen! Versand GmbH", "Speicherstraße 6", "04129", "Leipzig", "DE"),
    ("10015", "Schulbedarf Ahrensburg", "Große Straße 28", "22926", "Ahrensburg", "DE"),
    ("10016", "Jagd & Hof Lüneburg", "Am Sande 13", "21335", "Lüneburg", "DE"),
    ("10017", "Buitensport Tilburg B.V.", "Heuvelstraat 52", "5038 AE", "Tilburg", "NL"),
    ("10018", "De Wandelaar B.V.", "Oudegracht 190", "3511 NP", "Utrecht", "NL"),
    ("10019", "Kampeerhal Eindhoven", "Kanaaldijk 8", "5611 GC", "Eindhoven", "NL"),
    ("10020", "Rando Liège SPRL", "Rue Léopold 31", "4000", "Liège", "BE"),
    ("10021", "Trekking Gent BV", "Veldstraat 70", "9000", "Gent", "BE"),
    ("10022", "Au Grand Air SARL", "Rue Nationale 145", "59800", "Lille", "FR"),
    ("10023", "Sentiers du Nord SAS", "Rue des Trois Cailloux 9", "80000", "Amiens", "FR"),
    ("10024", "Zeilschool Zeeland", "Nieuwe Haven 25", "4331 JC", "Middelburg", "NL"),
  ]

  /// From this place in `customers` on, Tilburg delivers.
  static let firstTilburgCustomer = 16

  static let carriers: [Address] = [
    ("DHL", "DHL Paket", "Sträßchensweg 10", "53113", "Bonn", "DE"),
    ("DPD", "DPD Deutschland", "Wailandtstraße 1", "63741", "Aschaffenburg", "DE"),
    ("GLS", "GLS Germany", "GLS-Germany-Straße 1", "36286", "Neuenstein", "DE"),
    ("POSTNL", "PostNL Pakketten", "Waldorpstraat 3", "2521 CA", "Den Haag", "NL"),
  ]

  /// The dialling code of a country.
  static func dialling(_ country: String) -> Int {
    switch country {
    case "NL": 31
    case "BE": 32
    case "FR": 33
    case "AT": 43
    case "DK": 45
    case "SE": 46
    case "PT": 351
    default: 49
    }
  }
}
