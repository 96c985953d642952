public import MLCore
import MLReport

extension EvaluationSummary {
    /// The evaluation as a page: the verdict, the metrics with intervals, simpler models, and the slices.
    ///
    /// The page is one self-contained HTML file without scripts. The same values give the same bytes.
    ///
    /// - Parameters:
    ///   - title: What was evaluated, for people; `nil` takes the subject.
    ///   - baselines: Evaluations of simpler models, best on the same rows with the same resamples: then differences
    ///     are paired.
    ///   - gate: The verdict of a gate on this evaluation.
    /// - Returns: The text of the file, in UTF-8.
    public func html(
        title: String? = nil, baselines: [EvaluationSummary] = [], gate: GateResult? = nil
    ) -> String {
        let parts = EvaluationParts(summary: self, baselines: baselines, gate: gate)
        return Page(
            kind: "Evaluation", title: title ?? subject,
            subtitle: HTML {
                "on "; HTML.name(dataset)
            },
            summary: HTML {
                parts.verdict
                parts.tiles
            },
            sections: [
                Page.Section("gate", "What the gate asked for") { parts.checks },
                Page.Section("metrics", "Metrics") { parts.metrics },
                Page.Section("baselines", "Against simpler models") { parts.comparison },
                Page.Section("slices", "By slice") { parts.slices },
                Page.Section("method", "How it was measured") { parts.method },
            ]
        ).html
    }
}
