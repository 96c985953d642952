import MLData
import MLEval
import MLMonitor

/// What the stages found, kept for the report.
struct Findings {
    var profile: TableProfile?
    /// The name of the candidate that was registered first, with its evaluation.
    var evaluation: (name: String, verdicts: Verdicts)?
    var card: ModelCard?
    var drift: DriftHistory?
}
