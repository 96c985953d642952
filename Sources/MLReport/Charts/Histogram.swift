/// How often numbers fall into bins, as bars on a number line.
package struct Histogram: Sendable {
    /// A bin.
    package struct Bin: Sendable {
        let lower: Double
        let upper: Double
        let count: Int64

        /// Creates a bin.
        package init(from lower: Double, to upper: Double, count: Int64) {
            self.lower = lower
            self.upper = upper
            self.count = count
        }
    }

    private let title: String
    private let bins: [Bin]
    private let scale: Axis.Scale
    private let unit: String
    private let outside: String

    /// Creates a histogram.
    ///
    /// - Parameters:
    ///   - title: What is counted.
    ///   - bins: The bins, ascending.
    ///   - scale: What the numbers are.
    ///   - unit: What is counted, in singular, such as `row`.
    ///   - below: How many numbers lie below the first bin.
    ///   - above: How many numbers lie above the last bin.
    package init(
        _ title: String, bins: [Bin], scale: Axis.Scale = .numbers, unit: String = "row", below: Int64 = 0,
        above: Int64 = 0
    ) {
        self.title = title
        self.bins = bins
        self.scale = scale
        self.unit = unit
        var parts: [String] = []
        if below > 0, let first = bins.first {
            parts.append("\(Figure.count(below, unit)) below \(Axis.text(first.lower, scale))")
        }
        if above > 0, let last = bins.last {
            parts.append("\(Figure.count(above, unit)) above \(Axis.text(last.upper, scale))")
        }
        outside = parts.joined(separator: " and ")
    }

    /// The bars with both axes; nothing without bins.
    package func html(height: Int = 160) -> HTML {
        guard let first = bins.first, let last = bins.last else { return .empty }
        let horizontal = Axis(from: first.lower, to: last.upper, scale, count: 6)
        let most = bins.map(\.count).max() ?? 0
        let vertical = Axis(from: 0, to: Double(max(most, 1)), .integers, count: 3, extends: true)
        let (top, plotHeight) = (8.0, Double(height) - 30)
        var content = vertical.lines(height: plotHeight, top: top)
        for bin in bins where bin.count > 0 {
            let (x, end) = (horizontal.position(bin.lower), horizontal.position(bin.upper))
            let size = max(1.5, vertical.position(Double(bin.count)) * plotHeight)
            content += SVG.hinted(
                hint(bin), SVG.rectangle(x, top + plotHeight - size, width: end - x, height: size, "bar f1"))
        }
        // A bin that is one whole number has its label in the middle.
        let isSingle = scale == .integers && bins.allSatisfy { $0.upper - $0.lower <= 1 }
        content += horizontal.labels(y: Double(height) - 6, width: 260, offset: isSingle ? 0.5 : 0)
        let left = vertical.labelWidth
        let drawing = SVG.drawing(
            title, description: description, height: height, left: left, right: 14,
            content: content)
        guard !outside.isEmpty else { return drawing }
        return HTML {
            drawing
            HTML.note("Not drawn: \(outside).")
        }
    }

    /// The bars alone, in the height of a line of text.
    package func ornament(height: Int = 22) -> HTML {
        guard let first = bins.first, let last = bins.last else { return .empty }
        // Room for ten, so that few bins are not drawn as blocks.
        let room = (last.upper - first.lower) * max(10 / Double(bins.count), 1)
        let horizontal = Axis(from: first.lower, to: first.lower + room)
        let most = max(bins.map(\.count).max() ?? 0, 1)
        var content = SVG.line(0, Double(height), 1, Double(height), "axis")
        for bin in bins where bin.count > 0 {
            let (x, end) = (horizontal.position(bin.lower), horizontal.position(bin.upper))
            let size = max(1.5, Double(bin.count) / Double(most) * Double(height - 1))
            content += SVG.rectangle(x, Double(height) - size, width: end - x, height: size, "f1")
        }
        return SVG.ornament(height: height, content: content)
    }

    private var description: String {
        let most = bins.max { $0.count < $1.count }.map { "; most are \(hint($0))" } ?? ""
        return "\(bins.count) bins\(most)"
    }

    private func hint(_ bin: Bin) -> String {
        let isSingle = scale == .integers && bin.upper - bin.lower <= 1
        let upper = scale == .integers ? bin.upper - 1 : bin.upper
        let range =
            isSingle
            ? Axis.text(bin.lower, scale) : "\(Axis.text(bin.lower, scale)) to \(Axis.text(upper, scale))"
        return "\(range): \(Figure.count(bin.count, unit))"
    }

}
