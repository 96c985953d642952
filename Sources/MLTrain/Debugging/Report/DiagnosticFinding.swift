/// What one check found: the verdict, the numbers behind it and what to do.
public struct DiagnosticFinding: Sendable, Hashable, Codable {
    /// What a check concludes.
    public enum Verdict: String, Sendable, Hashable, Codable {
        /// As it should be.
        case passed
        /// Worth a look.
        case warning
        /// Something is wrong; what is trained now should not be trusted.
        case failed
        /// The check has no meaning here; the reason says why.
        case notApplicable
    }

    /// Why a check has no meaning.
    public enum Reason: String, Sendable, Hashable, Codable {
        /// There are too few rows to hold some out, or to tell anything.
        case tooFewRows
        /// There are too few rows with different features.
        case tooFewDistinctRows
        /// All rows have the same target.
        case constantTarget
        /// There are no features.
        case noFeatures
        /// The estimator reports no course of one loss, or an unknown loss.
        case noReportedLoss
        /// No objective was given to compare derivatives of.
        case noObjective
        /// The estimator did not fit the rows; another finding says why.
        case fitFailed
    }

    /// A measured number with the bounds that it was held against.
    public struct Measure: Sendable, Hashable, Codable {
        /// What was measured.
        public let name: String
        /// The number; `nil` when it is undefined or not finite.
        public let value: Double?
        /// The greatest number that is as it should be, if there is one.
        public let atMost: Double?
        /// The least number that is as it should be, if there is one.
        public let atLeast: Double?

        /// Creates a measure; numbers that are not finite count as undefined.
        ///
        /// - Parameters:
        ///   - name: What was measured.
        ///   - value: The number.
        ///   - atMost: The greatest number that is as it should be.
        ///   - atLeast: The least number that is as it should be.
        public init(_ name: String, _ value: Double?, atMost: Double? = nil, atLeast: Double? = nil) {
            self.name = name
            self.value = value.flatMap { $0.isFinite ? $0 : nil }
            self.atMost = atMost.flatMap { $0.isFinite ? $0 : nil }
            self.atLeast = atLeast.flatMap { $0.isFinite ? $0 : nil }
        }
    }

    /// A feature that the finding is about.
    public struct Feature: Sendable, Hashable, Codable {
        /// The name of the feature.
        public let name: String
        /// What there is to say about it, as a phrase.
        public let note: String

        /// Creates a remark about a feature.
        ///
        /// - Parameters:
        ///   - name: The name of the feature.
        ///   - note: What there is to say about it, as a phrase.
        public init(name: String, note: String) {
            self.name = name
            self.note = note
        }
    }

    /// How many features a finding lists at most; ``explanation`` says how many there are.
    public static let featureLimit = 20

    /// Which check this is.
    public let check: DiagnosticCheck
    /// What the check concludes.
    public let verdict: Verdict
    /// Why the check has no meaning; `nil` for other verdicts.
    public let reason: Reason?
    /// The measured numbers, the decisive one first.
    public let measures: [Measure]
    /// How many rows are behind the numbers.
    public let rowCount: Int
    /// The features that the finding is about, at most ``featureLimit``, the worst first.
    public let features: [Feature]
    /// What was found, in plain words.
    public let explanation: String
    /// What to do about it; empty when there is nothing to do.
    public let remedy: String

    /// Creates a finding.
    ///
    /// - Parameters:
    ///   - check: Which check this is.
    ///   - verdict: What the check concludes.
    ///   - reason: Why the check has no meaning.
    ///   - measures: The measured numbers, the decisive one first.
    ///   - rowCount: How many rows are behind the numbers.
    ///   - features: The features that the finding is about, the worst first; the list is cut.
    ///   - explanation: What was found, in plain words.
    ///   - remedy: What to do about it.
    public init(
        _ check: DiagnosticCheck, _ verdict: Verdict, reason: Reason? = nil, measures: [Measure] = [], rowCount: Int,
        features: [Feature] = [], explanation: String, remedy: String = ""
    ) {
        self.check = check
        self.verdict = verdict
        self.reason = reason
        self.measures = measures
        self.rowCount = rowCount
        self.features = Array(features.prefix(Self.featureLimit))
        self.explanation = explanation
        self.remedy = remedy
    }

    /// A check without a meaning.
    static func notApplicable(
        _ check: DiagnosticCheck, _ reason: Reason, rowCount: Int, _ explanation: String, remedy: String = ""
    ) -> DiagnosticFinding {
        DiagnosticFinding(
            check, .notApplicable, reason: reason, rowCount: rowCount, explanation: explanation, remedy: remedy)
    }
}
