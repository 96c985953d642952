import MLCore
import MLReport

extension ValidationReport {
    /// The report as a page: whether the table keeps what it promised, and which rows do not.
    ///
    /// The page is one self-contained HTML file without scripts. The same report gives the same bytes.
    ///
    /// - Parameter title: What the table is called; `nil` takes the name of the suite.
    /// - Returns: The text of the file, in UTF-8.
    public func html(title: String? = nil) -> String {
        Page(
            kind: "Validation", title: title ?? suite,
            subtitle: HTML {
                "suite "; HTML.name(suite)
            },
            summary: HTML {
                headline
                tiles
                HTML(.div, .class("gap")) { rowBar }
            },
            sections: [
                Page.Section("expectations", "Expectations") { expectations },
                Page.Section("reasons", "Why rows were set aside") { reasons },
                Page.Section("rows", "Quarantined rows") { rows },
            ]
        ).html
    }

    private var headline: HTML {
        let broken = results.filter { $0.status == .failed }
        let open = results.filter { $0.status == .notEvaluated || $0.status == .rowsNeeded }
        if results.isEmpty { return .verdict(.unsure, "The suite has no expectations") }
        guard !passed else {
            let text =
                "\(results.count == 1 ? "The" : "All") \(Figure.count(results.count, "expectation")) hold\(results.count == 1 ? "s" : "")"
            return .verdict(.good, text) {
                if quarantinedCount > 0 {
                    HTML(.p) { "\(Figure.count(quarantinedCount, "row")) broke one, within the share that is allowed." }
                }
            }
        }
        let text =
            broken.isEmpty
            ? "\(Figure.count(open.count, "expectation")) could not be checked"
            : "\(broken.count) of \(Figure.count(results.count, "expectation")) \(broken.count == 1 ? "is" : "are") broken"
        return .verdict(.bad, text) {
            HTML(.ul) {
                for result in (broken + open).prefix(6) {
                    HTML(.li) {
                        HTML.phrase(result.expectation.description)
                        ": "
                        result.note.map(HTML.phrase)
                            ?? HTML(
                                "\(Figure.count(result.brokenCount, "row")) of \(Figure.count(result.evaluatedCount))")
                    }
                }
            }
        }
    }

    private var tiles: HTML {
        var facts = FactList()
        facts.add("rows", Figure.count(rowCount))
        facts.add("valid rows", Figure.count(validCount), note: Figure.share(validCount, of: rowCount))
        facts.add(
            "quarantined rows", Figure.count(quarantinedCount), note: Figure.share(quarantinedCount, of: rowCount))
        if !repairedRows.isEmpty {
            facts.add(
                "repaired rows", Figure.count(repairedRows.count), note: Figure.share(repairedRows.count, of: rowCount))
        }
        facts.add("expectations", Figure.count(results.count), note: "\(results.count { $0.status == .passed }) hold")
        return facts.tiles
    }

    private var rowBar: HTML {
        var bar = ShareBar("Rows by verdict")
        bar.add("valid", validCount - repairedRows.count, .good)
        if !repairedRows.isEmpty { bar.add("repaired", repairedRows.count, .second) }
        bar.add("quarantined", quarantinedCount, .bad)
        return bar.html
    }

    private var expectations: HTML {
        var table = ReportTable(
            "Broken ones first",
            [
                .init("expectation"), .init("status"), .init("broken rows", .number), .init("share", .number),
                .init("looked at", .number), .init("required", .number), .init("examples or remarks"),
            ])
        let order: [Status] = [.failed, .notEvaluated, .rowsNeeded, .passed]
        for status in order {
            for result in results where result.status == status {
                table.append([
                    .phrase(result.expectation.description), .badge(status.tone, status.words),
                    HTML(Figure.count(result.brokenCount)),
                    HTML(Figure.share(result.brokenCount, of: result.evaluatedCount)),
                    HTML(Figure.count(result.evaluatedCount)), HTML(Figure.share(result.expectation.mostly)),
                    examples(result),
                ])
            }
        }
        return table.html
    }

    private func examples(_ result: Result) -> HTML {
        HTML {
            if let note = result.note { HTML.phrase(note) }
            HTML(
                joining: result.examples.prefix(3).map { example in
                    HTML {
                        "row \(Figure.count(example.row))"
                        if !example.value.isEmpty {
                            ": "
                            HTML.name(example.value)
                        }
                    }
                }, separator: HTML("; "))
        }
    }

    /// How often each combination of broken expectations occurs.
    private var reasons: HTML {
        var counts: [[Int]: Int] = [:]
        for row in quarantinedRows { counts[row.expectations, default: 0] += 1 }
        guard !counts.isEmpty else { return .empty }
        let sorted = counts.sorted {
            $0.value != $1.value ? $0.value > $1.value : $0.key.lexicographicallyPrecedes($1.key)
        }
        var table = ReportTable(
            "Combinations of broken expectations, most frequent first",
            [.init("broken"), .init("", .chart), .init("rows", .number), .init("share of quarantined", .number)],
            limit: 30)
        for (positions, count) in sorted {
            table.append([
                HTML(joining: positions.map(reason), separator: HTML("; ")),
                .bar(Double(count) / Double(sorted[0].value), .bad), HTML(Figure.count(count)),
                HTML(Figure.share(count, of: quarantinedCount)),
            ])
        }
        return table.html
    }

    private func reason(_ position: Int) -> HTML {
        results.indices.contains(position) ? .phrase(results[position].expectation.description) : .missing("unknown")
    }

    private var rows: HTML {
        var table = ReportTable(
            "Rows counted from 0", [.init("row", .number), .init("broken expectations")])
        for row in quarantinedRows.prefix(200) {
            table.append([
                HTML(Figure.count(row.row)), HTML(joining: row.expectations.map(reason), separator: HTML("; ")),
            ])
        }
        guard !quarantinedRows.isEmpty else { return .empty }
        return HTML(.details) {
            HTML(.summary) {
                quarantinedCount > 200
                    ? "The first 200 of \(Figure.count(quarantinedCount, "row"))"
                    : "All \(Figure.count(quarantinedCount, "row"))"
            }
            table.html
        }
    }
}

extension ValidationReport.Status {
    fileprivate var tone: Tone {
        switch self {
        case .passed: .good
        case .failed: .bad
        case .notEvaluated, .rowsNeeded: .unsure
        }
    }

    fileprivate var words: String {
        switch self {
        case .passed: "holds"
        case .failed: "broken"
        case .notEvaluated: "not checked"
        case .rowsNeeded: "needs the rows"
        }
    }
}
