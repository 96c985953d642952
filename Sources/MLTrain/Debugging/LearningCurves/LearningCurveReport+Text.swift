import MLCore
import MLReport

extension LearningCurveReport: CustomStringConvertible {
    /// What the curve says, and a table with one line for each number of rows.
    public var description: String {
        var table = TextTable([
            ("rows", .trailing), ("\(metric), learned", .leading), ("\(metric), left out", .leading),
            ("fit", .trailing), ("failed", .trailing),
        ])
        for point in points {
            table.append([
                "\(point.rowCount)", point.training.text, point.validation.text,
                point.fitSeconds.map { NumberText.duration(seconds: $0) } ?? "",
                "\(point.validation.values.count { $0 == nil })",
            ])
        }
        let lines = remarks.map { remark in
            remark.explanation + (remark.remedy.isEmpty ? "" : "\n  → \(remark.remedy)")
        }
        let failures = Set(points.flatMap(\.failures)).sorted().map { "failed: \(PlainText.joined($0))" }
        return ([table.aligned] + lines + failures).joined(separator: "\n")
    }

    /// The curve as a page: what it says, a drawing with bands, and a table.
    ///
    /// The page is one self-contained HTML file without scripts. The same curve gives the same bytes.
    ///
    /// - Parameter title: What was learned.
    /// - Returns: The text of the file, in UTF-8.
    public func html(title: String = "Learning curve") -> String {
        Page(
            kind: "Learning curve", title: title,
            summary: HTML {
                HTML.verdict(tone, headline) {
                    HTML(.ul) {
                        for remark in remarks {
                            HTML(.li) { HTML.phrase([remark.explanation, remark.remedy].joined(separator: " ")) }
                        }
                    }
                }
            },
            sections: [
                Page.Section("curve", "Curve") { chart },
                Page.Section("points", "Points") { table },
                Page.Section("failures", "Fits that failed") { failures },
            ]
        ).html
    }

    /// What the curve says in a few words.
    private var headline: String {
        var words: [String] = []
        for remark in remarks where !words.contains(remark.verdict.words) { words.append(remark.verdict.words) }
        return words.joined(separator: "; ")
    }

    private var tone: Tone {
        remarks.contains { $0.verdict == .noSkill }
            ? .bad : remarks.contains { $0.verdict == .unclear } ? .unsure : .plain
    }

    private var failures: HTML {
        let texts = Set(points.flatMap(\.failures)).sorted()
        guard !texts.isEmpty else { return .empty }
        return HTML(.ul) { for text in texts { HTML(.li) { HTML.phrase(text) } } }
    }

    private var chart: HTML {
        var chart = LineChart(
            "\(metric) over the number of rows", xLabel: "rows learned from",
            reference: constant.mean.map { ($0, "constant prediction") })
        chart.add("rows learned from", points.compactMap { $0.place(of: $0.training) })
        chart.add("rows left out", points.compactMap { $0.place(of: $0.validation) })
        return chart.html()
    }

    private var table: HTML {
        var table = ReportTable(
            "Mean over the folds, with its interval at 95 %",
            [
                .init("rows", .number), .init("\(metric), rows learned from", .number),
                .init("\(metric), rows left out", .number), .init("fit", .number),
                .init("folds without a score", .number),
            ])
        for point in points {
            table.append([
                HTML(Figure.count(point.rowCount)), HTML(point.training.text), HTML(point.validation.text),
                point.fitSeconds.map { HTML(Figure.duration(seconds: $0)) } ?? .missing(""),
                HTML(Figure.count(point.validation.values.count { $0 == nil })),
            ])
        }
        return table.html
    }
}

extension LearningCurveReport.Scores {
    /// The mean with its interval.
    fileprivate var text: String { mean.map { Figure.estimate($0, interval, showsLevel: false) } ?? "undefined" }
}

extension LearningCurveReport.Point {
    /// Where a drawing has these scores.
    fileprivate func place(of scores: LearningCurveReport.Scores) -> LineChart.Point? {
        scores.mean.map {
            LineChart.Point(Double(rowCount), $0, lower: scores.interval?.lower, upper: scores.interval?.upper)
        }
    }
}

extension LearningCurveReport.Verdict {
    /// The verdict in a few words.
    fileprivate var words: String {
        switch self {
        case .moreRowsHelp: "More rows help"
        case .plateau: "More rows change little"
        case .highVariance: "Much better on the rows that were learned from"
        case .highBias: "Learned and left-out rows have met"
        case .noSkill: "No better than a constant"
        case .unclear: "The curve does not tell whether more rows help"
        }
    }
}
