import MLCore
import MLReport

extension EvaluationParts {
    /// This model and simpler ones: the metrics, and the paired differences where the evaluations allow them.
    var comparison: HTML {
        guard !baselines.isEmpty else { return .empty }
        return HTML {
            for estimate in summary.overall.metrics.prefix(4) { values(of: estimate) }
            differences
        }
    }

    private func values(of estimate: MetricEstimate) -> HTML {
        var plot = IntervalPlot(
            "\(estimate.metric), \(estimate.direction.words)\(levelText)", names: "model", values: estimate.metric)
        plot.append(row(HTML("this model"), estimate, isMain: true))
        for baseline in baselines {
            plot.append(row(.name(baseline.subject), baseline.overall.estimate(estimate.metric)))
        }
        return plot.html
    }

    private func row(_ name: HTML, _ estimate: MetricEstimate?, isMain: Bool = false, remark: HTML = .empty)
        -> IntervalPlot.Row
    {
        IntervalPlot.Row(
            name, count: estimate.map { Figure.count($0.rowCount) } ?? Figure.none, value: estimate?.value,
            interval: estimate?.interval, remark: remark, isMain: isMain)
    }

    private var differences: HTML {
        var table = ReportTable(
            "Improvement over each model on the same rows and resamples; above zero this model is better",
            [
                .init("metric"), .init("against"), .init("improvement", .number), .init("n", .number),
                .init("conclusion"),
            ])
        for estimate in summary.overall.metrics {
            for baseline in baselines {
                table.append(difference(of: estimate.metric, baseline))
            }
        }
        return table.html
    }

    private func difference(of metric: String, _ baseline: EvaluationSummary) -> [HTML] {
        do {
            let comparison = try PairedComparison(metric: metric, baseline: baseline, candidate: summary)
            let interval = comparison.improvementInterval
            let badge: HTML =
                interval.lower > 0
                ? .badge(.good, "better")
                : interval.upper < 0 ? .badge(.bad, "worse") : .badge(.unsure, "not told apart")
            return [
                .name(metric), .name(baseline.subject),
                HTML(Figure.estimate(comparison.improvement, interval, showsLevel: false)),
                HTML(Figure.count(comparison.rowCount)), badge,
            ]
        } catch {
            return [
                .name(metric), .name(baseline.subject), .missing(error.details.problem), .empty,
                .badge(.plain, "not comparable"),
            ]
        }
    }

    /// The slices by metric, the main metric unfolded.
    var slices: HTML {
        guard !summary.slices.isEmpty else { return .empty }
        return HTML {
            for (position, estimate) in summary.overall.metrics.enumerated() {
                if position == 0 {
                    slicePlot(estimate)
                } else {
                    HTML(.details) {
                        HTML(.summary) { "\(estimate.metric) by slice" }
                        slicePlot(estimate)
                    }
                }
            }
            HTML.note("Slices are not corrected for their number: of many slices some differ by chance.")
        }
    }

    private func slicePlot(_ overall: MetricEstimate) -> HTML {
        let reference = overall.value
        var plot = IntervalPlot(
            "\(overall.metric), \(overall.direction.words)\(levelText); the dashed line is the value over all rows",
            names: "slice", values: overall.metric, remarks: "against all rows", reference: reference)
        plot.append(row(HTML("all rows"), overall, isMain: true))
        for slice in summary.slices {
            let estimate = slice.estimate(overall.metric)
            let name = HTML {
                HTML.name(slice.name)
                HTML(.small) {
                    " "
                    HTML.phrase(slice.predicate.description)
                }
            }
            plot.append(row(name, estimate, remark: remark(estimate, reference, slice.rowCount)))
        }
        return plot.html
    }

    private func remark(_ estimate: MetricEstimate?, _ reference: Double?, _ rowCount: Int) -> HTML {
        guard let estimate else { return .badge(.plain, "not computed") }
        guard estimate.value != nil else {
            return HTML(.small) { estimate.undefinedReason ?? "undefined" }
        }
        if rowCount < 30 { return .badge(.plain, "few rows") }
        guard let reference, let interval = estimate.interval else { return .empty }
        let isHigherBetter = estimate.direction == .higherIsBetter
        if interval.upper < reference { return isHigherBetter ? .badge(.bad, "worse") : .badge(.good, "better") }
        if interval.lower > reference { return isHigherBetter ? .badge(.good, "better") : .badge(.bad, "worse") }
        return HTML(.small) { "not told apart" }
    }
}
