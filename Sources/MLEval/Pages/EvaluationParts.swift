import MLCore
import MLReport

/// The parts of pages that show an evaluation.
struct EvaluationParts {
    let summary: EvaluationSummary
    let baselines: [EvaluationSummary]
    let gate: GateResult?

    /// What the page is judged by: the first metric.
    var main: MetricEstimate? { summary.overall.metrics.first }

    /// The verdict of the gate, or else the main metric.
    var verdict: HTML {
        if let gate { return gate.headline }
        guard let main else { return .verdict(.unsure, "No metric was computed") }
        guard let value = main.value else {
            return .verdict(.unsure, "\(main.metric) is undefined") {
                HTML(.p) { main.undefinedReason ?? "" }
            }
        }
        return .verdict(.plain, "\(main.metric) \(Figure.estimate(value, main.interval))") {
            HTML(.p) { "On \(Figure.count(main.rowCount, "row")); \(main.direction.words). No gate has judged it." }
        }
    }

    /// The first metrics in large type.
    var tiles: HTML {
        var facts = FactList()
        facts.add("rows", Figure.count(summary.overall.rowCount))
        for estimate in summary.overall.metrics.prefix(3) {
            let range = estimate.interval.map { interval in
                let decimals = Figure.decimals(of: interval)
                return "\(Figure.number(interval.lower, decimals: decimals)) to "
                    + "\(Figure.number(interval.upper, decimals: decimals)) (\(Figure.share(interval.level)))"
            }
            facts.add(
                estimate.metric,
                estimate.value.map { Figure.number($0, decimals: Figure.decimals(of: estimate.interval)) }
                    ?? Figure.none,
                note: estimate.value == nil ? estimate.undefinedReason ?? "" : range ?? "no interval")
        }
        if !summary.slices.isEmpty { facts.add("slices", Figure.count(summary.slices.count)) }
        return facts.tiles
    }

    /// The requirements of the gate with their evidence.
    var checks: HTML { gate?.table ?? .empty }

    /// All metrics over all rows.
    var metrics: HTML {
        var table = ReportTable(
            "All \(Figure.count(summary.overall.rowCount, "row"))\(levelText)",
            [.init("metric"), .init("value", .number), .init("better"), .init("n", .number)])
        for estimate in summary.overall.metrics {
            table.append([
                .name(estimate.metric), Self.value(estimate), HTML(estimate.direction.words),
                HTML(Figure.count(estimate.rowCount)),
            ])
        }
        return table.html
    }

    /// How the numbers came about.
    var method: HTML {
        var facts = FactList()
        facts.add("subject", HTML.code(summary.subject))
        facts.add(
            "rows",
            HTML {
                HTML.name(summary.dataset); ", \(Figure.count(summary.overall.rowCount))"
            })
        if let resampling = summary.resampling {
            facts.add(
                "intervals",
                "percentile bootstrap over rows, \(Figure.count(resampling.count, "resample")), level "
                    + "\(Figure.share(resampling.level)), seed \(resampling.seed)")
        } else {
            facts.add("intervals", "none were asked for, so how sure the numbers are is not known")
        }
        return facts.lines
    }

    var levelText: String { summary.resampling.map { "; in brackets the \(Figure.share($0.level)) interval" } ?? "" }

    /// A value with its interval, or why there is none.
    static func value(_ estimate: MetricEstimate?) -> HTML {
        guard let estimate else { return .missing("not computed") }
        guard let value = estimate.value else { return .missing(estimate.undefinedReason ?? "undefined") }
        return HTML(Figure.estimate(value, estimate.interval, showsLevel: false))
    }
}

extension MetricDirection {
    /// Which way is better, in words.
    var words: String { self == .higherIsBetter ? "higher is better" : "lower is better" }
}
