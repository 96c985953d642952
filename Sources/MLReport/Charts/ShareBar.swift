/// How a whole is divided, as one bar of parts with a legend.
package struct ShareBar: Sendable {
    /// The colour of a part.
    package enum Colour: Sendable {
        /// The colours of parts that are neither good nor bad, in their order.
        case first, second, third, fourth
        /// The part that is left.
        case rest
        /// A part that is as it should be.
        case good
        /// A part that is not as it should be.
        case bad

        var fill: StaticString {
            switch self {
            case .first: "f1"
            case .second: "f2"
            case .third: "f3"
            case .fourth: "f4"
            case .rest: "f0"
            case .good: "fg"
            case .bad: "fb"
            }
        }
    }

    private let title: String
    private var parts: [(name: String, count: Int64, colour: Colour)] = []

    /// Creates a bar without parts.
    package init(_ title: String) { self.title = title }

    /// Adds a part; a count below zero counts as zero.
    package mutating func add(_ name: String, _ count: some BinaryInteger, _ colour: Colour) {
        parts.append((name, max(0, Int64(clamping: count)), colour))
    }

    /// The bar with its legend; nothing when all parts are empty.
    package var html: HTML {
        let total = parts.reduce(0.0) { $0 + Double($1.count) }
        guard total > 0 else { return .empty }
        var content = ""
        var start = 0.0
        for part in parts where part.count > 0 {
            let width = Double(part.count) / total
            content += SVG.hinted(
                "\(part.name): \(Figure.count(part.count)) (\(Figure.share(width)))",
                SVG.rectangle(start, 0, width: width, height: 16, part.colour.fill))
            start += width
        }
        return HTML(.figure, .class("share")) {
            HTML(.ul, .class("legend")) {
                for part in parts where part.count > 0 {
                    HTML(.li) {
                        HTML.swatch(part.colour.fill)
                        "\(part.name) \(Figure.count(part.count)) (\(Figure.share(Double(part.count) / total)))"
                    }
                }
            }
            SVG.drawing(title, description: description(total), height: 16, content: content)
        }
    }

    private func description(_ total: Double) -> String {
        parts.filter { $0.count > 0 }.map { "\($0.name) \(Figure.share(Double($0.count) / total))" }
            .joined(separator: ", ")
    }
}

extension HTML {
    /// The colour of a part or line, before its name in a legend.
    static func swatch(_ fill: StaticString) -> HTML {
        HTML(
            raw:
                "<svg aria-hidden=\"true\" height=\"10\"><rect width=\"14\" height=\"10\" rx=\"2\" class=\"\(fill)\"/></svg>"
        )
    }

    /// The colour of a part or line, before its name in a legend.
    package static func swatch(_ colour: ShareBar.Colour) -> HTML { swatch(colour.fill) }

    /// Two bars in a cell of a table, of the past and of the present, beside the figures that they repeat.
    ///
    /// - Parameters:
    ///   - before: The length of the upper bar, as a share of the cell.
    ///   - now: The length of the lower bar.
    /// - Returns: The drawing.
    package static func bars(_ before: Double, _ now: Double) -> HTML {
        func length(_ share: Double) -> Double { share.isFinite ? min(max(share, 0), 1) : 0 }
        return SVG.ornament(
            height: 16,
            content: SVG.rectangle(0, 0, width: length(before), height: 7, "f0")
                + SVG.rectangle(0, 8, width: length(now), height: 7, "f1"))
    }

    /// A bar in a cell of a table, beside the figure that it repeats.
    ///
    /// - Parameters:
    ///   - fraction: The length, as a share of the cell.
    ///   - colour: The colour.
    /// - Returns: The drawing.
    package static func bar(_ fraction: Double, _ colour: ShareBar.Colour = .first) -> HTML {
        let fraction = fraction.isFinite ? min(max(fraction, 0), 1) : 0
        return SVG.ornament(
            height: 12,
            content: SVG.rectangle(0, 0, width: 1, height: 12, "fl")
                + SVG.rectangle(0, 0, width: fraction, height: 12, colour.fill))
    }
}
