/// A table of text cells, printed with aligned columns or as Markdown.
package struct TextTable: Sendable {
    /// How the cells of a column are aligned.
    package enum Alignment: Sendable {
        /// Text.
        case leading
        /// Numbers.
        case trailing
    }

    private let headers: [String]
    private let alignments: [Alignment]
    private var rows: [[String]] = []

    /// Creates an empty table.
    ///
    /// - Parameter columns: The header and alignment of each column.
    package init(_ columns: [(header: String, alignment: Alignment)]) {
        headers = columns.map(\.header)
        alignments = columns.map(\.alignment)
    }

    /// Adds a row; missing cells are empty and surplus cells are dropped.
    package mutating func append(_ cells: [String]) {
        rows.append(headers.indices.map { $0 < cells.count ? cells[$0] : "" })
    }

    /// The table with columns padded to equal width, one line a row.
    package var aligned: String {
        let widths = headers.indices.map { column in
            ([headers] + rows).map { $0[column].count }.max() ?? 0
        }
        let lines = ([headers, widths.map { String(repeating: "-", count: $0) }] + rows).map { cells in
            let padded = cells.indices.map { pad(cells[$0], to: widths[$0], alignments[$0]) }
            return String(padded.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
        }
        return lines.joined(separator: "\n")
    }

    /// The table in GitHub-flavoured Markdown, with `|` and line breaks in cells escaped.
    package var markdown: String {
        let rule = alignments.map { $0 == .trailing ? "---:" : "---" }
        let lines = [headers.map(Markdown.escaped), rule] + rows.map { $0.map(Markdown.escaped) }
        return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
    }

    private func pad(_ text: String, to width: Int, _ alignment: Alignment) -> String {
        let space = String(repeating: " ", count: max(0, width - text.count))
        return alignment == .trailing ? space + text : text + space
    }
}
