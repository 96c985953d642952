public import MLCore

/// An error of MLTrain: a bad hyperparameter, target or run.
public struct TrainError: ModuleError {
    /// The codes of ``TrainError``.
    public struct Code: ErrorCode {
        /// The stable text of the code.
        public let rawValue: String

        /// Creates a code from its stable text.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The first word of the description: `train`.
    public static var domain: String { "train" }
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

extension TrainError.Code {
    /// One or more hyperparameters are out of range; the text lists all of them.
    public static let invalidHyperparameters = Self(rawValue: "invalidHyperparameters")
    /// The targets cannot be learned by this estimator.
    public static let invalidTarget = Self(rawValue: "invalidTarget")
    /// The features cannot be used by this estimator.
    public static let invalidFeatures = Self(rawValue: "invalidFeatures")
    /// There is no row to learn from.
    public static let emptyTrainingSet = Self(rawValue: "emptyTrainingSet")
    /// The optimiser stopped without reaching its tolerance, and the caller asked for that to be an error.
    public static let notConverged = Self(rawValue: "notConverged")
    /// A loss became NaN or infinite; the text names the step.
    public static let nonFiniteLoss = Self(rawValue: "nonFiniteLoss")
    /// Training was cancelled by the host; nothing was left half-fitted.
    public static let cancelled = Self(rawValue: "cancelled")
    /// A run was changed after it was finished.
    public static let runConflict = Self(rawValue: "runConflict")
    /// A stored run cannot be read.
    public static let malformedRun = Self(rawValue: "malformedRun")
}
