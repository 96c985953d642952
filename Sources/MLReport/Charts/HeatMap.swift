/// A table of numbers whose cells are the darker the larger the number is.
package struct HeatMap: Sendable {
    /// A cell.
    package struct Cell: Sendable {
        let level: Double
        let text: String
        let isMarked: Bool

        /// Creates a cell.
        ///
        /// - Parameters:
        ///   - level: How dark it is, from 0 to 1; `nil` for a cell without a number.
        ///   - text: The number.
        ///   - isMarked: Whether it stands out, such as for a value above its limit.
        package init(level: Double?, text: String, isMarked: Bool = false) {
            self.level = level.map { $0.isFinite ? min(max($0, 0), 1) : 0 } ?? -1
            self.text = text
            self.isMarked = isMarked
        }
    }

    private let caption: String
    private let corner: String
    private let columns: [String]
    private var rows: [(name: HTML, cells: [Cell])] = []

    /// Creates a map without rows.
    ///
    /// - Parameters:
    ///   - caption: What it shows, and what marks mean.
    ///   - corner: What the rows are.
    ///   - columns: The heads of the columns.
    package init(_ caption: String, corner: String, columns: [String]) {
        self.caption = caption
        self.corner = corner
        self.columns = columns
    }

    /// Adds a row; missing cells are empty and surplus cells are dropped.
    package mutating func append(_ name: HTML, _ cells: [Cell]) { rows.append((name, cells)) }

    /// The map; nothing without rows.
    package var html: HTML {
        guard !rows.isEmpty else { return .empty }
        return HTML(.div, .class("table wide heat"), .role("region"), .label(caption), .focusable) {
            HTML(.table) {
                HTML(.caption) { caption }
                HTML(.thead) {
                    HTML(.tr) {
                        HTML(.th, .columnHeader) { corner }
                        for column in columns { HTML(.th, .columnHeader, .class("number")) { HTML.name(column) } }
                    }
                }
                HTML(.tbody) { for row in rows { body(row.name, row.cells) } }
            }
        }
    }

    private func body(_ name: HTML, _ cells: [Cell]) -> HTML {
        HTML(.tr) {
            HTML(.th, .rowHeader) { name }
            for index in columns.indices {
                if index < cells.count { cell(cells[index]) } else { HTML(.td) }
            }
        }
    }

    private func cell(_ cell: Cell) -> HTML {
        guard cell.level >= 0 else { return HTML(.td, .class("number")) { cell.text } }
        let share = SVG.pixels((cell.level * 55).rounded(), decimals: 0)
        return HTML(
            raw: HTML.element(
                HTML.Tag.td.rawValue,
                [
                    .class("number shade"), HTML.Attribute("style", "--share:\(share)%"),
                ],
                HTML {
                    if cell.isMarked { HTML(.strong) { "\(cell.text) ●" } } else { cell.text }
                }.markup))
    }
}
