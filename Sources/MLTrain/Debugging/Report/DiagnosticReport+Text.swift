import MLCore
import MLReport

extension DiagnosticReport: CustomStringConvertible {
    /// A table with one line for each check, and what to know and do about those that did not pass.
    public var description: String {
        var table = TextTable([
            ("check", .leading), ("verdict", .leading), ("measured", .leading), ("limit", .leading),
            ("rows", .trailing),
        ])
        for finding in findings {
            let decisive = finding.measures.first
            table.append([
                finding.check.title, finding.verdict.words, PlainText.joined(decisive?.text ?? ""),
                decisive?.limitText ?? "",
                "\(finding.rowCount)",
            ])
        }
        var lines = [
            "\(headline) (\(PlainText.joined(estimator)), \(fittedRowCount) rows fitted, \(heldOutRowCount) held out)"
        ]
        lines.append(table.aligned)
        for finding in findings where finding.verdict == .failed || finding.verdict == .warning {
            lines.append("")
            lines.append("\(finding.check.title): \(PlainText.joined(finding.explanation))")
            for feature in finding.features {
                lines.append("  \(PlainText.joined(feature.name)): \(PlainText.joined(feature.note))")
            }
            if !finding.remedy.isEmpty { lines.append("  → \(PlainText.joined(finding.remedy))") }
        }
        return lines.joined(separator: "\n")
    }
}

extension DiagnosticFinding.Measure {
    /// The name with the number.
    var text: String { "\(name) \(value.map { Figure.number($0) } ?? "undefined")" }

    /// The bounds, or nothing.
    var limitText: String {
        [atLeast.map { "≥ \(Figure.number($0))" }, atMost.map { "≤ \(Figure.number($0))" }].compactMap { $0 }
            .joined(separator: ", ")
    }
}

extension DiagnosticFinding.Verdict {
    /// The verdict as people write it.
    var words: String { self == .notApplicable ? "not applicable" : rawValue }
}
