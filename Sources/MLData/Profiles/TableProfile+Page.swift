import MLCore
import MLReport

extension TableProfile {
    /// The profile as a page: what to look at, one line for each column, and each column with its distribution.
    ///
    /// The page is one self-contained HTML file without scripts. The same profile gives the same bytes.
    ///
    /// - Parameter title: What the table is called, such as the name of its file.
    /// - Returns: The text of the file, in UTF-8.
    public func html(title: String = "Table") -> String {
        let findings = findings
        return Page(
            kind: "Table profile", title: title,
            summary: summary(findings),
            sections: [
                Page.Section("findings", "What to look at") { findingTable(findings) },
                Page.Section("overview", "Columns at a glance") { overview },
                Page.Section("target", "What tells the target") { targetTable },
                Page.Section("correlations", "What goes together") { correlationMap },
                Page.Section("columns", "Column by column") { cards },
            ]
        ).html
    }

    private func summary(_ findings: [ProfileFinding]) -> HTML {
        let problems = findings.filter(\.isProblem)
        let names = Set(problems.compactMap(\.column)).count
        let headline =
            if rowCount == 0 {
                "The table has no rows"
            } else if columns.isEmpty {
                "The table has no columns"
            } else if names > 0 {
                "\(names == 1 ? "1 column needs" : "\(Figure.count(names)) columns need") a look before use"
            } else if !problems.isEmpty {
                "Repeated rows need a look before use"
            } else {
                "No problem found in \(Figure.count(columns.count, "column"))"
            }
        var facts = FactList()
        facts.add("rows", Figure.count(rowCount))
        facts.add("columns", Figure.count(columns.count), note: columnCounts)
        let missing = columns.reduce(Int64(0)) { $0 + Int64($1.missingCount) }
        let cells = columns.reduce(Int64(0)) { $0 + Int64($1.rowCount) }
        facts.add("missing cells", Figure.share(missing, of: cells), note: missing > 0 ? Figure.count(missing) : "")
        facts.add(
            "rows that repeat an earlier row",
            duplicateRowCount.map { HTML(Figure.count($0)) } ?? .missing("not counted"))
        return HTML {
            HTML.verdict(problems.isEmpty && !columns.isEmpty ? .good : .unsure, headline) {
                HTML(.p) { detail(problems, others: findings.count - problems.count) }
            }
            facts.tiles
        }
    }

    private func detail(_ problems: [ProfileFinding], others: Int) -> String {
        var parts: [String] = []
        for kind in ProfileFinding.Kind.allCases {
            let count = problems.count { $0.kind == kind }
            guard count > 0, let words = kind.words else { continue }
            parts.append(kind == .duplicateRows ? words : "\(words) in \(Figure.count(count, "column"))")
        }
        if others > 0 {
            parts.append(
                "\(others)\(parts.isEmpty ? "" : " more") \(others == 1 ? "finding is" : "findings are") good to know")
        }
        let text = parts.joined(separator: "; ")
        return text.isEmpty ? "" : text.prefix(1).uppercased() + text.dropFirst() + "."
    }

    private var columnCounts: String {
        let groups: [(String, String, [ColumnType])] = [
            ("number", "numbers", [.int64, .double, .float]), ("text", "texts", [.string]),
            ("truth value", "truth values", [.bool]), ("time", "times", [.timestamp]),
            ("list", "lists", [.stringList]),
        ]
        return groups.compactMap { singular, plural, types in
            let count = columns.count { types.contains($0.type) }
            return count > 0 ? Figure.count(count, singular, plural) : nil
        }.joined(separator: ", ")
    }

    private func findingTable(_ findings: [ProfileFinding]) -> HTML {
        var table = ReportTable(
            "What was found, problems first", [.init("column"), .init("finding"), .init("kind")], limit: 400)
        let positions = Dictionary(columns.enumerated().map { ($1.name, $0) }) { first, _ in first }
        for finding in findings {
            let place = finding.column.map { name in
                positions[name].map { HTML(.a, .link(to: HTML.Identifier("column", $0 + 1))) { HTML.name(name) } }
                    ?? HTML.name(name)
            }
            table.append([
                place ?? HTML(.em) { "whole table" }, HTML.phrase(finding.text),
                finding.isProblem ? .badge(.unsure, "problem") : .badge(.plain, "good to know"),
            ])
        }
        return table.html
    }

    private var overview: HTML {
        var table = ReportTable(
            "One row for each column; middle 90 % is from the 5 % to the 95 % quantile",
            [
                .init("column"), .init("type"), .init("missing", .number),
                .init("distinct", .number), .init("distribution", .chart), .init("median or most frequent"),
                .init("middle 90 %"), .init("range"),
            ], limit: 2000)
        for (position, column) in columns.enumerated() {
            table.append(
                [HTML(.a, .link(to: HTML.Identifier("column", position + 1))) { HTML.name(column.name) }]
                    + column.overviewCells)
        }
        return table.html
    }

    private var cards: HTML {
        let isFolded = columns.count > 60
        return HTML(.div, .class("cards")) {
            for (position, column) in columns.enumerated() {
                column.card(HTML.Identifier("column", position + 1), isFolded: isFolded)
            }
        }
    }
}

extension ProfileFinding.Kind {
    /// How the summary counts columns with this finding.
    fileprivate var words: String? {
        switch self {
        case .noRows: nil
        case .duplicateRows: "repeated rows"
        case .noValues: "no value"
        case .missingValues: "many missing values"
        case .placeholders: "placeholders for missing values"
        case .numbersAsText: "numbers read as text"
        case .leaksTarget: "the target given away"
        case .notANumber: "NaN"
        case .infinite: "infinite numbers"
        case .constant: "the same value everywhere"
        case .nearlyConstant, .allDistinct, .similarTexts, .empty, .mixedContents, .manyValues, .skewed, .correlated:
            nil
        }
    }
}
