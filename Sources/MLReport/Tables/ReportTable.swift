/// A table of a page.
///
/// The first column names the rows. A table with more rows than the limit says how many are left out.
package struct ReportTable: Sendable {
    /// What a column holds.
    package enum Kind: Sendable {
        /// Text, wrapped where it is long.
        case text
        /// Numbers, aligned to the right.
        case number
        /// A drawing, which takes the width that is left.
        case chart
    }

    /// The head of a column.
    package struct Column: Sendable {
        let header: HTML
        let unit: String
        let kind: Kind

        /// Creates the head of a column.
        ///
        /// - Parameters:
        ///   - header: The name.
        ///   - kind: What is in the column.
        ///   - unit: The unit of its numbers; empty for none.
        package init(_ header: String, _ kind: Kind = .text, unit: String = "") {
            self.init(HTML(header), kind, unit: unit)
        }

        init(_ header: HTML, _ kind: Kind, unit: String = "") {
            self.header = header
            self.unit = unit
            self.kind = kind
        }
    }

    private let caption: String
    private let columns: [Column]
    private let limit: Int
    private let isWide: Bool
    private var rows: [[HTML]] = []
    private var rowCount = 0

    /// Creates a table without rows.
    ///
    /// - Parameters:
    ///   - caption: What it shows.
    ///   - columns: The heads of the columns.
    ///   - limit: How many rows are shown at most.
    ///   - isWide: Whether it may be wider than the page and is moved sideways by itself.
    package init(_ caption: String, _ columns: [Column], limit: Int = 1000, isWide: Bool = false) {
        self.caption = caption
        self.columns = columns
        self.limit = max(0, limit)
        self.isWide = isWide
    }

    /// Adds a row; missing cells are empty and surplus cells are dropped.
    package mutating func append(_ cells: [HTML]) {
        rowCount += 1
        if rows.count < limit { rows.append(cells) }
    }

    /// Whether there is no row.
    package var isEmpty: Bool { rowCount == 0 }

    /// The table, or nothing without rows.
    package var html: HTML {
        guard !isEmpty else { return .empty }
        let table = HTML(.table) {
            HTML(.caption) { caption }
            HTML(.thead) { HTML(.tr) { for column in columns { head(column) } } }
            HTML(.tbody) { for row in rows { body(row) } }
        }
        return HTML {
            if isWide {
                HTML(.div, .class("table wide"), .role("region"), .label(caption), .focusable) { table }
            } else {
                HTML(.div, .class("table")) { table }
            }
            if rows.count < rowCount {
                HTML.note(
                    "Shown are the first \(Figure.count(rows.count)) of \(Figure.count(rowCount, "row")).")
            }
        }
    }

    private func head(_ column: Column) -> HTML {
        HTML(.th, .columnHeader, Self.style(column.kind)) {
            column.header
            if !column.unit.isEmpty { HTML(.span, .class("unit")) { " \(column.unit)" } }
        }
    }

    private func body(_ row: [HTML]) -> HTML {
        HTML(.tr) {
            for (index, column) in columns.enumerated() {
                let cell = index < row.count ? row[index] : .empty
                if index == 0 {
                    HTML(.th, .rowHeader, Self.style(column.kind)) { cell }
                } else {
                    HTML(.td, Self.style(column.kind)) { cell }
                }
            }
        }
    }

    private static func style(_ kind: Kind) -> HTML.Attribute {
        switch kind {
        case .text: .class("text")
        case .number: .class("number")
        case .chart: .class("drawing")
        }
    }
}

extension HTML.Attribute {
    static func role(_ role: StaticString) -> HTML.Attribute { HTML.Attribute("role", "\(role)") }

    /// The keyboard can reach the element, so that it can be moved sideways.
    static let focusable = HTML.Attribute("tabindex", "0")
}
