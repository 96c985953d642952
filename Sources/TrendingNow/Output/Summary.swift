import MLCore
import MLEval

/// What `summary.json` holds: the figures of a run, for people and for scripts.
struct Summary: Codable {
    /// A figure with its confidence interval.
    struct Figure: Codable {
        var value: Double?
        var lower: Double?
        var upper: Double?

        init(_ estimate: MetricEstimate?) {
            value = estimate?.value
            lower = estimate?.interval?.lower
            upper = estimate?.interval?.upper
        }
    }

    struct Validation: Codable {
        var from: Int
        var rows: Int
        var microF1: Figure
        var macroF1: Figure
        /// Simpler models on the same rows, by name.
        var baselines: [String: Figure]
        /// The candidates on the same rows, by name.
        var candidates: [String: Figure]
        var gate: String
    }

    struct Model: Codable {
        var name: String
        var digest: String
        var features: Int
        var labels: Int
    }

    struct Drift: Codable {
        var period: String
        var rows: Int
        var feature: String
        var test: String
        var statistic: Double
        var threshold: Double
        var signalsDrifted: Int
        var signalsTested: Int
        var alert: Bool
        /// The quality of the production model on the period, known once its labels are.
        var microF1: Figure
    }

    struct Retrained: Codable {
        struct Comparison: Codable {
            var before: Double
            var after: Double
            var difference: Double
            var lower: Double
            var upper: Double
            var rows: Int

            init(_ comparison: PairedComparison) {
                before = comparison.baseline
                after = comparison.candidate
                difference = comparison.difference
                lower = comparison.interval.lower
                upper = comparison.interval.upper
                rows = comparison.rowCount
            }
        }

        var through: Int
        var evaluatedFrom: Int
        var microF1: Comparison
        var gate: String
        var digest: String
    }

    struct Registry: Codable {
        var path: String
        var versions: Int
        /// The version that is in production at the end.
        var production: Int
    }

    struct Audit: Codable {
        var verified: Bool
        var entries: Int
    }

    var seed: UInt64
    var rows = 0
    var quarantined = 0
    var quarantinedByReason: [String: Int] = [:]
    var validation: Validation?
    var model: Model?
    var drift: [Drift] = []
    var retrained: Retrained?
    var registry: Registry?
    var audit: Audit?
    /// How long each stage took, in seconds.
    var seconds: [String: Double] = [:]
}
