public import MLCore
import MLReport

/// Training runs side by side: what they started with, how they went, and what came out.
public struct RunComparison: Sendable {
    /// A run with its measurements.
    public struct Run: Sendable {
        /// What is known about the run.
        public let record: RunRecord
        /// Its measurements, in the order in which they came.
        public let measurements: [RunMeasurement]
        /// Metrics of the model on rows it has not learned from, when there are any.
        public let evaluation: EvaluationSummary?

        /// Creates a run.
        ///
        /// - Parameters:
        ///   - record: What is known about the run.
        ///   - measurements: Its measurements, in the order in which they came.
        ///   - evaluation: Metrics of the model on rows it has not learned from.
        public init(record: RunRecord, measurements: [RunMeasurement] = [], evaluation: EvaluationSummary? = nil) {
            self.record = record
            self.measurements = measurements
            self.evaluation = evaluation
        }
    }

    /// The runs, in order.
    public let runs: [Run]

    /// Creates a comparison.
    public init(_ runs: [Run]) { self.runs = runs }

    /// The runs as a page: one line for each, the parameters that differ, metrics and curves.
    ///
    /// The page is one self-contained HTML file without scripts. The same runs give the same bytes.
    ///
    /// - Parameter title: What the runs have in common.
    /// - Returns: The text of the file, in UTF-8.
    public func html(title: String = "Training runs") -> String {
        let parts = RunParts(runs: runs)
        return Page(
            kind: "Run comparison", title: title,
            summary: HTML {
                parts.verdict
                parts.tiles
            },
            sections: [
                Page.Section("runs", "Runs") { parts.table },
                Page.Section("metrics", "Metrics") { parts.metrics },
                Page.Section("parameters", "Parameters") { parts.parameters },
                Page.Section("curves", "Curves") { parts.curves },
                Page.Section("numbers", "Last measurements") { parts.lastValues },
                Page.Section("failures", "Failures") { parts.failures },
                Page.Section("origin", "Data, models and programs") { parts.origin },
            ]
        ).html
    }
}

extension TrainingRuns {
    /// Runs side by side, with their measurements.
    ///
    /// - Parameter records: The runs, in order.
    /// - Returns: The comparison.
    /// - Throws: ``TrainError`` with code `malformedRun`, or what the blob store throws.
    public func comparison(of records: [RunRecord]) throws -> RunComparison {
        RunComparison(
            try records.map { RunComparison.Run(record: $0, measurements: try measurements(of: $0)) })
    }
}
