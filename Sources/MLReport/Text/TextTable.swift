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
    package var aligned: String { aligned { text, _, _ in text } }

    /// The table with columns padded to equal width on a terminal, one line a row.
    ///
    /// - Parameter styled: Adds to the text of a cell what takes no room, such as a colour; it is given the text, the
    ///   row (-2 for the header, -1 for the rule below it) and the column.
    /// - Returns: The lines.
    package func aligned(_ styled: (_ text: String, _ row: Int, _ column: Int) -> String) -> String {
        let widths = headers.indices.map { column in
            ([headers] + rows).map { DisplayWidth.of($0[column]) }.max() ?? 0
        }
        let lines = ([headers, widths.map { String(repeating: "-", count: $0) }] + rows).enumerated().map { line in
            let padded = line.element.indices.map { column in
                let text = line.element[column]
                let space = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(text)))
                let shown = styled(text, line.offset - 2, column)
                return alignments[column] == .trailing ? space + shown : shown + space
            }
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
}
