#if CommandLine
import MLReport

/// Text with the tone it is shown in: a cell of a table, or the value of a fact.
struct Cell: Sendable, ExpressibleByStringInterpolation {
    let text: String
    let tone: Tone

    init(_ text: String, _ tone: Tone = .plain) {
        self.text = text
        self.tone = tone
    }

    init(stringLiteral value: String) { self.init(value) }

    func rendered(in style: TextStyle) -> String { style.applied(tone, to: PlainText.joined(text)) }
}

/// A table of cells, aligned by the columns that a terminal shows.
struct Table: Sendable {
    /// A column.
    enum Column: Sendable {
        /// Aligned to the left.
        case text(String)
        /// Aligned to the right.
        case number(String)
    }

    /// Texts that are wider end with `…`.
    static let maximumCellWidth = 60

    private var text: TextTable
    private var tones: [[Tone]] = []

    /// Creates an empty table.
    init(_ columns: Column...) {
        text = TextTable(
            columns.map { column in
                switch column {
                case .text(let header): (Self.shown(header), .leading)
                case .number(let header): (Self.shown(header), .trailing)
                }
            })
    }

    var isEmpty: Bool { tones.isEmpty }

    /// Adds a row.
    mutating func append(_ cells: Cell...) {
        text.append(cells.map { Self.shown($0.text) })
        tones.append(cells.map(\.tone))
    }

    func rendered(in style: TextStyle) -> String {
        text.aligned { text, row, column in
            switch row {
            case -2: style.applied(.strong, to: text)
            case -1: style.applied(.faint, to: text)
            default: style.applied(column < tones[row].count ? tones[row][column] : .plain, to: text)
            }
        }
    }

    private static func shown(_ text: String) -> String {
        // A value may be megabytes long: what is beyond the width is not looked at.
        let start = text.unicodeScalars.prefix(maximumCellWidth * 8)
        return DisplayWidth.shortened(PlainText.joined(String(start)), to: maximumCellWidth)
    }
}
#endif
