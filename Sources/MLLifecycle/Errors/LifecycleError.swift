#if ServiceLifecycle
public import MLCore

/// An error of MLLifecycle: a service that cannot be made, or that ended before it was asked to.
public struct LifecycleError: ModuleError {
    /// The codes of ``LifecycleError``.
    public struct Code: ErrorCode {
        /// The stable text of the code.
        public let rawValue: String

        /// Creates a code from its stable text.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The first word of the description: `lifecycle`.
    public static var domain: String { "lifecycle" }
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

extension LifecycleError.Code {
    /// A configuration has one or more bad fields; the text lists all of them.
    public static let invalidConfiguration = Self(rawValue: "invalidConfiguration")
    /// The service is running already.
    public static let alreadyRunning = Self(rawValue: "alreadyRunning")
    /// What the host does with a finding or an outcome threw an error, which is the cause.
    public static let handlerFailed = Self(rawValue: "handlerFailed")
    /// The stored state cannot be read, or belongs to another reference or windowing.
    public static let incompatibleState = Self(rawValue: "incompatibleState")
    /// The state could not be saved, for the reason in the cause.
    public static let stateNotSaved = Self(rawValue: "stateNotSaved")
    /// A graceful shutdown took longer than it may; the text says what was left.
    public static let drainTimedOut = Self(rawValue: "drainTimedOut")
}
#endif
