public import MLCore

/// An error of MLEval: an evaluation that cannot be made as asked.
public struct EvaluationError: ModuleError {
    /// The codes of ``EvaluationError``.
    public struct Code: ErrorCode {
        /// The stable text of the code.
        public let rawValue: String

        /// Creates a code from its stable text.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The first word of the description: `evaluation`.
    public static var domain: String { "evaluation" }
    /// The kind of failure.
    public let code: Code
    /// The text parts and the cause.
    public let details: ErrorDetails

    /// Creates an error from its parts.
    public init(code: Code, details: ErrorDetails) {
        self.code = code
        self.details = details
    }
}

extension EvaluationError.Code {
    /// A configuration has one or more bad fields; the text lists all of them.
    public static let invalidConfiguration = Self(rawValue: "invalidConfiguration")
    /// There is no row to evaluate on.
    public static let emptyEvaluationSet = Self(rawValue: "emptyEvaluationSet")
    /// Predictions and targets have different sizes.
    public static let shapeMismatch = Self(rawValue: "shapeMismatch")
    /// A gate asks for a metric that was not computed.
    public static let unknownMetric = Self(rawValue: "unknownMetric")
    /// A gate asks for a slice that was not computed.
    public static let unknownSlice = Self(rawValue: "unknownSlice")
    /// A model card lacks a required field.
    public static let incompleteCard = Self(rawValue: "incompleteCard")
    /// Two evaluations have other rows or resamples and cannot be compared.
    public static let notComparable = Self(rawValue: "notComparable")
    /// A metric has no value on the rows.
    public static let undefinedMetric = Self(rawValue: "undefinedMetric")
}
