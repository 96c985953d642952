public import MLCore

/// An error of MLStatistics: samples, bins or states that a definition does not cover.
public struct StatisticsError: ModuleError {
    /// The codes of ``StatisticsError``.
    public struct Code: ErrorCode {
        /// The stable text of the code.
        public let rawValue: String

        /// Creates a code from its stable text.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The first word of the description: `statistics`.
    public static var domain: String { "statistics" }
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

extension StatisticsError.Code {
    /// An argument is outside of its documented range.
    public static let invalidArgument = Self(rawValue: "invalidArgument")
    /// A sample has no usable value where at least one is needed.
    public static let emptySample = Self(rawValue: "emptySample")
    /// Two states with different configurations cannot be merged.
    public static let incompatibleStates = Self(rawValue: "incompatibleStates")
    /// Two counts that must agree do not.
    public static let shapeMismatch = Self(rawValue: "shapeMismatch")
}
