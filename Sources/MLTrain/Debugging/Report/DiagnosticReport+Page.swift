import MLCore
import MLReport

extension DiagnosticReport {
    /// The report as a page: the verdict, one line for each check, and the details of each.
    ///
    /// The page is one self-contained HTML file without scripts. The same report gives the same bytes.
    ///
    /// - Parameter title: What was checked.
    /// - Returns: The text of the file, in UTF-8.
    public func html(title: String = "Training diagnostics") -> String {
        Page(
            kind: "Training diagnostics", title: title, subtitle: HTML.code(estimator),
            summary: HTML {
                verdict
                tiles
            },
            sections: [
                Page.Section("checks", "Checks") { table },
                Page.Section("details", "Details") {
                    HTML(.div, .class("cards")) { for finding in findings { finding.card } }
                },
            ]
        ).html
    }

    private var verdict: HTML {
        let isUnsure = !findings(.warning).isEmpty || findings.allSatisfy { $0.verdict == .notApplicable }
        return HTML.verdict(passed ? isUnsure ? .unsure : .good : .bad, headline) {
            let open = findings(.failed) + findings(.warning)
            if !open.isEmpty {
                HTML(.ul) {
                    for finding in open {
                        HTML(.li) {
                            "\(finding.check.title): "
                            HTML.phrase(finding.explanation)
                        }
                    }
                }
            }
        }
    }

    private var tiles: HTML {
        var facts = FactList()
        facts.add("rows", Figure.count(rowCount))
        facts.add("rows fitted", Figure.count(fittedRowCount))
        facts.add(
            "rows held out", Figure.count(heldOutRowCount), note: usesValidationData ? "validation data" : "drawn")
        facts.add("seed", "\(seed)")
        return facts.tiles
    }

    private var table: HTML {
        var table = ReportTable(
            "One row for each check, with the decisive number",
            [
                .init("check"), .init("verdict"), .init("measured"), .init("limit"), .init("rows", .number),
            ])
        for finding in findings {
            let decisive = finding.measures.first
            table.append([
                HTML(finding.check.title), .badge(finding.verdict.tone, finding.verdict.words),
                decisive.map { HTML($0.text) } ?? .missing(""), HTML(decisive?.limitText ?? ""),
                HTML(Figure.count(finding.rowCount)),
            ])
        }
        return table.html
    }
}

extension DiagnosticFinding {
    /// Everything there is to say about a check.
    fileprivate var card: HTML {
        var numbers = ReportTable(
            "Measured for: \(check.title)", [.init("number"), .init("value", .number), .init("limit", .number)])
        for measure in measures {
            numbers.append([
                .phrase(measure.name), measure.value.map { HTML(Figure.number($0)) } ?? .missing("undefined"),
                HTML(measure.limitText),
            ])
        }
        var named = ReportTable("Features of: \(check.title)", [.init("feature"), .init("remark")])
        for feature in features { named.append([.name(feature.name), .phrase(feature.note)]) }
        return HTML(.article, .class("card")) {
            HTML(.header) {
                HTML(.h3) { check.title }
                HTML(.span, .class("badges")) { HTML.badge(verdict.tone, verdict.words) }
            }
            HTML(.p) { HTML.phrase(explanation) }
            if !remedy.isEmpty { HTML(.p) { HTML.phrase("→ \(remedy)") } }
            numbers.html
            named.html
        }
    }
}

extension DiagnosticFinding.Verdict {
    /// How a page shows the verdict.
    var tone: Tone {
        switch self {
        case .passed: .good
        case .warning: .unsure
        case .failed: .bad
        case .notApplicable: .plain
        }
    }
}
