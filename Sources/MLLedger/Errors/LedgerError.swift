public import MLCore

/// An error of MLLedger: storage, integrity, names, or a lost race for the head.
public struct LedgerError: ModuleError {
    /// The codes of ``LedgerError``.
    public struct Code: ErrorCode {
        /// The stable text of the code.
        public let rawValue: String

        /// Creates a code from its stable text.
        public init(rawValue: String) { self.rawValue = rawValue }
    }

    /// The first word of the description: `ledger`.
    public static var domain: String { "ledger" }
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

extension LedgerError.Code {
    /// A name does not follow the grammar of names.
    public static let invalidName = Self(rawValue: "invalidName")
    /// An argument is outside of its documented range.
    public static let invalidArgument = Self(rawValue: "invalidArgument")
    /// Another writer moved the head first; read it again and retry.
    public static let conflict = Self(rawValue: "conflict")
    /// A blob or entry does not exist.
    public static let notFound = Self(rawValue: "notFound")
    /// Stored bytes do not match their digest, or the chain is broken.
    public static let corrupt = Self(rawValue: "corrupt")
    /// The operating system refused a file operation.
    public static let storage = Self(rawValue: "storage")
    /// A file of a store is a link, pipe, device, directory, or has a name outside of the store.
    public static let unsafeFile = Self(rawValue: "unsafeFile")
    /// An earlier failure of fsync made this store unusable; open it again.
    public static let poisoned = Self(rawValue: "poisoned")
    /// The store was written by a newer format version.
    public static let unsupportedVersion = Self(rawValue: "unsupportedVersion")
    /// The payload of an entry is not of the type that was asked for.
    public static let malformedPayload = Self(rawValue: "malformedPayload")
    /// An object is larger than a documented limit.
    public static let limitExceeded = Self(rawValue: "limitExceeded")
}
