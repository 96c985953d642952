public import MLCore

/// An error of MLFeatures: a transformer that cannot be fitted or applied.
public struct FeatureError: ModuleError {
    /// The codes of ``FeatureError``.
    public struct Code: ErrorCode {
        /// The stable text of the code.
        public let rawValue: String

        /// Creates a code from its stable text.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The first word of the description: `features`.
    public static var domain: String { "features" }
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

extension FeatureError.Code {
    /// A configuration has one or more bad fields; the text lists all of them.
    public static let invalidConfiguration = Self(rawValue: "invalidConfiguration")
    /// A column the pipeline needs is absent.
    public static let unknownColumn = Self(rawValue: "unknownColumn")
    /// A column has another type than the transformer takes.
    public static let typeMismatch = Self(rawValue: "typeMismatch")
    /// A category that was not seen in fitting, where the policy is to refuse.
    public static let unseenCategory = Self(rawValue: "unseenCategory")
    /// No term or category is left after filtering.
    public static let emptyVocabulary = Self(rawValue: "emptyVocabulary")
    /// A value is missing where the policy is to refuse.
    public static let missingValue = Self(rawValue: "missingValue")
    /// A number is infinite where only finite numbers can be learned from.
    public static let nonFiniteValue = Self(rawValue: "nonFiniteValue")
    /// An input or a result is larger than a documented limit.
    public static let limitExceeded = Self(rawValue: "limitExceeded")
    /// A column holds nothing to learn from: no rows, or only missing values.
    public static let emptyInput = Self(rawValue: "emptyInput")
    /// A transformer wrote rows or features that do not fit what it declares.
    public static let malformedOutput = Self(rawValue: "malformedOutput")
}
