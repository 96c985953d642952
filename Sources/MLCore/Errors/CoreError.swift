/// An error of MLCore: a bad argument, shape, value or stored component.
public struct CoreError: ModuleError {
    /// The codes of ``CoreError``.
    public struct Code: ErrorCode {
        /// The stable text of the code.
        public let rawValue: String

        /// Creates a code from its stable text.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The first word of the description: `core`.
    public static var domain: String { "core" }
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

extension CoreError.Code {
    /// An argument is outside of its documented range.
    public static let invalidArgument = Self(rawValue: "invalidArgument")
    /// A configuration has one or more bad fields; the text lists all of them.
    public static let invalidConfiguration = Self(rawValue: "invalidConfiguration")
    /// Two shapes, counts or lengths that must agree do not.
    public static let shapeMismatch = Self(rawValue: "shapeMismatch")
    /// A name does not exist; the text lists the names that do.
    public static let unknownName = Self(rawValue: "unknownName")
    /// A name occurs twice where names are unique.
    public static let duplicateName = Self(rawValue: "duplicateName")
    /// A value has another type than the one asked for.
    public static let typeMismatch = Self(rawValue: "typeMismatch")
    /// A value is missing where one is required.
    public static let missingValue = Self(rawValue: "missingValue")
    /// A number is NaN or infinite where only finite numbers are allowed.
    public static let nonFiniteValue = Self(rawValue: "nonFiniteValue")
    /// An input is larger than a documented limit; nothing was allocated for it.
    public static let limitExceeded = Self(rawValue: "limitExceeded")
    /// Bytes or text do not follow their format.
    public static let malformedInput = Self(rawValue: "malformedInput")
    /// A model's structure is invalid: a cycle, an index out of range, a bad count.
    public static let malformedModel = Self(rawValue: "malformedModel")
    /// A stored component has a kind or version that the catalog does not know.
    public static let unknownComponent = Self(rawValue: "unknownComponent")
    /// An arithmetic result does not fit its type.
    public static let overflow = Self(rawValue: "overflow")
    /// The work was cancelled by the host.
    public static let cancelled = Self(rawValue: "cancelled")
}
