package import MLCore

/// Values with their intervals on one scale, one row each (a forest plot), beside a value they are compared with.
package struct IntervalPlot: Sendable {
    /// A row.
    package struct Row: Sendable {
        let name: HTML
        let count: String
        let value: Double?
        let interval: ConfidenceInterval?
        let remark: HTML
        let isMain: Bool

        /// Creates a row.
        ///
        /// - Parameters:
        ///   - name: What the value is of.
        ///   - count: How many rows of data are behind it.
        ///   - value: The value, or `nil` when it is undefined.
        ///   - interval: The uncertainty, if it was estimated.
        ///   - remark: What there is to say, such as why the value is undefined.
        ///   - isMain: Whether this is the subject and the other rows are what it is compared with.
        package init(
            _ name: HTML, count: String, value: Double?, interval: ConfidenceInterval?, remark: HTML = .empty,
            isMain: Bool = false
        ) {
            self.name = name
            self.count = count
            self.value = value
            self.interval = interval
            self.remark = remark
            self.isMain = isMain
        }
    }

    private let caption: String
    private let nameTitle: String
    private let valueTitle: String
    private let remarkTitle: String
    private let reference: Double?
    private var rows: [Row] = []

    /// Creates a plot without rows.
    ///
    /// - Parameters:
    ///   - caption: What it shows, and what the reference is.
    ///   - names: The head of the names.
    ///   - values: The head of the values.
    ///   - remarks: The head of the remarks; empty for no remarks.
    ///   - reference: The value that the rows are compared with, drawn as a dashed line.
    package init(_ caption: String, names: String, values: String, remarks: String = "", reference: Double? = nil) {
        self.caption = caption
        nameTitle = names
        valueTitle = values
        remarkTitle = remarks
        self.reference = reference
    }

    /// Adds a row.
    package mutating func append(_ row: Row) { rows.append(row) }

    /// The plot as a table with a drawing in each row; nothing without rows.
    package var html: HTML {
        guard !rows.isEmpty else { return .empty }
        let axis = axis
        var columns: [ReportTable.Column] = [
            .init(nameTitle), .init("n", .number), .init(scale(axis), .chart), .init(valueTitle, .number),
        ]
        if !remarkTitle.isEmpty { columns.append(.init(remarkTitle)) }
        var table = ReportTable(caption, columns)
        for row in rows {
            let value =
                row.value.map { HTML(Figure.estimate($0, row.interval, showsLevel: false)) }
                ?? HTML.missing("undefined")
            table.append([
                row.isMain ? HTML(.strong) { row.name } : row.name, HTML(row.count), drawing(row, axis), value,
                row.remark,
            ])
        }
        return HTML(.div, .class("forest")) { table.html }
    }

    private var axis: Axis {
        var numbers = rows.flatMap { [$0.value, $0.interval?.lower, $0.interval?.upper] }.compactMap { $0 }
        if let reference { numbers.append(reference) }
        numbers = numbers.filter(\.isFinite)
        let (lower, upper) = (numbers.min() ?? 0, numbers.max() ?? 1)
        let margin = (upper - lower) * 0.04
        return Axis(from: lower - margin, to: upper + margin, count: 4)
    }

    private func scale(_ axis: Axis) -> HTML {
        SVG.ornament(height: 16, content: axis.labels(y: 12, width: 112))
    }

    private func drawing(_ row: Row, _ axis: Axis) -> HTML {
        let (height, middle) = (20.0, 10.0)
        var content = ""
        for (value, _) in axis.ticks {
            let x = axis.position(value)
            content += SVG.line(x, -7, x, height + 7, "grid")
        }
        if let reference {
            let x = axis.position(reference)
            content += SVG.line(x, -7, x, height + 7, "zero")
        }
        if let interval = row.interval {
            let (lower, upper) = (axis.position(interval.lower), axis.position(interval.upper))
            content += SVG.line(lower, middle, upper, middle, row.isMain ? "whisker s1" : "whisker s0")
            for x in [lower, upper] {
                content += SVG.line(x, middle - 4, x, middle + 4, row.isMain ? "whisker s1" : "whisker s0")
            }
        }
        if let value = row.value {
            content += SVG.circle(axis.position(value), middle, radius: 4.5, row.isMain ? "f1" : "f0")
        }
        return SVG.ornament(height: Int(height), content: content)
    }
}
