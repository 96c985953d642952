public import MLCore

/// What the sanity checks of a training set-up found.
///
/// A value that can be stored as JSON; `description` is a table for terminals and ``html(title:)`` a page.
public struct DiagnosticReport: Sendable, Hashable, Codable {
    /// The stable name of the estimator.
    public let estimator: String
    /// What was to be predicted.
    public let task: PredictionTask
    /// The seed of every random choice.
    public let seed: UInt64
    /// The number of rows that were given to learn from.
    public let rowCount: Int
    /// How many of them the models of the checks were fitted to.
    public let fittedRowCount: Int
    /// The number of rows that were held out.
    public let heldOutRowCount: Int
    /// Whether the held-out rows are the validation data of the context; otherwise they were drawn.
    public let usesValidationData: Bool
    /// One finding for each check, in the order of ``DiagnosticCheck``.
    public let findings: [DiagnosticFinding]

    /// Creates a report.
    ///
    /// - Parameters:
    ///   - estimator: The stable name of the estimator.
    ///   - task: What was to be predicted.
    ///   - seed: The seed of every random choice.
    ///   - rowCount: The number of rows that were given to learn from.
    ///   - fittedRowCount: How many of them the models of the checks were fitted to.
    ///   - heldOutRowCount: The number of rows that were held out.
    ///   - usesValidationData: Whether the held-out rows are the validation data of the context.
    ///   - findings: One finding for each check.
    public init(
        estimator: String, task: PredictionTask, seed: UInt64, rowCount: Int, fittedRowCount: Int, heldOutRowCount: Int,
        usesValidationData: Bool, findings: [DiagnosticFinding]
    ) {
        self.estimator = estimator
        self.task = task
        self.seed = seed
        self.rowCount = rowCount
        self.fittedRowCount = fittedRowCount
        self.heldOutRowCount = heldOutRowCount
        self.usesValidationData = usesValidationData
        self.findings = findings
    }

    /// Whether no check failed; warnings and checks without a meaning do not count.
    public var passed: Bool { findings.allSatisfy { $0.verdict != .failed } }

    /// The finding of a check, or `nil` when it was not run.
    public subscript(check: DiagnosticCheck) -> DiagnosticFinding? { findings.first { $0.check == check } }

    /// The findings with a verdict, in order.
    ///
    /// - Parameter verdict: The verdict.
    /// - Returns: The findings.
    public func findings(_ verdict: DiagnosticFinding.Verdict) -> [DiagnosticFinding] {
        findings.filter { $0.verdict == verdict }
    }

    /// The verdict in one sentence.
    public var headline: String {
        let (failed, warned) = (findings(.failed).count, findings(.warning).count)
        let judged = findings.count - findings(.notApplicable).count
        if judged == 0 { return "No check has a meaning here" }
        if failed > 0 {
            return "\(failed) of \(judged) checks failed" + (warned > 0 ? ", and \(Self.warnings(warned))" : "")
        }
        return warned > 0 ? "No check failed, but \(Self.warnings(warned))" : "All \(judged) checks passed"
    }

    private static func warnings(_ count: Int) -> String {
        count == 1 ? "1 gives a warning" : "\(count) give a warning"
    }
}
