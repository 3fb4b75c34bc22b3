/// A chart of the page: bars or a strip as inline SVG, and the table of the same figures.
struct PageChart {
  /// A bar and what it is called.
  struct Bar {
    let label: String
    let value: Int
  }

  let id: String
  let title: String
  /// What the labels are, and what is counted.
  let titles: (label: String, value: String)

  private static let (width, height) = (640, 120)

  /// Bars that are few enough to be labelled one by one.
  private static let fewBars = 8

  /// Bars side by side; the first and the last with their labels, all where they are few.
  func bars(_ bars: [Bar], summary: String) -> String {
    let most = max(1, bars.map(\.value).max() ?? 1)
    let step = Double(Self.width) / Double(max(1, bars.count))
    let shapes = bars.enumerated().map { index, bar in
      let tall = Int((Double(bar.value) / Double(most) * Double(Self.height)).rounded())
      let (left, wide) = (Int(Double(index) * step), max(1, Int(step) - 2))
      return "<rect x=\"\(left)\" y=\"\(Self.height - tall)\" width=\"\(wide)\" height=\"\(tall)\">"
        + "<title>\(SafeText.html(bar.label)): \(bar.value)</title></rect>"
    }
    let labelled: [(bar: Bar?, x: Int, anchor: String)] =
      bars.count <= Self.fewBars
      ? bars.enumerated().map { index, bar in (bar, Int(Double(index) * step), "start") }
      : [(bars.first, 0, "start"), (bars.last, Self.width, "end")]
    let ends = labelled.compactMap { bar, x, anchor in
      bar.map {
        "<text x=\"\(x)\" y=\"\(Self.height + 16)\" text-anchor=\"\(anchor)\">"
          + "\(SafeText.html($0.label))</text>"
      }
    }
    return figure(
      shapes.joined() + ends.joined(), tall: Self.height + 22, summary: summary,
      rows: bars.map { [$0.label, String($0.value)] })
  }

  /// One line for each name, with a stroke where something came; places count from 0 to `length`.
  func strips(_ strips: [(name: String, places: [Int])], length: Int, ends: (String, String))
    -> String
  {
    let (start, row) = (200, 18)
    let step = Double(Self.width - start) / Double(max(1, length))
    let shapes = strips.enumerated().map { index, strip in
      let top = index * row
      let marks = strip.places.map { "M\(start + Int(Double($0) * step)) \(top + 2)v12" }.joined()
      return
        "<text x=\"0\" y=\"\(top + 13)\">\(PageTable.cell(String(strip.name.prefix(26))))</text>"
        + "<path d=\"M\(start) \(top + 15)h\(Self.width - start)\" class=\"base\"/>"
        + (marks.isEmpty ? "" : "<path d=\"\(marks)\"/>")
    }
    let bottom = strips.count * row
    let labels = [(ends.0, start, "start"), (ends.1, Self.width, "end")].map { label, x, anchor in
      "<text x=\"\(x)\" y=\"\(bottom + 14)\" text-anchor=\"\(anchor)\">\(SafeText.html(label))</text>"
    }
    return figure(
      shapes.joined() + labels.joined(), tall: bottom + 20,
      summary: "a stroke is an hour with a file",
      rows: strips.map { [$0.name, String($0.places.count)] })
  }

  private func figure(_ shapes: String, tall: Int, summary: String, rows: [[String]]) -> String {
    let table = PageTable(caption: title, titles: [titles.label, titles.value])
      .html(rows.map { PageTable.Row(cells: $0.map(PageTable.cell)) }, upTo: 60_000)
    return """
      <figure>
      <figcaption>\(SafeText.html(title)): \(SafeText.html(summary))</figcaption>
      <svg role="img" aria-labelledby="\(id)" viewBox="0 0 \(Self.width) \(tall)">\
      <title id="\(id)">\(SafeText.html(title))</title>\(shapes)</svg>
      <details><summary>The figures</summary>
      \(table)</details>
      </figure>

      """
  }
}
