/// Lines over numbers or times, with bands of uncertainty and lines to compare with.
package struct LineChart: Sendable {
    /// A place of a line.
    package struct Point: Sendable {
        let x: Double
        let y: Double
        let lower: Double?
        let upper: Double?

        /// Creates a place.
        ///
        /// - Parameters:
        ///   - x: Where it lies across.
        ///   - y: The value; the line has a gap where it is not finite.
        ///   - lower: The lower end of the band.
        ///   - upper: The upper end of the band.
        package init(_ x: Double, _ y: Double, lower: Double? = nil, upper: Double? = nil) {
            self.x = x
            self.y = y
            self.lower = lower
            self.upper = upper
        }
    }

    /// The colours and dashes of lines, in order; dashes tell apart lines of one colour.
    static let styles: [(stroke: StaticString, fill: StaticString)] = [
        ("line s1", "f1"), ("line s2", "f2"), ("line s3", "f3"), ("line s4", "f4"), ("line s0", "f0"),
        ("line s1 dashed", "f1"), ("line s2 dashed", "f2"), ("line s3 dashed", "f3"), ("line s4 dashed", "f4"),
        ("line s0 dashed", "f0"),
    ]

    let title: String
    let scale: Axis.Scale
    let xLabel: String
    let isStep: Bool
    let reference: (value: Double, label: String)?
    let includesZero: Bool
    private(set) var series: [(name: String, points: [Point])] = []

    /// Creates a chart without lines.
    ///
    /// - Parameters:
    ///   - title: What it shows.
    ///   - scale: What the numbers across are.
    ///   - xLabel: What is across, such as `round`.
    ///   - isStep: Whether values hold until the next place.
    ///   - reference: A value that the lines are compared with, drawn as a dashed line.
    ///   - includesZero: Whether the vertical axis begins at zero.
    package init(
        _ title: String, scale: Axis.Scale = .numbers, xLabel: String = "", isStep: Bool = false,
        reference: (value: Double, label: String)? = nil, includesZero: Bool = false
    ) {
        self.title = title
        self.scale = scale
        self.xLabel = xLabel
        self.isStep = isStep
        self.reference = reference
        self.includesZero = includesZero
    }

    /// Adds a line; of more than ten lines the first ten are drawn.
    package mutating func add(_ name: String, _ points: [Point]) {
        if !points.isEmpty { series.append((name, points)) }
    }

    /// The chart with its legend; nothing without lines.
    package func html(height: Int = 210) -> HTML {
        let drawn = Array(series.prefix(Self.styles.count))
        guard !drawn.isEmpty else { return .empty }
        return HTML(.figure) {
            if drawn.count > 1 || reference != nil { legend(drawn.map(\.name)) }
            drawing(drawn, height: height)
            if drawn.count < series.count { HTML.note("Drawn are the first \(drawn.count) of \(series.count) lines.") }
        }
    }

    private func legend(_ names: [String]) -> HTML {
        HTML(.ul, .class("legend")) {
            for (index, name) in names.enumerated() {
                HTML(.li) {
                    Self.key(Self.styles[index % Self.styles.count].stroke)
                    name
                }
            }
            if let reference {
                HTML(.li) {
                    Self.key("zero")
                    reference.label
                }
            }
        }
    }

    private static func key(_ style: StaticString) -> HTML {
        HTML(
            raw:
                "<svg aria-hidden=\"true\" height=\"10\"><line x1=\"0\" y1=\"5\" x2=\"14\" y2=\"5\" class=\"\(style)\"/></svg>"
        )
    }
}
