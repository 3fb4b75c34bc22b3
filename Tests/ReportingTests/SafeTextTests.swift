import Reporting
import Testing

/// What stands in a file may be shown to people, and never acts on what shows it.
@Suite struct SafeTextTests {
  static let hostile: [(text: String, shown: String)] = [
    ("\u{1b}[2J", "\\u{1b}[2J"), ("a\nb", "a\\u{a}b"), ("a\r\tb", "a\\u{d}\\u{9}b"),
    ("\u{7f}\u{9b}", "\\u{7f}\\u{9b}"), ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"),
    ("\u{202e}txt\u{2066}", "\\u{202e}txt\\u{2066}"), ("\u{61c}", "\\u{61c}"),
    ("\u{feff}x", "\\u{feff}x"), ("\u{0}", "\\u{0}"), ("Größe 12 m²", "Größe 12 m²"),
  ]

  @Test(arguments: hostile)
  func `what acts on a terminal is shown by its number`(case one: (text: String, shown: String)) {
    #expect(SafeText.shown(one.text) == one.shown)
  }

  /// The soft hyphen, fillers, joiners, marks of direction, selectors of a form, tags.
  static let unseen: [ClosedRange<UInt32>] = [
    0xad...0xad, 0x34f...0x34f, 0x61c...0x61c, 0x115f...0x1160, 0x180b...0x180f,
    0x200b...0x200f, 0x202a...0x202e, 0x2060...0x206f, 0x3164...0x3164, 0xfe00...0xfe0f,
    0xfeff...0xfeff, 0xffa0...0xffa0, 0xe0000...0xe007f, 0xe0100...0xe01ef,
  ]

  @Test func `what nobody sees is shown by its number, so that no two keys look like one`() {
    for scalar in Self.unseen.joined().compactMap(Unicode.Scalar.init) {
      let key = "A\(Character(scalar))1"
      let number = "\\u{" + String(scalar.value, radix: 16) + "}"
      #expect(SafeText.shown(key) == "A\(number)1")
      #expect(SafeText.shownLines(key) == "A\(number)1")
      #expect(SafeText.html(key) == "A\(number)1")
      #expect(!SafeText.shownJSON(key).unicodeScalars.contains(scalar))
    }
  }

  @Test func `what is seen is shown as it is`() {
    for text in ["Müller & Söhne", "東京", "Ａ１", "е", "A\u{308}", "10\u{a0}kg", "½", "🪓", "\u{fffd}"]
    {
      #expect(SafeText.shown(text) == text)
    }
  }

  @Test func `a text of lines keeps its line ends and nothing else that acts`() {
    #expect(SafeText.shownLines("a\nb\u{1b}c\n") == "a\nb\\u{1b}c\n")
    #expect(SafeText.shownLines("a\r\nb") == "a\\u{d}\nb")
    #expect(SafeText.shownLines("plain\n") == "plain\n")
  }

  @Test func `a JSON document says the same and acts on no terminal`() {
    let document = "{\n  \"a\": \"\u{9b}1\u{202e}\u{e0001}\"\n}"
    #expect(
      SafeText.shownJSON(document) == "{\n  \"a\": \"\\u009b1\\u202e\\udb40\\udc01\"\n}")
    #expect(SafeText.shownJSON("{\"a\":\"ü\"}") == "{\"a\":\"ü\"}")
  }

  @Test func `a text of a page opens no element, no attribute and no entity`() {
    #expect(
      SafeText.html("<b a=\"1\" c='2'>&amp;</b>")
        == "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;&lt;/b&gt;")
    #expect(SafeText.html("Größe\u{1b}\n\u{202e}") == "Größe\\u{1b}\\u{a}\\u{202e}")
    // A mark that joins the character before it hides that character from a look at whole letters.
    #expect(SafeText.html("<\u{301}script>\"\u{20d2}") == "&lt;\u{301}script&gt;&quot;\u{20d2}")
  }
}
