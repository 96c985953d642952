public import MLCore

/// An error of MLServe: a request or a deployment that cannot be served.
public struct ServeError: ModuleError {
    /// The codes of ``ServeError``.
    public struct Code: ErrorCode {
        /// The stable text of the code.
        public let rawValue: String

        /// Creates a code from its stable text.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The first word of the description: `serve`.
    public static var domain: String { "serve" }
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

extension ServeError.Code {
    /// A request does not match the model's signature.
    public static let invalidRequest = Self(rawValue: "invalidRequest")
    /// A configuration has one or more bad fields; the text lists all of them.
    public static let invalidConfiguration = Self(rawValue: "invalidConfiguration")
    /// No model of this name or version is served.
    public static let unknownModel = Self(rawValue: "unknownModel")
    /// The deployment has no model, or its readiness prediction failed.
    public static let notReady = Self(rawValue: "notReady")
    /// The deployment has as many requests in flight as it accepts.
    public static let overloaded = Self(rawValue: "overloaded")
    /// The model refused the request.
    public static let predictionFailed = Self(rawValue: "predictionFailed")
}
