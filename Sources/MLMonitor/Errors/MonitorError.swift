public import MLCore

/// An error of MLMonitor: a reference, window or detector that cannot be made.
public struct MonitorError: ModuleError {
    /// The codes of ``MonitorError``.
    public struct Code: ErrorCode {
        /// The stable text of the code.
        public let rawValue: String

        /// Creates a code from its stable text.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The first word of the description: `monitor`.
    public static var domain: String { "monitor" }
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

extension MonitorError.Code {
    /// A configuration has one or more bad fields; the text lists all of them.
    public static let invalidConfiguration = Self(rawValue: "invalidConfiguration")
    /// The reference has no usable value.
    public static let emptyReference = Self(rawValue: "emptyReference")
    /// A window was made with another reference.
    public static let incompatibleWindow = Self(rawValue: "incompatibleWindow")
    /// A monitored feature is absent from the records.
    public static let unknownFeature = Self(rawValue: "unknownFeature")
    /// An event does not belong to the state of a state machine.
    public static let invalidTransition = Self(rawValue: "invalidTransition")
}
