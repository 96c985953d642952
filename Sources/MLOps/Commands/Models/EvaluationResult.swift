#if CommandLine
import MLCore
import MLEval

/// What `mlops evaluate` found.
struct EvaluationResult {
    let model: LoadedModel
    let data: String
    let summary: EvaluationSummary
    let baseline: EvaluationSummary?
    let baselineTitle: String?
    let verdict: GateResult?

    /// The keys of `--json`.
    private struct Document: Encodable {
        struct Slice: Encodable {
            let name: String
            let rowCount: Int
            let metrics: [MetricDocument]

            init(_ slice: EvaluationSummary.Slice) {
                name = slice.name
                rowCount = slice.rowCount
                metrics = slice.metrics.map(MetricDocument.init)
            }
        }

        struct Comparison: Encodable {
            let metric: String
            let baseline: Double
            let candidate: Double
            let difference: Double
            let interval: MetricDocument.Interval
            let conclusion: Conclusion

            init(_ comparison: PairedComparison) {
                metric = comparison.metric
                baseline = comparison.baseline
                candidate = comparison.candidate
                difference = comparison.difference
                interval = MetricDocument.Interval(comparison.interval)
                conclusion = Conclusion(comparison)
            }
        }

        let model: String
        let digest: String
        let data: String
        let rowCount: Int
        let task: PredictionTask
        let metrics: [MetricDocument]
        let slices: [Slice]
        let baseline: String?
        let comparison: [Comparison]
        let gate: GateResult?
        let verdict: GateResult.Verdict?
    }

    /// What the interval of a difference says.
    enum Conclusion: String, Encodable {
        case better
        case worse
        /// The interval holds no difference.
        case undecided

        init(_ comparison: PairedComparison) {
            let interval = comparison.improvementInterval
            self = interval.lower > 0 ? .better : interval.upper < 0 ? .worse : .undecided
        }

        var cell: Cell {
            switch self {
            case .better: Cell("better", .good)
            case .worse: Cell("worse", .bad)
            case .undecided: Cell("undecided", .warning)
            }
        }
    }

    /// The comparisons that are defined; without intervals there are none.
    private var comparisons: [PairedComparison] {
        guard let baseline else { return [] }
        return summary.overall.metrics.compactMap {
            try? PairedComparison(metric: $0.metric, baseline: baseline, candidate: summary)
        }
    }

    /// The result as text and as JSON; negative unless the gate passed.
    var commandResult: CommandResult {
        CommandResult(
            page: page,
            document: Document(
                model: model.title, digest: model.digest, data: data, rowCount: summary.overall.rowCount,
                task: model.signature.task, metrics: summary.overall.metrics.map(MetricDocument.init),
                slices: summary.slices.map(Document.Slice.init), baseline: baselineTitle,
                comparison: comparisons.map(Document.Comparison.init), gate: verdict, verdict: verdict?.verdict),
            isPositive: verdict.map { $0.verdict == .pass } ?? true)
    }

    /// The result as a page for a browser, where the baseline has the name that the person gave it.
    var html: String {
        let named = baseline.map {
            EvaluationSummary(
                subject: baselineTitle ?? $0.subject, dataset: $0.dataset, resampling: $0.resampling,
                overall: $0.overall, slices: $0.slices)
        }
        return summary.html(title: model.title, baselines: [named].compactMap(\.self), gate: verdict)
    }

    private var page: Page {
        var page = Page()
        page.heading("\(model.title) on \(data)")
        page.facts([
            "Task": Cell(TrainCommand.text(of: model.signature.task)),
            "Rows": Cell(NumberText.grouped(summary.overall.rowCount)), "Digest": Cell(model.digest),
        ])
        page.table(MetricDocument.table(of: summary.overall.metrics))
        if !summary.slices.isEmpty {
            page.heading("Slices")
            page.table(sliceTable)
        }
        if let baselineTitle {
            page.heading("Against \(baselineTitle)")
            page.table(comparisonTable)
            if comparisons.isEmpty { page.text("Nothing can be compared without intervals.", .warning) }
        }
        if let verdict { add(verdict, to: &page) }
        return page
    }

    private var sliceTable: Table {
        var table = Table(.text("slice"), .number("rows"), .text("metric"), .number("value"), .text("interval"))
        for slice in summary.slices {
            for (index, estimate) in slice.metrics.enumerated() {
                table.append(
                    Cell(index == 0 ? slice.name : "", .strong),
                    Cell(index == 0 ? NumberText.grouped(slice.rowCount) : ""), Cell(estimate.metric),
                    MetricDocument.value(of: estimate), MetricDocument.interval(of: estimate))
            }
        }
        return table
    }

    private var comparisonTable: Table {
        var table = Table(
            .text("metric"), .number("baseline"), .number("model"), .number("difference"), .text("interval"),
            .text("model is"))
        for comparison in comparisons {
            table.append(
                Cell(comparison.metric, .strong), Cell(NumberText.formatted(comparison.baseline, decimals: 4)),
                Cell(NumberText.formatted(comparison.candidate, decimals: 4)),
                Cell(NumberText.formatted(comparison.difference, decimals: 4)),
                Cell(MetricDocument.text(of: comparison.interval)), Conclusion(comparison).cell)
        }
        return table
    }

    private func add(_ result: GateResult, to page: inout Page) {
        page.heading("Gate \(result.gate)")
        var table = Table(.text("verdict"), .text("requirement"), .text("evidence"))
        for check in result.checks {
            table.append(Self.cell(check.verdict), Cell(check.requirement), Cell(check.evidence))
        }
        page.table(table)
        switch result.verdict {
        case .pass: page.text("The gate passes.", .good)
        case .fail: page.text("The gate fails.", .bad)
        case .insufficientEvidence: page.text("The gate does not pass: there is too little evidence.", .warning)
        }
    }

    private static func cell(_ verdict: GateResult.Verdict) -> Cell {
        switch verdict {
        case .pass: Cell("pass", .good)
        case .fail: Cell("FAIL", .bad)
        case .insufficientEvidence: Cell("too little evidence", .warning)
        }
    }
}
#endif
